import { isMoney, isOpen, isSettled } from "../../../domain/attempt-status"
import type { Rules } from "./rules"
import { transition } from "./rows"
import { at, toNext, type AtKpay, type State, type Step } from "./state"

/** What happens at K-Pay and on the payer's phone, and which callbacks come. */
export function listKpaySteps(state: State, rules: Rules): Step[] {
  return state.attempts.flatMap((row, index) => {
    const become = (name: string, atKpay: AtKpay, isDisturbance: boolean): Step => ({
      name,
      next: toNext(state, (next) => {
        const changed = at(next.attempts, index)
        if (isDisturbance) next.left--
        changed.atKpay = atKpay
        // A check of the unpaid order may have the answer of before.
        next.workers = next.workers.map((worker) =>
          worker.changedAtKpay && !worker.changedAtKpay.includes(index)
            ? { ...worker, changedAtKpay: [...worker.changedAtKpay, index] }
            : worker
        )
      }),
    })
    const steps: Step[] = []
    if (row.atKpay === "on_its_way")
      steps.push(become(`K-Pay receives pay of attempt ${index} late`, "pending", false))
    // A prompt of which the schedule has ended rings no more; an abandoned one is told to the shop.
    if (row.atKpay === "pending" && !(row.status === "failed" && row.isOld))
      steps.push(
        become(`the payer approves attempt ${index}`, "paid", false),
        become(`the payer declines attempt ${index}`, "failed", false)
      )
    // Within the schedule: afterwards K-Pay is not asked any more.
    if (row.atKpay === "failed" && !row.isOld && row.isDue && state.left > 0)
      steps.push(
        become(`K-Pay changes its mind: attempt ${index} is paid after all`, "paid", true),
        become(`K-Pay changes its mind: attempt ${index} is pending again`, "pending", true)
      )
    return [...steps, ...listCallbacks(state, index, rules), ...listScheduleEnds(state, index)]
  })
}

/** A callback comes when K-Pay has an outcome, perhaps twice, perhaps never; a stranger posts one at any time. */
function listCallbacks(state: State, index: number, rules: Rules): Step[] {
  const row = at(state.attempts, index)
  const isForged = row.atKpay !== "paid" && row.atKpay !== "failed"
  if (row.hasCallback || isSettled(row.status) || (isForged && state.left === 0)) return []
  // One that comes for a due attempt changes nothing, but while it is being asked about.
  const isUnderWay = state.workers.some(
    (worker) => worker.attempt === index && ["start:answer", "answer", "record"].includes(worker.at)
  )
  if (row.isDue && !isUnderWay && rules.callbackIsHint) return []
  return [
    {
      name: `a ${isForged ? "forged " : ""}callback comes for attempt ${index}`,
      next: toNext(state, (next) => {
        if (isForged) next.left--
        const called = at(next.attempts, index)
        // `recordCallback`
        called.hasCallback = !isMoney(called.status)
        called.isDue = true
        if (!rules.callbackIsHint) transition(next, index, "confirm_paid", rules)
      }),
    },
  ]
}

/** The shop's poll schedule ends for an attempt. */
function listScheduleEnds(state: State, index: number): Step[] {
  const row = at(state.attempts, index)
  const isOpenAtKpay = row.atKpay === "pending" || row.atKpay === "never_arrived"
  if (row.isOld || !isOpen(row.status) || !isOpenAtKpay || state.left === 0) return []
  return [
    {
      name: `the poll schedule of attempt ${index} ends`,
      next: toNext(state, (next) => {
        next.left--
        at(next.attempts, index).isOld = true
      }),
    },
  ]
}

/** `emitEvents`: the event is emitted and deleted in one transaction. A process that dies in it emits the same one again. */
export function listEmissions(state: State): Step[] {
  return state.attempts.flatMap(({ paidEventsWaiting }, index) =>
    paidEventsWaiting === 0
      ? []
      : {
          name: `the event kpay.payment.paid of attempt ${index} is emitted`,
          next: toNext(state, (next) => {
            const row = at(next.attempts, index)
            row.paidEventsWaiting--
            row.paidEventsEmitted++
          }),
        }
  )
}
