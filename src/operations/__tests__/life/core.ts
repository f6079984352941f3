import { isMoney } from "../../../domain/attempt-status"
import {
  canOrderTake,
  findHolder,
  markStale,
  isLeaseFree,
  refundInCore,
  release,
  toBalance,
  transition,
} from "./rows"
import type { Rules } from "./rules"
import { at, IDLE, toNext, type State, type Step } from "./state"

/** `findBookedAttempt` of `authorize-session.ts`: the decision that `applyMoney` made still stands. */
export function findHolderOfBooking(state: State, attempt: number, session: number): boolean {
  const row = at(state.attempts, attempt)
  return row.status === "paid" && row.session === session && !at(state.sessions, session).isDeleted
}

/**
 * Core's `processPaymentWorkflow` after it has asked the provider: it captures in one transaction, lists the order's
 * transactions, and adds the one that is missing.
 */
export function listCoreSteps(state: State, worker: number, rules: Rules, name: string): Step[] {
  const me = at(state.workers, worker)
  const session = me.target ?? -1
  const index = me.attempt ?? -1
  const after = (next: State): void => {
    next.workers[worker] = name === "core" ? { ...me, at: "core:after" } : IDLE
  }
  const step = (what: string, change: (next: State) => void): Step => ({
    name: `core on server ${worker} ${what}`,
    next: toNext(state, change),
  })
  switch (me.at) {
    case `${name}:capture`:
      return [
        step(`captures attempt ${index} for session ${session}`, (next) => {
          const one = at(next.sessions, session)
          // The payment of a session is unique; a deleted session has none.
          if (one.capturedFor !== null || one.isDeleted) return after(next)
          next.fault = findCaptureFault(next, worker, session)
          one.capturedFor = index
          one.isRaced = me.isStale ?? false
          noteCapture(next, worker, name === "core" && !me.isStale)
          next.workers[worker] = { ...me, at: `${name}:list` }
        }),
      ]
    case `${name}:list`:
      return [
        step(`lists the transactions of session ${session}`, (next) => {
          next.workers[worker] = {
            ...me,
            at: `${name}:book`,
            hasTransaction: at(next.sessions, session).transactions > 0,
          }
        }),
        ...(name === "core" ? listTakingBack(state, worker, session, rules) : []),
      ]
    case `${name}:book`:
      return [
        step(`books session ${session} for the order`, (next) => {
          if (!me.hasTransaction) book(next, worker, session)
          after(next)
        }),
      ]
    default:
      return []
  }
}

/**
 * What core captures must be owed at this very moment, less what is captured and not booked yet. Between the plugin's last
 * reading and this moment the order can change by another hand, which the plugin cannot prevent.
 */
function findCaptureFault(next: State, worker: number, session: number): string | null {
  const { owed, isCancelled } = toBalance(next)
  const unbooked = next.sessions
    .filter(
      ({ capturedFor, isGivenUp, transactions }) =>
        capturedFor !== null && !isGivenUp && transactions === 0
    )
    .reduce((sum, { amount }) => sum + amount, 0)
  const { amount } = at(next.sessions, session)
  if (isCancelled || at(next.workers, worker).isStale || amount <= owed - unbooked) return null
  return `${amount} are captured, and the order owes ${owed - unbooked}`
}

function book(next: State, worker: number, session: number): void {
  const one = at(next.sessions, session)
  if (one.transactions > 0) next.fault = `session ${session} is booked twice`
  one.transactions++
}

/**
 * A capture within the payment's lease is seen by whatever takes the lease next. One without it changes the balance under
 * others, and "Check status" decides without it.
 */
function noteCapture(next: State, worker: number, isInTurn: boolean): void {
  if (!isInTurn) return markStale(next, worker)
  next.workers = next.workers.map((other, index) =>
    index !== worker && other.at.startsWith("check:") ? { ...other, isStale: true } : other
  )
}

/**
 * Another plugin's hook fails after the capture: core takes back what it did, and asks the provider for a refund
 * (`recordGivenUp`).
 */
function listTakingBack(state: State, worker: number, session: number, rules: Rules): Step[] {
  if (state.left === 0 || at(state.sessions, session).transactions > 0) return []
  return [
    {
      name: `core on server ${worker} fails after its capture and gives session ${session} up`,
      next: toNext(state, (next) => {
        next.left--
        const holder = findHolder(next, session)
        at(next.sessions, session).isGivenUp = true
        const set = { isDue: false, reason: "completion_failed" as const }
        if (holder !== null && !transition(next, holder, "leave_unapplied", rules, set))
          transition(next, holder, "give_up", rules, set)
        next.workers[worker] = { ...at(next.workers, worker), at: "core:after" }
      }),
    },
  ]
}

/** An admin presses "Check status" on the order's page: core authorizes, captures and books, under no lock of ours. */
export function listChecks(state: State, worker: number): Step[] {
  if (state.left === 0) return []
  return state.sessions.flatMap(({ isDeleted, capturedFor, amount }, session) => {
    if (isDeleted || capturedFor !== null) return []
    const holder = findHolder(state, session)
    if (holder === null) return []
    // `paysSession`. An open attempt is asked about, as by any other trigger.
    const row = at(state.attempts, holder)
    if (row.status !== "paid" || row.amount !== amount) return []
    return {
      name: `an admin checks the status of session ${session} on server ${worker}`,
      next: toNext(state, (next) => {
        next.left--
        next.workers[worker] = { at: "check:debt", attempt: holder, target: session }
      }),
    }
  })
}

export function listCheckSteps(state: State, worker: number, rules: Rules): Step[] {
  const me = at(state.workers, worker)
  if (me.at !== "check:debt") return listCoreSteps(state, worker, rules, "check")
  return [
    {
      name: `server ${worker} reads what is owed, for core`,
      next: toNext(state, (next) => {
        const { amount } = at(next.attempts, me.attempt)
        next.workers[worker] = canOrderTake(next, amount)
          ? { ...me, at: "check:capture", hasDecided: true }
          : IDLE
      }),
    },
  ]
}

/** What admins and shoppers do in core meanwhile, without a word to the plugin. Each is a disturbance. */
export function listCoreActs(state: State, rules: Rules): Step[] {
  const { order, sessions, left } = state
  const act = (name: string, change: (next: State) => void): Step => ({
    name,
    next: toNext(state, (next) => {
      next.left--
      change(next)
    }),
  })
  const following: Step[] = []
  if (order.isBeingCancelled)
    following.push({
      name: "core writes that the order is cancelled",
      next: toNext(state, (next) => {
        Object.assign(next.order, {
          isBeingCancelled: false,
          isCancelled: true,
          hasCancelEvent: true,
        })
        markStale(next, null)
      }),
    })
  if (order.hasCancelEvent)
    following.push({
      name: "the subscriber of order.canceled records refunds",
      next: toNext(state, (next) => {
        next.order.hasCancelEvent = false
        // `refundCancelledOrder`
        for (const [index, row] of next.attempts.entries())
          if (row.status === "paid" && !row.hasRefund)
            transition(next, index, "leave_unapplied", rules, {
              isDue: false,
              reason: "order_cancelled",
            })
        for (const row of next.attempts) if (row.status === "applied") row.hasRefund = true
      }),
    })
  following.push(...listLooksAtCancelled(state, rules))
  if (left === 0 || order.isCancelled || order.isBeingCancelled) return following
  const totals = [1, 2, 3].filter((total) => total !== order.total)
  return [
    ...following,
    ...totals.map((total) =>
      act(`an admin edits the order to a total of ${total}`, (next) => {
        next.order.total = total
        markStale(next, null)
      })
    ),
    ...(toBalance(state).owed > 0
      ? [
          act("the order is paid by hand", (next) => {
            next.order.paidByHand += toBalance(next).owed
            markStale(next, null)
          }),
        ]
      : []),
    ...sessions.flatMap(({ isDeleted, capturedFor }, session) =>
      isDeleted || capturedFor !== null
        ? []
        : act(`core deletes session ${session}`, (next) => {
            at(next.sessions, session).isDeleted = true
          })
    ),
    act("an admin cancels the order, and core asks for refunds", cancelOrder),
  ]
}

/** The job looks at a cancelled order again, or an admin decides about its money (`refundCancelledOrder`). */
export function listLooksAtCancelled(state: State, rules: Rules): Step[] {
  if (!state.order.isCancelled || !rules.cancelledIsLookedAtAgain) return []
  return state.attempts.flatMap((row, index) => {
    const look = (change: (next: State) => void): Step => ({
      name: `the plugin looks at attempt ${index} of the cancelled order again`,
      next: toNext(state, change),
    })
    if (row.status === "applied" && !row.hasRefund)
      return look((next) => {
        at(next.attempts, index).hasRefund = true
      })
    // `settleBookedForCancelled`
    const isLeft = row.status === "unapplied" && row.reason === "order_cancelled"
    if (!isLeft || !isHeldByCore(state, index) || !isLeaseFree(state)) return []
    return look((next) => {
      transition(next, index, "retry_apply", rules, { isDue: true, reason: null })
    })
  })
}

/** Whether core has captured the session of an attempt, and no other attempt's money. */
export function isHeldByCore({ sessions, attempts }: State, index: number): boolean {
  const { session } = at(attempts, index)
  const { capturedFor, isGivenUp } = at(sessions, session)
  const isOfOther = attempts.some(
    (other, one) =>
      one !== index &&
      other.session === session &&
      isMoney(other.status) &&
      other.status !== "unapplied"
  )
  return capturedFor !== null && !isGivenUp && !isOfOther
}

/** `cancelOrderWorkflow`: refunds of what is captured by then (`recordMedusaRefund`), and a moment later the cancelling. */
export function cancelOrder(next: State): void {
  next.order.isBeingCancelled = true
  for (const [session, { capturedFor, isGivenUp }] of next.sessions.entries()) {
    const holder = capturedFor === null || isGivenUp ? null : findHolder(next, session)
    const row = holder === null ? null : at(next.attempts, holder)
    if (row) refundInCore(row)
  }
}

/** A server is killed: what it was doing is gone, and its leases run out. */
export function listCrashes(state: State): Step[] {
  if (state.left === 0) return []
  return state.workers.flatMap((worker, index) =>
    worker.at === "idle"
      ? []
      : {
          name: `server ${index} is killed`,
          next: toNext(state, (next) => {
            next.left--
            release(next, index)
            next.workers[index] = IDLE
          }),
        }
  )
}

/** A living server is slow, and a lease of it runs out. */
export function listSlowness(state: State): Step[] {
  if (state.left === 0) return []
  const claims = state.attempts.flatMap((row, index) =>
    row.leasedBy === null || row.isLeaseOver
      ? []
      : {
          name: `the claim of server ${row.leasedBy} on attempt ${index} runs out, and it lives on`,
          next: toNext(state, (next) => {
            next.left--
            at(next.attempts, index).isLeaseOver = true
          }),
        }
  )
  const { heldBy, isOver } = state.lease
  if (heldBy === null || isOver) return claims
  return [
    ...claims,
    {
      name: `the payment's lease of server ${heldBy} runs out, and it lives on`,
      next: toNext(state, (next) => {
        next.left--
        next.lease.isOver = true
        // Another server may decide beside this one now.
        next.workers[heldBy] = { ...at(next.workers, heldBy), isStale: true }
      }),
    },
  ]
}
