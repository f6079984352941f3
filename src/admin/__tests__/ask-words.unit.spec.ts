import { ATTEMPT_STATUSES, type AttemptStatus } from "../../domain/attempt-status"
import { LOCALES } from "../../domain/locales"
import type { MethodId } from "../../domain/methods"
import type { KpayAdminAttempt } from "../../http-types"
import { toShown } from "../counter/ask-words"
import { sayIn } from "./say-in"

const sent = (status: AttemptStatus): KpayAdminAttempt => ({
  id: "kpatt_1",
  refid: "01M8DMCJVA3Q8Q854NY6WGX7S8",
  tid: "A1",
  status,
  amount: 5_200,
  currency_code: "rwf",
  account: "default",
  environment: "test",
  method: "momo",
  network: "mtn",
  order_id: "order_1",
  order_display_id: 1,
  order_is_paid: false,
  payment_session_id: "payses_1",
  phone_masked: "0788 ••• 000",
  momo_transaction_id: null,
  reason: null,
  reason_code: null,
  code: null,
  code_meaning: null,
  cart_id: null,
  asked_at: null,
  unapplied_reason: null,
  recorded_by_hand: null,
  created_at: "2026-01-31T12:00:00Z",
  paid_at: null,
  next_ask_at: null,
  actions: [],
})

describe("What the counter says of a request", () => {
  it.each(LOCALES)(
    "is other words while the payer is waited for than once they paid: %s",
    (locale) => {
      const t = sayIn(locale)
      const titleOf = (status: AttemptStatus) =>
        toShown(sent(status), "momo", null, locale, t).title
      const titles = ["pending", "paid", "applied"] as const
      expect(new Set(titles.map(titleOf)).size).toBe(3)
    }
  )

  it("names the method that was asked, and says where the number decided it", () => {
    const linesOf = (chosen: MethodId, attempt = sent("pending")) =>
      toShown(attempt, chosen, null, "en", sayIn("en")).lines.slice(0, 2)
    expect(linesOf("airtel")).toEqual([
      "MTN MoMo · 0788 ••• 000",
      "This is a number of MTN: the request comes from MTN MoMo.",
    ])
    expect(linesOf("momo")[0]).toBe("MTN MoMo · 0788 ••• 000")
    const unknown = { ...sent("pending"), network: null }
    for (const lines of [linesOf("momo"), linesOf("airtel", unknown), linesOf("spenn")])
      expect(lines.join(" ")).not.toContain("This is a number of")
  })

  it("calls the id of a transaction TxId by MTN MoMo only", () => {
    const paid = { ...sent("applied"), momo_transaction_id: "2785640192" }
    const lineOf = (method: MethodId) =>
      toShown({ ...paid, method }, method, null, "en", sayIn("en")).lines[0]
    expect(lineOf("momo")).toBe("MoMo id (TxId) 2785640192")
    expect(lineOf("airtel")).toBe("Transaction id 2785640192")
  })

  it("is that the money is there as soon as K-Pay has it", () => {
    expect(toShown(sent("paid"), "momo", null, "en", sayIn("en"))).toEqual({
      look: "waiting",
      title: "Paid, being booked",
      lines: ["K-Pay has the money. The order gets it in a moment."],
    })
  })

  it("says that the shop's own setup is at fault before K-Pay's words for it", () => {
    const refused = {
      ...sent("failed"),
      code: "600",
      code_meaning: "Invalid username or password",
      reason: "Invalid PIN",
      reason_code: "unavailable" as const,
    }
    expect(toShown(refused, "momo", null, "en", sayIn("en")).lines.slice(0, 3)).toEqual([
      "Shop setup",
      "Code 600: Invalid username or password",
      "K-Pay says: “Invalid PIN”",
    ])
  })

  it("has a heading for each status", () => {
    for (const status of ATTEMPT_STATUSES)
      expect(toShown(sent(status), "momo", null, "en", sayIn("en")).title).not.toBe("")
  })
})
