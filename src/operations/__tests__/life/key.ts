import { at, type AttemptState, type SessionState, type State, type WorkerState } from "./state"

/**
 * A short text that is the same for equal states, and for two that differ only in which of the two servers does what. Every
 * field is in it.
 */
export function toKey(state: State): string {
  const [one, other] = [toServersKey(state, 0, 1), toServersKey(state, 1, 0)]
  const { total, paidByHand, isCancelled, isBeingCancelled, hasCancelEvent } = state.order
  const order = toBits(isCancelled, isBeingCancelled, hasCancelEvent, state.lease.isOver)
  return (
    (one < other ? one : other) +
    state.attempts.map(toAttemptKey).join("") +
    state.sessions.map(toSessionKey).join("") +
    toText(total, paidByHand, order, state.left, toCode(state.fault), ...state.collections)
  )
}

/** What tells which server does what. */
function toServersKey({ workers, attempts, lease }: State, first: number, second: number): string {
  const named = (worker: number | null): number => (worker === null ? 2 : worker === first ? 0 : 1)
  return (
    toWorkerKey(at(workers, first)) +
    toWorkerKey(at(workers, second)) +
    toText(named(lease.heldBy), ...attempts.map(({ leasedBy }) => named(leasedBy)))
  )
}

function toWorkerKey(worker: WorkerState): string {
  return toText(
    toCode(worker.at),
    toNumber(worker.attempt),
    toNumber(worker.session),
    toNumber(worker.target),
    toBits(
      worker.isCaptured,
      worker.isBooked,
      worker.isCancelled,
      worker.hasTransaction,
      worker.hasDecided,
      worker.isStale,
      worker.isOldWhenAsked,
      worker.isGraceOver
    ),
    toCode(worker.reason),
    toCode(worker.said),
    toCode(worker.statusWhenAsked),
    toCode(worker.then),
    toNumber(worker.amount),
    toCode(worker.countedIds?.join()),
    toNumber(worker.knownCollections),
    toNumber(worker.knownAttempts),
    toCode(worker.changedAtKpay?.join())
  )
}

function toAttemptKey(row: AttemptState): string {
  return toText(
    toCode(row.status),
    toCode(row.reason),
    toCode(row.atKpay),
    row.amount,
    row.session,
    toBits(
      row.isSuperseded,
      row.isDue,
      row.hasCallback,
      row.isLeaseOver,
      row.isOld,
      row.refusedAtOnce,
      row.isCalledPending,
      row.hasRefund
    ),
    row.paysSent,
    row.timesApplied,
    row.paidEventsWaiting,
    row.paidEventsEmitted
  )
}

function toSessionKey(session: SessionState): string {
  const { collection, amount, capturedFor, transactions } = session
  const bits = toBits(session.isDeleted, session.isGivenUp, session.isRaced)
  return toText(collection, amount, bits, toNumber(capturedFor), transactions)
}

/** Small numbers as characters. */
const toText = (...numbers: number[]): string => String.fromCharCode(...numbers)

const toNumber = (value: number | null | undefined): number => (value ?? -2) + 2

function toBits(...flags: readonly (boolean | undefined)[]): number {
  let bits = 0
  for (const flag of flags) bits = bits * 2 + (flag ? 1 : 0)
  return bits
}

const codes = new Map<string | null | undefined, number>()

/** A small number for each text. */
function toCode(text: string | null | undefined): number {
  const known = codes.get(text)
  if (known !== undefined) return known
  codes.set(text, codes.size + 1)
  return codes.size
}
