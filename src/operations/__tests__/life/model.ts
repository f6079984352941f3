import { isMoney, isOpen, isSettled } from "../../../domain/attempt-status"
import { listApplySteps } from "./apply"
import {
  listChecks,
  listCheckSteps,
  listCoreActs,
  listCrashes,
  listLooksAtCancelled,
  listSlowness,
} from "./core"
import { listEmissions, listKpaySteps } from "./kpay"
import { listDecisions, listDecisionSteps, listUnpaidChecks, listUnpaidCheckSteps } from "./people"
import { listClaims, listQuestionSteps } from "./question"
import type { Rules } from "./rules"
import { search, type Found } from "./search"
import { listStarts, listStartSteps } from "./start"
import { at, toInitialState, type AttemptState, type Bounds, type State, type Step } from "./state"

/** Visits every way in which a payment can go, with up to so many disturbances. */
export function searchLife(rules: Rules, bounds: Bounds): Found {
  return search({
    initial: toInitialState(bounds),
    listSteps: (state) => listSteps(state, rules),
    findFault: (state) => findFault(state, rules),
    isEnd: (state) => isEnd(state, rules),
  })
}

function listSteps(state: State, rules: Rules): Step[] {
  // Emitting an event changes nothing else, and nothing else changes it: no order of it with other steps matters.
  const emissions = listEmissions(state)
  if (emissions.length > 0) return emissions
  return [
    ...state.workers.flatMap((_, worker) => listWork(state, worker, rules)),
    ...listKpaySteps(state, rules),
    ...listCoreActs(state, rules),
    ...listCrashes(state),
    ...listSlowness(state),
  ]
}

function listWork(state: State, worker: number, rules: Rules): Step[] {
  const place = at(state.workers, worker).at
  if (place === "idle")
    return [
      ...listClaims(state, worker, rules),
      ...listStarts(state, worker),
      ...listChecks(state, worker),
      ...listDecisions(state, worker, rules),
      ...listUnpaidChecks(state, worker),
    ]
  if (["ask", "answer", "record"].includes(place)) return listQuestionSteps(state, worker, rules)
  if (place.startsWith("start:")) return listStartSteps(state, worker, rules)
  if (place.startsWith("check:")) return listCheckSteps(state, worker, rules)
  if (place.startsWith("person:")) return listDecisionSteps(state, worker, rules)
  if (place.startsWith("cancel:")) return listUnpaidCheckSteps(state, worker, rules)
  return listApplySteps(state, worker, rules)
}

/** Whether nothing is left to do but to begin something else: nothing due, nothing on its way, no event waiting. */
function isEnd(state: State, rules: Rules): boolean {
  return (
    listLooksAtCancelled(state, rules).length === 0 &&
    state.workers.every(({ at: place }) => place === "idle") &&
    !state.order.isBeingCancelled &&
    !state.order.hasCancelEvent &&
    state.attempts.every(
      (row) =>
        (!row.isDue || isAskedInVain(row)) &&
        row.paidEventsWaiting === 0 &&
        row.atKpay !== "on_its_way"
    )
  )
}

/** A failed attempt is asked about until the schedule ends. Where nothing is out and K-Pay has no money, the answer is the same each time. */
const isAskedInVain = ({ status, atKpay, hasCallback }: AttemptState): boolean =>
  status === "failed" && atKpay !== "paid" && atKpay !== "pending" && !hasCallback

/** What must hold in every state, and what must hold at an end. `null` where all is well. */
function findFault(state: State, rules: Rules): string | null {
  const current = state.attempts.filter(
    ({ status, isSuperseded }) => isOpen(status) && !isSuperseded
  )
  if (current.length > 1) return "two attempts are open, and neither gave way"
  const applied = new Map<number, number>()
  for (const [index, row] of state.attempts.entries()) {
    const fault = findAttemptFault(row, index)
    if (fault !== null) return fault
    if (row.status !== "applied") continue
    if (applied.has(row.session))
      return `attempts ${applied.get(row.session) ?? -1} and ${index} are both applied by one capture`
    applied.set(row.session, index)
    const { capturedFor, transactions } = at(state.sessions, row.session)
    if (capturedFor === null || transactions === 0)
      return `attempt ${index} is applied, and core's books do not have it`
  }
  return isEnd(state, rules) ? findEndFault(state) : null
}

function findAttemptFault(row: AttemptState, index: number): string | null {
  const { paysSent, status, atKpay, paidEventsEmitted, timesApplied } = row
  if (paysSent > 1) return `pay was sent twice for attempt ${index}`
  if (isMoney(status) && atKpay !== "paid") return `attempt ${index} is ${status} without money`
  if (paidEventsEmitted > timesApplied) return `an event tells of what attempt ${index} never was`
  return null
}

function findEndFault(state: State): string | null {
  for (const [index, row] of state.attempts.entries()) {
    const { status, atKpay, hasRefund } = row
    if (row.paidEventsEmitted !== row.timesApplied)
      return `attempt ${index} was applied, and no event told of it`
    if (atKpay !== "paid") continue
    // `abandoned` is shown to the shop as a payment whose outcome is not known.
    if (!isSettled(status) && status !== "abandoned")
      return `K-Pay has the money of attempt ${index}, which stays ${status}`
    if (status === "applied" && state.order.isCancelled && !hasRefund)
      return `attempt ${index} is applied to a cancelled order, and no refund is due`
  }
  for (const [session, one] of state.sessions.entries()) {
    if (one.capturedFor !== null && !one.isGivenUp && state.order.isCancelled) {
      const isSentBack = state.attempts.some((row) => row.session === session && row.hasRefund)
      if (!isSentBack)
        return `session ${session} is captured for a cancelled order, and not sent back`
    }
    const isExcused = one.isGivenUp || one.isRaced || state.order.isCancelled
    if (one.capturedFor === null || isExcused) continue
    const hasOwner = state.attempts.some(
      (row) =>
        row.session === session && (row.status === "applied" || row.reason === "completion_failed")
    )
    if (!hasOwner) return `core has captured session ${session}, and no attempt answers for it`
  }
  return null
}
