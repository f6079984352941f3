import {
  ATTEMPT_STATUSES,
  UNAPPLIED_REASONS,
  type AttemptStatus,
  type UnappliedReason,
} from "../../domain/attempt-status"
import type { KpayAdminAttempt } from "../../http-types"
import {
  isPaidByHand,
  isPromptOpen,
  mayChangeSoon,
  sayUnappliedReason,
  sayWhyUnapplied,
  toStatusBadge,
} from "../attempt-words"
import { sayIn } from "./say-in"

const t = sayIn("en")

/** A word of a server that is newer than this dashboard. */
function newer<Word extends string>(word: string): Word {
  return word as Word
}

describe("The status of an attempt", () => {
  it("has a word of its own for each status", () => {
    const words = ATTEMPT_STATUSES.map((status) => toStatusBadge(status, t).text)
    expect(new Set(words).size).toBe(ATTEMPT_STATUSES.length)
    expect(toStatusBadge("applied", t)).toEqual({ text: "Paid", color: "green" })
    expect(toStatusBadge("unapplied", t)).toEqual({ text: "Needs attention", color: "red" })
  })

  it("is shown by its own word when a newer server sends an unknown one", () => {
    expect(toStatusBadge(newer<AttemptStatus>("disputed"), t)).toEqual({
      text: "disputed",
      color: "grey",
    })
  })

  it.each<[KpayAdminAttempt["status"], string | null, boolean]>([
    ["starting", null, true],
    ["pending", "2026-01-31T12:00:00Z", true],
    ["paid", null, true],
    ["failed", "2026-01-31T12:00:00Z", true],
    ["failed", null, false],
    ["applied", null, false],
    ["unapplied", null, false],
  ])("%s, next asked at %s: polled fast is %s", (status, next_ask_at, expected) => {
    expect(mayChangeSoon({ status, next_ask_at })).toBe(expected)
  })

  it("is that of a prompt that the payer may still approve, unless K-Pay gave an outcome", () => {
    const open = ATTEMPT_STATUSES.filter((status) => isPromptOpen({ status }))
    expect(open).toEqual(["starting", "pending", "abandoned"])
  })
})

describe("Why no order takes the money", () => {
  it("ends a sentence for each reason", () => {
    for (const reason of UNAPPLIED_REASONS) expect(sayUnappliedReason(reason, t)).toMatch(/ .*\.$/)
  })

  it("is that its order is paid, where the order owes nothing any more", () => {
    const overpaid = { unapplied_reason: "overpaid" as const, order_display_id: 12 }
    expect(sayWhyUnapplied({ ...overpaid, order_is_paid: true }, t)).toBe(
      "order #12 is already paid."
    )
    expect(sayWhyUnapplied({ ...overpaid, order_is_paid: false }, t)).toBe(
      "the order owes less than this."
    )
  })

  it("is the server's own word for an unknown reason, and a dash for none", () => {
    expect(sayUnappliedReason(newer<UnappliedReason>("order_archived"), t)).toBe("order_archived")
    expect(sayUnappliedReason(null, t)).toBe("–")
  })
})

describe("An order that was paid by hand", () => {
  const balance = { owed: 0, is_cancelled: false }
  const byHand = { manual_payments: [{ status: "booked" as const }] }

  it("is paid otherwise where K-Pay said no, or its money was sent back", () => {
    const statuses = ATTEMPT_STATUSES.filter((status) =>
      isPaidByHand({ attempt: { status }, balance }, byHand)
    )
    expect(statuses.sort()).toEqual(["dismissed", "failed", "refund_due", "refunded"])
  })

  it("is not so while it owes, once it is cancelled, and where nothing was recorded", () => {
    const attempt = { status: "refunded" as const }
    expect(isPaidByHand({ attempt, balance: { ...balance, owed: 1 } }, byHand)).toBe(false)
    expect(isPaidByHand({ attempt, balance: { ...balance, is_cancelled: true } }, byHand)).toBe(
      false
    )
    const takenBack = { manual_payments: [{ status: "taken_back" as const }] }
    expect(isPaidByHand({ attempt, balance }, takenBack)).toBe(false)
  })
})
