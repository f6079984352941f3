import type { AttemptStatus, UnappliedReason } from "../../../domain/attempt-status"

/** What K-Pay has of a refid. `on_its_way`: the request was sent and has not arrived. */
export type AtKpay = "not_sent" | "on_its_way" | "never_arrived" | "pending" | "failed" | "paid"

/** A row of `kpay_attempt`, as far as it decides about money, and what K-Pay has of its refid. */
export interface AttemptState {
  status: AttemptStatus
  reason: UnappliedReason | null
  amount: number
  /** The payment session that the money is for. */
  session: number
  isSuperseded: boolean
  /** Whether `due_at` is set: then a worker takes the attempt sooner or later. */
  isDue: boolean
  /** Whether a callback came after the last question. */
  hasCallback: boolean
  /** The worker whose claim is in the row; `null` for none. */
  leasedBy: number | null
  /** Whether that claim has run out. */
  isLeaseOver: boolean
  /** Whether the poll schedule has ended. */
  isOld: boolean
  refusedAtOnce: boolean
  /** Whether K-Pay has called it pending, within the schedule, in the last answer that was recorded. */
  isCalledPending: boolean
  /** Whether a refund of all the money is due in `kpay_refund`. */
  hasRefund: boolean
  atKpay: AtKpay
  /** How often `pay` was sent. */
  paysSent: number
  /** How often the attempt became `applied`, and how many of these events wait and were emitted. */
  timesApplied: number
  paidEventsWaiting: number
  paidEventsEmitted: number
}

/** A payment session of core with its payment. */
export interface SessionState {
  /** Its payment collection. */
  collection: number
  amount: number
  isDeleted: boolean
  /** The attempt whose money core has captured for this session; `null` for none. */
  capturedFor: number | null
  /** How many transactions of the order this capture has. */
  transactions: number
  /** Whether core refunded the capture when it took its order back. */
  isGivenUp: boolean
  /** Whether the balance had changed by another hand between the last decision and the capture. */
  isRaced: boolean
}

export interface OrderState {
  total: number
  /** What was paid by hand, without K-Pay. */
  paidByHand: number
  isCancelled: boolean
  /** Whether core has asked for refunds and not yet written that the order is cancelled. */
  isBeingCancelled: boolean
  /** Whether `order.canceled` waits for its subscriber. */
  hasCancelEvent: boolean
}

/** What a server is doing: the place in its code, and what it has read. */
export interface WorkerState {
  readonly at: string
  readonly attempt?: number
  /** The attempt's session as it was read, and the one that takes the money. */
  readonly session?: number
  readonly target?: number
  readonly isCaptured?: boolean
  readonly isBooked?: boolean
  readonly isCancelled?: boolean
  readonly hasTransaction?: boolean
  readonly reason?: UnappliedReason
  /** What K-Pay said, on its way back. */
  readonly said?: string
  /** The attempt's status when K-Pay was asked. */
  readonly statusWhenAsked?: AttemptStatus
  readonly isOldWhenAsked?: boolean
  /** Whether "not found" was to be believed then. */
  readonly isGraceOver?: boolean
  /** Where the work goes on after a question. */
  readonly then?: string
  readonly amount?: number
  readonly countedIds?: readonly number[]
  readonly knownCollections?: number
  readonly knownAttempts?: number
  /** The attempts of which K-Pay would give another answer by now. */
  readonly changedAtKpay?: readonly number[]
  /** Whether the worker has decided on a balance, and whether that changed since by another hand. */
  readonly hasDecided?: boolean
  readonly isStale?: boolean
}

/** One order with up to two attempts, and two servers. */
export interface State {
  attempts: AttemptState[]
  sessions: SessionState[]
  /** What each payment collection of the order asks for. */
  collections: number[]
  order: OrderState
  workers: WorkerState[]
  /** The worker that holds the lease on the payment (`kpay_lease`), and whether it has run out. */
  lease: { heldBy: number | null; isOver: boolean }
  /** How many attempts there may be. */
  attemptsMax: number
  /** How many disturbances may still come. */
  left: number
  /** What must never happen and has happened in the last step. */
  fault: string | null
}

export const IDLE: WorkerState = { at: "idle" }

/** How much may happen in a search. */
export interface Bounds {
  readonly attempts: number
  readonly disturbances: number
  /** Begins where a prompt of 2 francs and, since the order was edited, a further one of 3 are out. */
  readonly withTwoPrompts?: boolean
}

/** An order of 2 francs, for which no prompt or two prompts are out. */
export function toInitialState(bounds: Bounds): State {
  const state = toNewOrder(bounds)
  if (!bounds.withTwoPrompts) return state
  state.order.total = 3
  state.collections.push(2, 3)
  state.sessions.push(toNewSession(0, 2), toNewSession(1, 3))
  const prompts = [toNewAttempt(2, 0), toNewAttempt(3, 1)]
  for (const prompt of prompts)
    state.attempts.push({ ...prompt, status: "pending", atKpay: "pending", paysSent: 1 })
  at(state.attempts, 0).isSuperseded = true
  return state
}

export const toNewSession = (collection: number, amount: number): SessionState => ({
  collection,
  amount,
  isDeleted: false,
  capturedFor: null,
  transactions: 0,
  isGivenUp: false,
  isRaced: false,
})

export const toNewAttempt = (amount: number, session: number): AttemptState => ({
  status: "starting",
  reason: null,
  amount,
  session,
  isSuperseded: false,
  isDue: true,
  hasCallback: false,
  leasedBy: null,
  isLeaseOver: false,
  isOld: false,
  refusedAtOnce: false,
  isCalledPending: false,
  hasRefund: false,
  atKpay: "not_sent",
  paysSent: 0,
  timesApplied: 0,
  paidEventsWaiting: 0,
  paidEventsEmitted: 0,
})

const toNewOrder = ({ attempts, disturbances }: Bounds): State => ({
  attempts: [],
  sessions: [],
  collections: [],
  order: {
    total: 2,
    paidByHand: 0,
    isCancelled: false,
    isBeingCancelled: false,
    hasCancelEvent: false,
  },
  workers: [IDLE, IDLE],
  lease: { heldBy: null, isOver: false },
  attemptsMax: attempts,
  left: disturbances,
  fault: null,
})

/** A step that is possible in a state. */
export interface Step {
  readonly name: string
  readonly next: State
}

/** A further state, in which `change` may write. Workers are replaced, never changed. */
export function toNext(state: State, change: (next: State) => void): State {
  const next: State = {
    attempts: state.attempts.map((one) => ({ ...one })),
    sessions: state.sessions.map((one) => ({ ...one })),
    collections: [...state.collections],
    order: { ...state.order },
    workers: [...state.workers],
    lease: { ...state.lease },
    attemptsMax: state.attemptsMax,
    left: state.left,
    fault: null,
  }
  change(next)
  return next
}

/** The entry with an index that is known to exist. */
export function at<T>(list: readonly T[], index: number | null | undefined): T {
  const found = list[index ?? -1]
  if (found === undefined) throw new Error(`The model has no entry ${String(index)}.`)
  return found
}
