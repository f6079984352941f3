import { isMoney, isOpen } from "../../../domain/attempt-status"
import { claim, isAskedAgain, isFree, release, toDue, transition } from "./rows"
import type { Rules } from "./rules"
import { at, IDLE, toNext, type AtKpay, type AttemptState, type State, type Step } from "./state"

/** What `checkstatus` says of a refid, as `gateway/wire.ts` reads it. */
const SAYS: Readonly<Record<AtKpay, "paid" | "failed" | "pending" | "not_found">> = {
  not_sent: "not_found",
  on_its_way: "not_found",
  never_arrived: "not_found",
  pending: "pending",
  failed: "failed",
  paid: "paid",
}

/** `Claims.claim` and `Claims.claimDue`: one conditional update. */
export function canClaim(row: AttemptState, rules: Rules): boolean {
  return isFree(row) || !rules.claimIsConditional
}

/** A worker takes a due attempt, for the job, a callback or a poll: they all end in `refreshAttempt`. */
export function listClaims(state: State, worker: number, rules: Rules): Step[] {
  return state.attempts.flatMap((row, index) => {
    if (!row.isDue || !canClaim(row, rules)) return []
    return {
      name: `server ${worker} claims attempt ${index} and notes its question`,
      next: toNext(state, (next) => {
        if (!isFree(row)) next.fault = `two servers have attempt ${index} at once`
        claim(at(next.attempts, index), worker)
        next.workers[worker] = { at: "ask", attempt: index, then: "renew" }
        noteQuestion(next, worker)
      }),
    }
  })
}

/** `KpayCalls.ask`: note the question, put it, record the answer. Each is a step, and the answer may come late. */
export function listQuestionSteps(state: State, worker: number, rules: Rules): Step[] {
  const me = at(state.workers, worker)
  const index = me.attempt ?? -1
  switch (me.at) {
    case "ask":
      return [
        {
          name: `server ${worker} notes its question about attempt ${index}`,
          next: toNext(state, (next) => {
            noteQuestion(next, worker)
          }),
        },
      ]
    case "answer": {
      const said = SAYS[at(state.attempts, index).atKpay]
      const answers = state.left > 0 ? [said, "nothing"] : [said]
      return answers.map((answer) => ({
        name: `K-Pay says ${answer} of attempt ${index} to server ${worker}`,
        next: toNext(state, (next) => {
          if (answer === "nothing") next.left--
          next.workers[worker] = {
            ...me,
            at: "record",
            said: answer,
            ...(me.changedAtKpay && {
              changedAtKpay: me.changedAtKpay.filter((one) => one !== index),
            }),
          }
        }),
      }))
    }
    case "record":
      return [
        {
          name: `server ${worker} records that K-Pay says ${me.said ?? ""} of attempt ${index}`,
          next: toNext(state, (next) => {
            recordAnswer(next, worker, rules)
            goOn(next, worker, at(next.attempts, index).status)
          }),
        },
      ]
    default:
      return []
  }
}

/** `recordAsked`: of an attempt that is still the worker's own. K-Pay is not asked about money that it has confirmed. */
function noteQuestion(next: State, worker: number): void {
  const me = at(next.workers, worker)
  const row = at(next.attempts, me.attempt)
  if (row.leasedBy !== worker) return goOn(next, worker, "lost")
  if (isMoney(row.status)) return goOn(next, worker, row.status)
  row.hasCallback = false
  next.workers[worker] = {
    ...me,
    at: "answer",
    statusWhenAsked: row.status,
    isOldWhenAsked: row.isOld,
    isGraceOver: isGraceOver(next, me.attempt ?? -1),
  }
}

/** `refreshClaimed` goes on to apply money; `pay` and the check of unpaid orders release the attempt. */
function goOn(next: State, worker: number, status: string): void {
  const { attempt, then, said, knownAttempts = 0, changedAtKpay = [] } = at(next.workers, worker)
  if (then === "renew" && status === "paid" && attempt !== undefined) {
    next.workers[worker] = { at: "renew", attempt }
    return
  }
  release(next, worker)
  // Without an answer there is an outage, and money can still arrive.
  next.workers[worker] =
    then === "cancel" && attempt !== undefined && said !== "nothing"
      ? { at: "cancel:ask", attempt: attempt - 1, knownAttempts, changedAtKpay }
      : IDLE
}

/** `#recordStatus`, `#recordNoNews`, `#recordNotFound` and the failed question. */
function recordAnswer(next: State, worker: number, rules: Rules): void {
  const me = at(next.workers, worker)
  const index = me.attempt ?? -1
  const row = at(next.attempts, index)
  const status = me.statusWhenAsked ?? row.status
  const isOld = me.isOldWhenAsked ?? false
  const updateDue = (isAsked: boolean): void => {
    if (row.status === status) row.isDue = toDue(row, isAsked)
  }
  const noNews = (): void => {
    const isAsked = isAskedAgain(status, isOld)
    const isGivenUp = !isAsked && (status === "starting" || status === "pending")
    if (isGivenUp) transition(next, index, "abandon", rules, { isDue: toDue(row, false) })
    else if (status === "starting" && me.said === "pending")
      transition(next, index, "find_pending", rules, { isDue: true })
    else updateDue(isAsked)
  }
  const fail = (): void => {
    transition(next, index, "fail", rules, {
      isDue: toDue(row, isAskedAgain("failed", isOld)),
      refusedAtOnce: false,
    })
  }
  // `#isOutAllTheSame` and `#recordPendingAgain`. The unique index keeps an attempt failed beside another open one.
  const isOut = me.said === "pending" && status === "failed" && isAskedAgain("pending", isOld)
  const findAgain = (): void => {
    if (!rules.failedIsFoundAgain || hasOpenBeside(next, index)) updateDue(true)
    else transition(next, index, "find_pending_again", rules, { isDue: true })
  }
  if (me.said !== "nothing" && row.status === status) row.isCalledPending = isOut
  switch (me.said) {
    case "paid":
      transition(next, index, "confirm_paid", rules, { isDue: true })
      return
    case "failed":
      if (status === "failed") noNews()
      else fail()
      return
    case "not_found":
      // The grace is over only once `pay` must have ended: the options see to that.
      if (status === "starting" && me.isGraceOver) fail()
      else noNews()
      return
    case "pending":
      if (isOut) findAgain()
      else noNews()
      return
    case undefined:
    default:
      updateDue(true)
  }
}

/** Whether another attempt of the same payment collection is open, and neither this one nor that one was replaced. */
function hasOpenBeside({ attempts, sessions }: State, index: number): boolean {
  const own = at(attempts, index)
  return (
    !own.isSuperseded &&
    attempts.some(
      (row, other) =>
        other !== index &&
        isOpen(row.status) &&
        !row.isSuperseded &&
        at(sessions, row.session).collection === at(sessions, own.session).collection
    )
  )
}

/** "Not found" is believed once the request can neither be sent nor arrive any more. */
const isGraceOver = ({ attempts, workers }: State, index: number): boolean =>
  at(attempts, index).atKpay !== "on_its_way" &&
  !workers.some((worker) => worker.at === "start:send" && worker.attempt === index)
