import { findHolderOfBooking, listCoreSteps } from "./core"
import {
  canOrderTake,
  isFitting,
  isLeaseFree,
  openSession,
  refundInCore,
  release,
  transition,
} from "./rows"
import type { Rules } from "./rules"
import { at, IDLE, toNext, type State, type Step, type WorkerState } from "./state"

/** `applyMoney` with `findSessionForMoney`, for a paid attempt that the worker has claimed. */
export function listApplySteps(state: State, worker: number, rules: Rules): Step[] {
  const me = at(state.workers, worker)
  const index = me.attempt ?? -1
  const row = state.attempts[index]
  if (!row) return []
  const step = (name: string, change: (next: State) => void): Step => ({
    name: `server ${worker} ${name}`,
    next: toNext(state, change),
  })
  const goTo = (next: State, to: WorkerState): void => {
    next.workers[worker] = to
  }
  const end = (next: State): void => {
    release(next, worker)
    goTo(next, IDLE)
  }

  switch (me.at) {
    // `renewClaim`, the payment's lease, and the collection. What a crash between them leaves is what it finds.
    case "renew":
      return [
        step(`takes the payment's lease and reads the collection of attempt ${index}`, (next) => {
          const own = at(next.attempts, index)
          if (own.leasedBy !== worker && rules.claimIsConditional) return goTo(next, IDLE)
          own.isLeaseOver = false
          // Not free: `retryLater`.
          if (rules.moneyTakesTurns && !isLeaseFree(next)) return end(next)
          if (rules.moneyTakesTurns) next.lease = { heldBy: worker, isOver: false }
          const { session } = own
          const checkout = readCheckout(next, session)
          goTo(next, { at: "debt", attempt: index, session, target: session, ...checkout })
        }),
      ]
    case "debt":
      return [
        step(`reads what is owed, for attempt ${index}`, (next) => {
          decide(next, worker, rules)
        }),
      ]
    case "open":
      return [
        step(`finds or opens another session for attempt ${index}`, (next) => {
          const own = at(next.sessions, me.session)
          const target =
            own.capturedFor !== null
              ? (me.session ?? 0)
              : openSession(next, row.amount, me.session ?? null)
          goTo(next, { ...me, at: "move", target, ...readCheckout(next, target) })
        }),
      ]
    case "move":
      return [
        step(`gives attempt ${index} the session ${me.target ?? -1}`, (next) => {
          const own = at(next.attempts, index)
          // `moveToSession`: another caller may have been faster.
          if (own.session !== me.session || own.status !== "paid") return end(next)
          own.session = me.target ?? own.session
          toTarget(next, worker, rules)
        }),
      ]
    case "none":
      return [
        step(`looks again whether core has captured attempt ${index}`, (next) => {
          const isCapturedByNow = at(next.sessions, me.session).capturedFor !== null
          if (isCapturedByNow && rules.refusalIsConfirmed) return end(next)
          goTo(next, { ...me, at: "leave" })
        }),
      ]
    case "leave":
      return [
        step(`leaves attempt ${index} unapplied (${me.reason ?? ""})`, (next) => {
          leave(next, index, me.reason ?? "completion_failed", rules)
          end(next)
        }),
      ]
    case "applied":
      return [
        step(`records attempt ${index} as applied`, (next) => {
          recordApplied(next, index, rules)
          if (me.isCancelled) return goTo(next, { ...me, at: "refund" })
          end(next)
        }),
      ]
    case "refund:core":
      return [
        step(`has core refund attempt ${index} of the cancelled order`, (next) => {
          refundInCore(at(next.attempts, index))
          goTo(next, { ...me, at: "applied" })
        }),
      ]
    case "refund":
      return [
        step(`records the refund of the cancelled order for attempt ${index}`, (next) => {
          if (at(next.attempts, index).status === "applied")
            at(next.attempts, index).hasRefund = true
          end(next)
        }),
      ]
    // `readCheckoutAgain`
    case "core:after": {
      const after = readCheckout(state, me.target ?? -1)
      if (after.isBooked)
        return [
          step(`reads that core has booked attempt ${index}`, (next) => {
            goTo(next, { ...me, ...after })
            toBooked(next, worker, rules)
          }),
        ]
      const retry = step(`comes back to attempt ${index} later`, end)
      // `isStuck`: after 15 minutes.
      if (state.left === 0 || after.isCaptured) return [retry]
      return [
        retry,
        step(`gives attempt ${index} to a person after 15 minutes`, (next) => {
          next.left--
          goTo(next, { ...me, at: "leave", reason: "completion_failed" })
        }),
      ]
    }
    default:
      return listCoreSteps(state, worker, rules, "core")
  }
}

/** What the reading of a checkout tells of a session and its order. */
function readCheckout({ sessions, order }: State, session: number) {
  const { capturedFor, transactions } = at(sessions, session)
  return {
    isCaptured: capturedFor !== null,
    isBooked: capturedFor !== null && transactions > 0,
    isCancelled: order.isCancelled,
  }
}

/** `findSessionForMoney` and `findSessionOfOrder`. The session is as it was read before the balance. */
function decide(next: State, worker: number, rules: Rules): void {
  const me = at(next.workers, worker)
  const row = at(next.attempts, me.attempt)
  const go = (to: Partial<WorkerState> & { at: string }): void => {
    next.workers[worker] = { ...me, hasDecided: true, ...to }
  }
  if (me.isCaptured) return toTarget(next, worker, rules)
  if (next.order.isCancelled) return go({ at: "none", reason: "order_cancelled" })
  if (rules.balanceIsReadAgain && !canOrderTake(next, row.amount))
    return go({ at: "none", reason: "overpaid" })
  go({ at: "open" })
  if (isFitting(next, me.session ?? -1, row.amount)) toTarget(next, worker, rules)
}

/** `applyHeld` once the session is found, until core has asked the provider (`findBookedAttempt`). */
function toTarget(next: State, worker: number, rules: Rules): void {
  const me = at(next.workers, worker)
  const session = me.target ?? -1
  const goTo = (place: string): void => {
    next.workers[worker] = { ...me, at: place }
  }
  if (me.isBooked) return toBooked(next, worker, rules)
  if (!me.isCaptured) {
    const isOurs = findHolderOfBooking(next, me.attempt ?? -1, session)
    return goTo(isOurs ? "core:capture" : "core:after")
  }
  // `isBeingBooked`: core's process has ten seconds, and has ended or died after them.
  const isInCore = next.workers.some(
    (other, index) => index !== worker && other.target === session && /:(list|book)$/.test(other.at)
  )
  if (!isInCore || !rules.bookingIsLeftAlone) return goTo("core:list")
  release(next, worker)
  next.workers[worker] = IDLE
}

/** `recordBooked`. An order that was cancelled meanwhile owes the money to the shopper. */
function toBooked(next: State, worker: number, rules: Rules): void {
  const me = at(next.workers, worker)
  if (!me.isCancelled) next.workers[worker] = { ...me, at: "applied" }
  else if (rules.bookedForCancelledIsRefunded) next.workers[worker] = { ...me, at: "refund:core" }
  else next.workers[worker] = { ...me, at: "leave", reason: "order_cancelled" }
}

/** `recordApplied`: a session takes the money of one attempt. */
function recordApplied(next: State, index: number, rules: Rules): void {
  const row = at(next.attempts, index)
  const isTaken = next.attempts.some(
    (other, at) => at !== index && other.session === row.session && other.status === "applied"
  )
  if (isTaken && rules.sessionIsTakenOnce) leave(next, index, "overpaid", rules)
  else transition(next, index, "apply", rules, { isDue: false, reason: null })
}

function leave(
  next: State,
  index: number,
  reason: NonNullable<WorkerState["reason"]>,
  rules: Rules
): void {
  transition(next, index, "leave_unapplied", rules, { isDue: false, reason })
}
