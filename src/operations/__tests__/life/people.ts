import { isMoney, isOpen } from "../../../domain/attempt-status"
import { cancelOrder, isHeldByCore } from "./core"
import { canClaim } from "./question"
import { canOrderTake, claim, isLeaseFree, isOrderUnpaid, openSession, transition } from "./rows"
import type { Rules } from "./rules"
import { at, IDLE, toNext, type State, type Step } from "./state"

/** An admin decides about unapplied money: dismisses it, refunds it, or has it applied. */
export function listDecisions(state: State, worker: number, rules: Rules): Step[] {
  if (state.left === 0) return []
  return state.attempts.flatMap((row, index) => {
    if (row.status !== "unapplied" || mustWaitForCore(state, index, rules)) return []
    const decide = (name: string, change: (next: State) => void): Step => ({
      name,
      next: toNext(state, (next) => {
        next.left--
        change(next)
      }),
    })
    return [
      decide(`an admin dismisses the money of attempt ${index}`, (next) => {
        transition(next, index, "dismiss", rules)
      }),
      decide(`an admin decides to refund attempt ${index}`, (next) => {
        transition(next, index, "decide_refund", rules)
        at(next.attempts, index).hasRefund = true
      }),
      decide(`an admin has attempt ${index} applied, on server ${worker}`, (next) => {
        next.workers[worker] = { at: "person:open", attempt: index }
      }),
    ]
  })
}

/** `settleBookedForCancelled`: what core has booked for the cancelled order, or is booking, is not decided about. */
function mustWaitForCore(state: State, index: number, rules: Rules): boolean {
  if (!rules.cancelledIsLookedAtAgain) return false
  if (at(state.attempts, index).reason !== "order_cancelled") return false
  return !isLeaseFree(state) || isHeldByCore(state, index)
}

/** `applyUnappliedMoney`: find or open the session under the lease, and request it. A refresh follows. */
export function listDecisionSteps(state: State, worker: number, rules: Rules): Step[] {
  const me = at(state.workers, worker)
  const index = me.attempt ?? -1
  const step = (name: string, change: (next: State) => void): Step[] => [
    { name: `server ${worker} ${name}`, next: toNext(state, change) },
  ]
  if (me.at === "person:open") {
    if (!isLeaseFree(state)) return []
    return step(`finds the session that takes attempt ${index}`, (next) => {
      const row = at(next.attempts, index)
      const own = at(next.sessions, row.session)
      // `isHeldByCore`
      const isHeld =
        own.capturedFor !== null && !own.isGivenUp && row.reason === "completion_failed"
      if (!isHeld && !canOrderTake(next, row.amount)) {
        next.workers[worker] = IDLE
        return
      }
      const target = isHeld ? row.session : openSession(next, row.amount, row.session)
      next.workers[worker] = { ...me, at: "person:request", target }
    })
  }
  return step(`requests that attempt ${index} is applied`, (next) => {
    transition(next, index, "retry_apply", rules, {
      session: me.target ?? 0,
      reason: null,
      isDue: true,
    })
    next.workers[worker] = IDLE
  })
}

/** `cancelUnpaidOrders`: the job checks an order whose payment did not come. */
export function listUnpaidChecks(state: State, worker: number): Step[] {
  if (state.left === 0 || !isWaitingForPayment(state)) return []
  return [
    {
      name: `server ${worker} checks whether the unpaid order is to be cancelled`,
      next: toNext(state, (next) => {
        next.left--
        next.workers[worker] = {
          at: "cancel:ask",
          attempt: state.attempts.length - 1,
          knownAttempts: state.attempts.length,
          changedAtKpay: [],
        }
      }),
    },
  ]
}

/** `isWaitingForPayment`. That an attempt is the newest is seen by how many there are. */
function isWaitingForPayment(state: State): boolean {
  const { order, sessions, attempts } = state
  return (
    attempts.length > 0 &&
    isOrderUnpaid(state) &&
    !order.isCancelled &&
    !order.isBeingCancelled &&
    attempts.every(({ status }) => !isMoney(status)) &&
    sessions.every(({ transactions }) => transactions === 0) &&
    order.paidByHand === 0
  )
}

export function listUnpaidCheckSteps(state: State, worker: number, rules: Rules): Step[] {
  const me = at(state.workers, worker)
  const index = me.attempt ?? -1
  const step = (name: string, change: (next: State) => void): Step[] => [
    { name: `server ${worker} ${name}`, next: toNext(state, change) },
  ]
  switch (me.at) {
    // `canStillArrive` asks about each attempt that no other worker has.
    case "cancel:ask":
      if (index < 0 || !rules.cancellingAsksFirst)
        return step("has asked about every attempt", (next) => {
          next.workers[worker] = { ...me, at: "cancel:list" }
        })
      return step(`asks about attempt ${index} before it cancels`, (next) => {
        const row = at(next.attempts, index)
        if (isMoney(row.status) || !canClaim(row, rules)) {
          // Another worker has K-Pay's answer, of this moment or a little before.
          const changedAtKpay = [...(me.changedAtKpay ?? []).filter((one) => one !== index), index]
          next.workers[worker] = { ...me, attempt: index - 1, changedAtKpay }
          return
        }
        claim(row, worker)
        next.workers[worker] = { ...me, at: "ask", then: "cancel" }
      })
    case "cancel:list": {
      const canArrive =
        rules.cancellingAsksFirst &&
        state.attempts.some(
          ({ status, leasedBy, isLeaseOver }) =>
            isOpen(status) || isMoney(status) || (leasedBy !== null && !isLeaseOver)
        )
      return step(`sees that money can${canArrive ? " still" : " no longer"} arrive`, (next) => {
        next.workers[worker] = canArrive ? IDLE : { ...me, at: "cancel:again" }
      })
    }
    case "cancel:again": {
      const isWaiting = isWaitingForPayment(state) && state.attempts.length === me.knownAttempts
      return step(`reads the order again, ${isWaiting ? "unpaid" : "changed"}`, (next) => {
        next.workers[worker] = isWaiting ? { ...me, at: "cancel:order", hasDecided: true } : IDLE
      })
    }
    default:
      return step("has core cancel the unpaid order", (next) => {
        next.fault = findCancelFault(state, worker)
        if (!next.order.isBeingCancelled && !next.order.isCancelled) cancelOrder(next)
        next.workers[worker] = IDLE
      })
  }
}

/**
 * What the plugin knew when it cancelled must have been so: no attempt open, no money. K-Pay may have changed its answer
 * since, a new attempt may have begun in this moment, and an abandoned one is given up (decision 5).
 */
function findCancelFault({ attempts, workers }: State, worker: number): string | null {
  const { knownAttempts = 0, changedAtKpay = [] } = at(workers, worker)
  for (const [index, row] of attempts.entries()) {
    const isNews = index >= knownAttempts || changedAtKpay.includes(index)
    if (isNews || row.status === "abandoned") continue
    if (isMoney(row.status) || row.atKpay === "paid" || row.atKpay === "pending")
      return `the order is cancelled as unpaid, and attempt ${index} is ${row.atKpay} at K-Pay`
  }
  return null
}
