import { ATTEMPT_STATUSES, isMoney } from "../../domain/attempt-status"
import { toOrderBalance } from "../../domain/balance"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import { toDoor } from "../door"

const attempt = (status: Attempt["status"]) => ({ id: status, status, amount: 5_200 }) as Attempt

const read = (
  owed: number,
  attempts: readonly Attempt[],
  { isCancelled = false, captured = 0, refunded = 0 } = {}
) => {
  const balance = toOrderBalance([{ isCancelled, pendingDifference: owed }], "rwf")
  const facts = { balance, owedRwf: owed, isUnpaid: !isCancelled && owed > 0, attempts }
  const kept = attempts.filter(({ status }) => status === "applied")
  return toDoor(facts, kept, { isAny: captured > 0, netRwf: captured - refunded })
}

describe("What the books say at the door", () => {
  it.each(ATTEMPT_STATUSES)(
    "an order that owes is not paid, also with an attempt that is %s",
    (status) => {
      const door = read(5_200, [attempt(status)])
      expect(door).toMatchObject({ state: "unpaid", owedRwf: 5_200 })
    }
  )

  it("says when money is on its way into the books, or waits for the shop", () => {
    expect(read(5_200, [attempt("paid")])).toMatchObject({ money: "arriving" })
    expect(read(5_200, [attempt("unapplied")])).toMatchObject({ money: "undecided" })
    const others = ATTEMPT_STATUSES.filter((one) => one !== "paid" && one !== "unapplied")
    for (const status of others)
      expect(read(5_200, [attempt(status)])).toMatchObject({ money: null })
    expect(others.filter(isMoney)).toEqual(["applied", "refund_due", "refunded", "dismissed"])
  })

  it("an order that owes nothing is paid, with the K-Pay payments that it has", () => {
    const applied = attempt("applied")
    expect(read(0, [attempt("failed"), applied], { captured: 5_200 })).toEqual({
      state: "paid",
      payments: [applied],
    })
    // In cash, or by a gift card.
    expect(read(0, [], { captured: 5_200 })).toEqual({ state: "paid", payments: [] })
    expect(read(0, [])).toEqual({ state: "paid", payments: [] })
  })

  it("an order that was paid in part is asked for the rest", () => {
    const door = read(3_500, [attempt("applied")], { captured: 5_200 })
    expect(door).toEqual({ state: "unpaid", owedRwf: 3_500, receivedRwf: 5_200, money: null })
  })

  it("an order whose money was all refunded is not paid, although it owes nothing", () => {
    const refund = { captured: 5_200, refunded: 5_200 }
    expect(read(0, [attempt("applied")], refund)).toEqual({ state: "sent_back" })
    expect(read(0, [], { captured: 5_200, refunded: 1_000 })).toMatchObject({ state: "paid" })
  })

  it("a cancelled order is never handed over, whatever was paid", () => {
    const door = read(0, [attempt("applied")], { isCancelled: true, captured: 5_200 })
    expect(door).toEqual({ state: "cancelled" })
  })
})
