import { canTake, isUnpaid, toOrderBalance, toOwedRwf, type Balance } from "../../../domain/balance"
import {
  findTransition,
  isMoney,
  TRANSITIONS,
  type TransitionName,
} from "../../../domain/attempt-status"
import { toAskAfterMs } from "../../../domain/schedule"
import { pickRelevantAttempt, type Attempt } from "../../../modules/kpay/attempts/attempt"
import { parseOptions } from "../../../modules/kpay/options/options"
import type { Rules } from "./rules"
import { at, toNewSession, type AttemptState, type State } from "./state"

/** What the model's steps share: the plugin's own rules, asked about the rows of a state. */

const settings = parseOptions({
  environment: "test",
  username: "shop",
  password: "password",
  retailerId: "01",
  backendUrl: "http://localhost:9000",
  storefrontUrl: "http://localhost:8000",
})

const HOUR_MS = 3_600_000

/** What the order owes now, by `src/domain/balance.ts`. */
export function toBalance({ order, sessions }: State): Balance {
  const paid = sessions.reduce((sum, { amount, transactions }) => sum + amount * transactions, 0)
  const pendingDifference = order.total - order.paidByHand - paid
  return toOrderBalance([{ isCancelled: order.isCancelled, pendingDifference }], "rwf")
}

export const toOwed = (state: State): number => toOwedRwf(toBalance(state), settings.rounding)

export const isOrderUnpaid = (state: State): boolean =>
  isUnpaid(toBalance(state), settings.rounding)

export const canOrderTake = (state: State, amount: number): boolean =>
  canTake(toBalance(state), amount)

/** Whether the poll schedule asks again, by `src/domain/schedule.ts`. */
export function isAskedAgain(status: AttemptState["status"], isOld: boolean): boolean {
  const ageMs = isOld ? 73 * HOUR_MS : HOUR_MS / 2
  return toAskAfterMs({ status, ageMs }, settings.pollSchedule) !== null
}

/** The attempt that answers for a session, as `findHolder` picks it. */
export function findHolder({ attempts }: State, session: number): number | null {
  const newestFirst = attempts
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => row.session === session)
    .reverse()
  const rows = newestFirst.map(
    ({ row: { status, isSuperseded } }) =>
      ({ status, superseded_at: isSuperseded ? new Date(0) : null }) as Attempt
  )
  const picked = pickRelevantAttempt(rows, false)
  return picked === null ? null : (newestFirst[rows.indexOf(picked)]?.index ?? null)
}

/**
 * `AttemptStore.transition`: one conditional update with its event, by the code's own table.
 *
 * @returns whether the row was changed.
 */
export function transition(
  state: State,
  index: number,
  name: TransitionName,
  rules: Rules,
  set: Partial<AttemptState> = {}
): boolean {
  const row = at(state.attempts, index)
  const before = row.status
  const allowed = rules.transitionIsConditional ? findTransition(name, before) : TRANSITIONS[name]
  if (!allowed) return false
  Object.assign(row, set, { status: allowed.to })
  if (isMoney(allowed.to) && !isMoney(before) && row.atKpay !== "paid")
    state.fault = `attempt ${index} became ${allowed.to}, and K-Pay has no money`
  if (isMoney(before) && !isMoney(allowed.to))
    state.fault = `attempt ${index} was ${before} and became ${allowed.to}`
  if (allowed.event === "kpay.payment.paid") {
    row.timesApplied++
    if (rules.eventIsInTransaction) row.paidEventsWaiting++
  }
  return true
}

/** `AttemptStore.dueAfter`: a callback that came after the last question makes an unpaid attempt due. */
export const toDue = (row: AttemptState, isAsked: boolean): boolean => isAsked || row.hasCallback

/** A claim in the row of an attempt, see `claims.ts`. */
export const isFree = ({ leasedBy, isLeaseOver }: AttemptState): boolean =>
  leasedBy === null || isLeaseOver

export const claim = (row: AttemptState, worker: number): void => {
  row.leasedBy = worker
  row.isLeaseOver = false
}

/** `Claims.release` and the end of `Leases.whileHeld`: each only where it is still the worker's own. */
export function release(state: State, worker: number): void {
  for (const row of state.attempts) {
    if (row.leasedBy !== worker) continue
    row.leasedBy = null
    row.isLeaseOver = false
  }
  if (state.lease.heldBy === worker) state.lease = { heldBy: null, isOver: false }
}

/** Whether a payment's lease can be taken, see `leases.ts`. */
export const isLeaseFree = ({ lease }: State): boolean => lease.heldBy === null || lease.isOver

/** The balance or core's captures changed: what other workers have decided on is of before. */
export function markStale(state: State, by: number | null): void {
  state.workers = state.workers.map((worker, index) =>
    index !== by && worker.hasDecided && !worker.isStale ? { ...worker, isStale: true } : worker
  )
}

/** `isFitting` of `payment-session.ts`. */
export function isFitting(state: State, index: number, amount: number): boolean {
  const session = at(state.sessions, index)
  return (
    !session.isDeleted &&
    session.capturedFor === null &&
    session.amount === amount &&
    canAsk(state, session.collection, amount)
  )
}

/** Whether a collection still asks for as much, less what core has captured in it. */
function canAsk({ collections, sessions }: State, index: number, amount: number): boolean {
  const captured = sessions.filter(
    ({ collection, capturedFor, isGivenUp }) =>
      collection === index && capturedFor !== null && !isGivenUp
  )
  const paid = captured.reduce((sum, session) => sum + session.amount, 0)
  return at(collections, index) - paid >= amount
}

/**
 * The session of the order that takes an amount, as `openSessionForOrder` finds or opens it: the preferred one where it fits,
 * any other that fits, or a new one.
 */
export function openSession(state: State, amount: number, preferred: number | null): number {
  if (preferred !== null && isFitting(state, preferred, amount)) return preferred
  const known = state.sessions.findIndex((_, index) => isFitting(state, index, amount))
  if (known >= 0) return known
  let collection = state.collections.findIndex(
    (_, index) =>
      canAsk(state, index, amount) &&
      state.sessions.every((one) => one.collection !== index || one.capturedFor === null)
  )
  if (collection < 0) collection = state.collections.push(amount) - 1
  state.sessions.push(toNewSession(collection, amount))
  return state.sessions.length - 1
}

/** `refundCaptured`, and `recordMedusaRefund`, which core asks. */
export function refundInCore(row: AttemptState): void {
  if (!isMoney(row.status)) return
  if (row.status === "unapplied") row.status = "refund_due"
  row.hasRefund = true
}
