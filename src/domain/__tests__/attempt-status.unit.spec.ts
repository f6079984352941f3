import fc from "fast-check"
import {
  ATTEMPT_ACTIONS,
  ATTEMPT_STATUSES,
  findTransition,
  isDecided,
  isMoney,
  isOpen,
  isSettled,
  toAttemptActions,
  TRANSITIONS,
  type AttemptStatus,
  type Transition,
  type TransitionName,
} from "../attempt-status"

/** Every transition: from where, to where, and what the shop is told. */
const TABLE: Readonly<Record<TransitionName, readonly [AttemptStatus[], AttemptStatus, string?]>> =
  {
    accept: [["starting"], "pending"],
    find_pending: [["starting"], "pending"],
    find_pending_again: [["failed"], "pending"],
    confirm_paid: [["starting", "pending", "failed", "abandoned"], "paid"],
    fail: [["starting", "pending", "abandoned"], "failed", "kpay.payment.failed"],
    abandon: [["starting", "pending"], "abandoned"],
    apply: [["paid"], "applied", "kpay.payment.paid"],
    leave_unapplied: [["paid"], "unapplied", "kpay.payment.unapplied"],
    give_up: [["applied"], "unapplied", "kpay.payment.unapplied"],
    retry_apply: [["unapplied"], "paid"],
    decide_refund: [["unapplied"], "refund_due"],
    finish_refund: [["refund_due"], "refunded"],
    dismiss: [["unapplied"], "dismissed"],
    reopen: [["dismissed"], "unapplied", "kpay.payment.unapplied"],
  }

const NAMES = Object.keys(TRANSITIONS) as TransitionName[]
const transitions: readonly Transition[] = Object.values(TRANSITIONS)

/** The statuses that an attempt can reach from a status, over any number of transitions. */
function listReachable(from: AttemptStatus): Set<AttemptStatus> {
  const reached = new Set<AttemptStatus>()
  const left = [from]
  for (let status = left.pop(); status !== undefined; status = left.pop()) {
    for (const transition of transitions) {
      if (!transition.from.includes(status) || reached.has(transition.to)) continue
      reached.add(transition.to)
      left.push(transition.to)
    }
  }
  return reached
}

describe("The statuses of an attempt", () => {
  it.each(NAMES)("%s leads where the table says, and from no other status", (name) => {
    const [from, to, event = null] = TABLE[name]
    for (const status of ATTEMPT_STATUSES) {
      const transition = findTransition(name, status)
      if (from.includes(status)) expect(transition).toMatchObject({ to, event })
      else expect(transition).toBeNull()
    }
  })

  it("money never returns to a status before `paid`", () => {
    for (const status of ATTEMPT_STATUSES.filter(isMoney)) {
      const lost = [...listReachable(status)].filter((reached) => !isMoney(reached))
      expect([status, lost]).toEqual([status, []])
    }
  })

  it("only K-Pay's yes turns an attempt into money", () => {
    const toMoney = NAMES.filter((name) => {
      const { from, to }: Transition = TRANSITIONS[name]
      return isMoney(to) && from.some((status) => !isMoney(status))
    })
    expect(toMoney).toEqual(["confirm_paid"])
  })

  it("every status is reached from `starting`, and none leads back to it", () => {
    expect(new Set(["starting", ...listReachable("starting")])).toEqual(new Set(ATTEMPT_STATUSES))
    for (const status of ATTEMPT_STATUSES) expect(listReachable(status).has("starting")).toBe(false)
  })

  it("an attempt that is not money yet can still be paid, whatever K-Pay has said so far", () => {
    for (const status of ATTEMPT_STATUSES.filter((one) => !isMoney(one)))
      expect(findTransition("confirm_paid", status)?.to).toBe("paid")
  })

  it("a refunded attempt is at its end", () => {
    const ends = ATTEMPT_STATUSES.filter((status) => listReachable(status).size === 0)
    expect(ends).toEqual(["refunded"])
  })

  it("K-Pay is asked about open ones; settled money changes no more by itself", () => {
    expect(ATTEMPT_STATUSES.filter(isOpen)).toEqual(["starting", "pending"])
    expect(ATTEMPT_STATUSES.filter(isSettled)).toEqual([
      "applied",
      "unapplied",
      "refund_due",
      "refunded",
      "dismissed",
    ])
  })

  it("a person has decided about money that is to be sent back, was sent back or was dismissed", () => {
    expect(ATTEMPT_STATUSES.filter(isDecided)).toEqual(["refund_due", "refunded", "dismissed"])
  })
})

describe("An attempt that any number of callers write at once", () => {
  it("is money from K-Pay's yes on, is told of once for each fact, and never becomes anything of before", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...NAMES), { maxLength: 60 }), (names) => {
        let status: AttemptStatus = "starting"
        let isConfirmed = false
        const told: string[] = []
        for (const name of names) {
          const changed = findTransition(name, status)
          if (!changed) continue
          // Late answers of K-Pay find money, and change nothing.
          expect(isMoney(status) && !isMoney(changed.to)).toBe(false)
          status = changed.to
          isConfirmed ||= name === "confirm_paid"
          expect(isMoney(status)).toBe(isConfirmed)
          if (changed.event) told.push(`${changed.event} ${changed.to}`)
        }
        // Between two times that it is applied, core has given the money up.
        const ofMoney = told.filter((one) => !one.includes("failed"))
        ofMoney.forEach((one, i) => {
          if (one === "kpay.payment.paid applied") expect(ofMoney[i + 1]).not.toBe(one)
        })
      }),
      { numRuns: 5_000 }
    )
  })
})

describe("What an admin can do about an attempt", () => {
  const actionsOf = (status: AttemptStatus, owes: boolean, isSuperseded = false) =>
    toAttemptActions({ status, isSuperseded }, owes)

  it.each<[AttemptStatus, string, string]>([
    // While the order owes money, and when it owes none.
    ["starting", "refresh", "refresh"],
    ["pending", "refresh,prompt", "refresh"],
    ["failed", "refresh,prompt", "refresh"],
    ["abandoned", "refresh,prompt", "refresh"],
    ["paid", "refresh", "refresh"],
    ["applied", "", ""],
    ["unapplied", "apply,refund,dismiss", "apply,refund,dismiss"],
    ["refund_due", "", ""],
    ["refunded", "", ""],
    ["dismissed", "", ""],
  ])("%s: %s; of an order that owes nothing: %s", (status, whileOwing, otherwise) => {
    expect(actionsOf(status, true).join()).toBe(whileOwing)
    expect(actionsOf(status, false).join()).toBe(otherwise)
  })

  it("an attempt whose place a further one took is not prompted again", () => {
    for (const status of ATTEMPT_STATUSES)
      expect(actionsOf(status, true, true)).not.toContain("prompt")
  })

  it("K-Pay can be asked about every attempt that may change by itself, and about no settled one", () => {
    for (const status of ATTEMPT_STATUSES)
      expect([status, actionsOf(status, true).includes("refresh")]).toEqual([
        status,
        !isSettled(status),
      ])
  })

  it("every action that decides about money has a transition from that status", () => {
    const decisions = { apply: "retry_apply", refund: "decide_refund", dismiss: "dismiss" } as const
    for (const status of ATTEMPT_STATUSES) {
      for (const action of ATTEMPT_ACTIONS) {
        if (action === "refresh" || action === "prompt") continue
        expect([status, action, actionsOf(status, true).includes(action)]).toEqual([
          status,
          action,
          findTransition(decisions[action], status) !== null,
        ])
      }
    }
  })
})
