import { ATTEMPT_STATUSES, isMoney } from "../../domain/attempt-status"
import { toOrderBalance } from "../../domain/balance"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import { toDoor } from "../door"

const attempt = (status: Attempt["status"]) => ({ id: status, status, amount: 5_200 }) as Attempt

/** `byKpay`: what is recorded as sent back, or to be sent back, of the applied attempt. */
const read = (
  owed: number,
  attempts: readonly Attempt[],
  { isCancelled = false, captured = 0, refunded = 0, byKpay = 0 } = {}
) => {
  const balance = toOrderBalance([{ isCancelled, pendingDifference: owed }], "rwf")
  const facts = { balance, owedRwf: owed, isUnpaid: !isCancelled && owed > 0, attempts }
  const applied = attempts
    .filter(({ status }) => status === "applied")
    .map((one) => ({ attempt: one, refundedRwf: byKpay }))
  return toDoor(facts, applied, { capturedRwf: captured, refundedRwf: refunded })
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
      payments: [{ attempt: applied, keptRwf: 5_200 }],
      hasMoney: true,
    })
    // In cash, or by a gift card.
    const otherwise = { state: "paid", payments: [], hasMoney: true }
    expect(read(0, [], { captured: 5_200 })).toEqual(otherwise)
  })

  it("an order for which nothing was captured has nothing to be paid", () => {
    expect(read(0, [])).toEqual({ state: "paid", payments: [], hasMoney: false })
  })

  it("an order that was paid in part is asked for the rest", () => {
    const door = read(3_500, [attempt("applied")], { captured: 5_200 })
    expect(door).toEqual({ state: "unpaid", owedRwf: 3_500, receivedRwf: 5_200, money: null })
  })

  it("an order whose money was all refunded is not paid, although it owes nothing", () => {
    const refund = { captured: 5_200, refunded: 5_200 }
    expect(read(0, [attempt("applied")], refund)).toEqual({ state: "sent_back" })
    // Recorded by K-Pay's refunds, and not yet in Medusa's books.
    expect(read(0, [attempt("applied")], { captured: 5_200, byKpay: 5_200 })).toEqual({
      state: "sent_back",
    })
  })

  it("an order whose money was refunded in part is not plainly paid, with what is left of each payment", () => {
    const applied = attempt("applied")
    const left = {
      state: "partly_refunded",
      paidRwf: 5_200,
      refundedRwf: 4_200,
      payments: [{ attempt: applied, keptRwf: 1_000 }],
    }
    const captured = 5_200
    expect(read(0, [applied], { captured, refunded: 4_200, byKpay: 4_200 })).toEqual(left)
    // Recorded in one of the two books only.
    expect(read(0, [applied], { captured, byKpay: 4_200 })).toEqual(left)
    expect(read(0, [applied], { captured, refunded: 4_200 })).toMatchObject({
      state: "partly_refunded",
      refundedRwf: 4_200,
    })
    // In cash.
    expect(read(0, [], { captured, refunded: 4_200 })).toEqual({ ...left, payments: [] })
    // One of two payments was refunded: it is not shown any more.
    expect(read(0, [applied], { captured: 10_400, byKpay: 5_200 })).toMatchObject({
      state: "partly_refunded",
      payments: [],
    })
    expect(read(3_500, [applied], { captured, byKpay: 4_200 })).toMatchObject({
      state: "unpaid",
      receivedRwf: 1_000,
    })
  })

  it("a cancelled order is never handed over, whatever was paid", () => {
    const door = read(0, [attempt("applied")], { isCancelled: true, captured: 5_200 })
    expect(door).toEqual({ state: "cancelled" })
  })
})
