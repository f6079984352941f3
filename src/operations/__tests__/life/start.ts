import { isMoney, isOpen } from "../../../domain/attempt-status"
import {
  claim,
  isAskedAgain,
  isLeaseFree,
  isOrderUnpaid,
  openSession,
  release,
  toDue,
  toOwed,
  transition,
} from "./rows"
import type { Rules } from "./rules"
import { at, IDLE, toNewAttempt, toNext, type AtKpay, type State, type Step } from "./state"

/** What can become of `pay` at K-Pay, what its answer says, and whether that is a disturbance. */
const OUTCOMES: readonly {
  readonly atKpay: AtKpay
  readonly said: "accepted" | "paid at once" | "refused" | "not sent" | "nothing"
  readonly isDisturbance: boolean
}[] = [
  { atKpay: "pending", said: "accepted", isDisturbance: false },
  { atKpay: "paid", said: "paid at once", isDisturbance: false },
  { atKpay: "failed", said: "refused", isDisturbance: false },
  { atKpay: "pending", said: "refused", isDisturbance: true },
  { atKpay: "never_arrived", said: "not sent", isDisturbance: true },
  { atKpay: "pending", said: "nothing", isDisturbance: true },
  { atKpay: "on_its_way", said: "nothing", isDisturbance: true },
  { atKpay: "never_arrived", said: "nothing", isDisturbance: true },
]

/** `startPayment`: a shopper taps, twice perhaps, or an admin sends a further prompt. */
export function listStarts(state: State, worker: number): Step[] {
  if (state.attempts.length >= state.attemptsMax || isRefusedAtOnce(state)) return []
  return [
    {
      name: `server ${worker} is asked for a prompt and reads the attempts`,
      next: toNext(state, (next) => {
        const counted = state.attempts.flatMap(({ status }, index) =>
          status === "applied" || status === "unapplied" ? index : []
        )
        next.workers[worker] = { at: "start:debt", countedIds: counted }
      }),
    },
  ]
}

export function listStartSteps(state: State, worker: number, rules: Rules): Step[] {
  const me = at(state.workers, worker)
  const step = (name: string, change: (next: State) => void): Step[] => [
    { name: `server ${worker} ${name}`, next: toNext(state, change) },
  ]
  switch (me.at) {
    // `readWhatIsPaid` and `isPaid`: the attempts were read before the balance.
    case "start:debt": {
      const amount = toOwed(state)
      if (!isOrderUnpaid(state) || amount === 0 || hasMoneyInTheWay(state, amount))
        return step("sees that nothing is to be paid", (next) => {
          next.workers[worker] = IDLE
        })
      // `openCheckout`, under the payment's lease.
      if (!isLeaseFree(state)) return []
      return step(`reads that ${amount} are owed, and finds or opens the session`, (next) => {
        const session = openSession(next, amount, null)
        const knownCollections = next.collections.length
        next.workers[worker] = { ...me, at: "start:insert", amount, session, knownCollections }
      })
    }
    // `insertAttempt`: one transaction under advisory locks.
    case "start:insert":
      return step("records the attempt, or finds another in the way", (next) => {
        insert(next, worker, rules)
      })
    case "start:send":
      return listSendings(state, worker)
    // `KpayCalls.pay` records the answer.
    case "start:answer":
      return step(`records that K-Pay answered: ${me.said ?? ""}`, (next) => {
        recordPayAnswer(next, worker, rules)
      })
    default:
      return []
  }
}

/** A prompt that would be refused now can as well be asked for later: the model leaves it out. */
function isRefusedAtOnce(state: State): boolean {
  return (
    !isOrderUnpaid(state) ||
    hasMoneyInTheWay(state, toOwed(state)) ||
    state.attempts.some(({ status, isSuperseded }) => status === "starting" && !isSuperseded)
  )
}

/** `isPaid` of `start-payment.ts`, for the attempts as they were read. */
function hasMoneyInTheWay({ attempts }: State, amount: number): boolean {
  return attempts.some(
    (row) => row.status === "paid" || (row.status === "unapplied" && row.amount === amount)
  )
}

function insert(next: State, worker: number, rules: Rules): void {
  const {
    amount = 0,
    session = 0,
    countedIds = [],
    knownCollections = 0,
  } = at(next.workers, worker)
  const all = next.attempts.map((row, index) => ({ row, index }))
  const known = all.filter(
    ({ row }) => at(next.sessions, row.session).collection < knownCollections
  )
  const hasUncounted = known.some(
    ({ row: { status }, index }) =>
      status === "paid" ||
      ((status === "applied" || status === "unapplied") && !countedIds.includes(index))
  )
  const open = (rules.orderBlocks ? all : known).filter(
    ({ row }) => isOpen(row.status) && !row.isSuperseded
  )
  const isInTheWay = open.some(({ row }) => row.status !== "pending")
  const out = known.find(({ row }) => row.status === "failed" && row.isCalledPending)
  const isBlocked = rules.openAttemptBlocks && (hasUncounted || isInTheWay)
  if (isBlocked || next.attempts.length >= next.attemptsMax) {
    next.workers[worker] = IDLE
    return
  }
  if (out) next.fault = `a prompt goes out beside attempt ${out.index}, which K-Pay calls pending`
  if (rules.openAttemptBlocks) for (const { row } of open) row.isSuperseded = true
  next.attempts.push(toNewAttempt(amount, session))
  claim(at(next.attempts, next.attempts.length - 1), worker)
  next.workers[worker] = { at: "start:send", attempt: next.attempts.length - 1 }
}

/** `pay` leaves the server, and K-Pay does something with it, or never gets it. */
function listSendings(state: State, worker: number): Step[] {
  const me = at(state.workers, worker)
  const index = me.attempt ?? -1
  return OUTCOMES.filter(({ isDisturbance }) => !isDisturbance || state.left > 0).map(
    ({ atKpay, said, isDisturbance }) => ({
      name: `server ${worker} sends pay for attempt ${index}: ${atKpay} at K-Pay, answer ${said}`,
      next: toNext(state, (next) => {
        if (isDisturbance) next.left--
        const row = at(next.attempts, index)
        row.paysSent++
        row.atKpay = atKpay
        next.workers[worker] = { ...me, at: "start:answer", said }
      }),
    })
  )
}

/** `#recordAccepted`, `#recordRefusal`, the unknown outcome, and `#afterPay`. */
function recordPayAnswer(next: State, worker: number, rules: Rules): void {
  const { attempt = -1, said } = at(next.workers, worker)
  const row = at(next.attempts, attempt)
  const isRefused = said === "refused" || said === "not sent"
  if (said === "accepted" || said === "paid at once")
    transition(next, attempt, "accept", rules, { isDue: true })
  else if (isRefused || !rules.unknownStaysOpen)
    transition(next, attempt, "fail", rules, {
      refusedAtOnce: true,
      // What K-Pay never received cannot be paid late.
      isDue: toDue(row, said === "refused" && isAskedAgain("failed", false)),
    })
  else if (!rules.payIsSentOnce && row.paysSent < 2) {
    next.workers[worker] = { at: "start:send", attempt }
    return
  } else if (row.status === "starting") row.isDue = true

  const mustAsk = said === "paid at once" || (row.hasCallback && !isMoney(row.status))
  if (mustAsk && !isRefused) next.workers[worker] = { at: "ask", attempt, then: "release" }
  else {
    release(next, worker)
    next.workers[worker] = IDLE
  }
}
