import { en } from "../../admin/i18n/en"
import { CHECK_NAMES } from "../../domain/check-names"
import type { KpayAdminAttempt, KpayHealthCheck, KpayJournalEntry } from "../../http-types"
import { toReport } from "../doctor"
import { toText } from "../show"

const check = (
  id: string,
  status: KpayHealthCheck["status"],
  message: string,
  remedy: string | null
) => ({
  id,
  status,
  message,
  remedy,
  message_id: "",
  remedy_id: null,
  details: {},
})

describe("kpay doctor", () => {
  it("says by name what is wrong, and below it what to do", () => {
    const report = toReport({
      checks: [
        check("credentials", "ok", "K-Pay accepts the credentials.", null),
        check("address:second", "unknown", 'Account "second": Unknown until K-Pay answers.', null),
        check("callback_route", "error", "The callbacks do not arrive.", "Open the firewall."),
      ],
    })
    expect(report.split("\n")).toEqual([
      "OK     Credentials: K-Pay accepts the credentials.",
      '?      Server address: Account "second": Unknown until K-Pay answers.',
      "WRONG  Callback route: The callbacks do not arrive.",
      "       → Open the firewall.",
      "",
      "1 wrong, 0 to check, 1 unknown, 1 OK",
    ])
  })
})

it.each(Object.entries(CHECK_NAMES))(
  "kpay doctor calls the check %s what the dashboard calls it",
  (id, name) => {
    expect(en).toMatchObject({ [`check_${id}`]: name })
    const [line] = toReport({ checks: [check(id, "ok", "Fine.", null)] }).split("\n")
    expect(line).toBe(`OK     ${name}: Fine.`)
  }
)

describe("kpay show", () => {
  const attempt = {
    refid: "01JQ",
    status: "unapplied",
    unapplied_reason: "cart_changed",
    reason_code: null,
    amount: 6_200,
    method: "momo",
    phone_masked: "0788 ••• 000",
    order_id: "order_1",
    order_display_id: 7,
    tid: "A1",
    momo_transaction_id: null,
    account: "default",
    environment: "live",
  } as KpayAdminAttempt
  const entry = (event: KpayJournalEntry["event"], more: Partial<KpayJournalEntry> = {}) =>
    ({
      event,
      said: null,
      note: null,
      actor: null,
      actor_name: null,
      created_at: "2026-11-26T12:00:00.000Z",
      ...more,
    }) as KpayJournalEntry
  const balance = {
    order_id: "order_1",
    currency_code: "rwf",
    owed: 6_200,
    owed_rwf: 6_200,
    is_cancelled: false,
    is_draft: false,
    is_unpaid: true,
    actions: [],
  }

  it("shows status, balance and journal of a payment in words, in Kigali time", () => {
    const journal = [
      entry("pay_sent"),
      entry("dismissed", { note: "double", actor: "user_1", actor_name: "A Manager" }),
    ]
    const text = toText(
      { attempts: [{ attempt, journal, next_cursor: null }], balances: [balance], hasMore: false },
      "01JQ"
    )
    expect(text.split("\n")).toEqual([
      "Payment 01JQ",
      "  status   unapplied: cart_changed",
      "  amount   RWF 6,200",
      "  payer    MTN MoMo, 0788 ••• 000",
      "  order    #7, owes RWF 6,200",
      "  tid      A1",
      "  account  default (live)",
      "  2026-11-26 14:00:00  Request sent to MTN MoMo.",
      "  2026-11-26 14:00:00  The money was dismissed: double (A Manager)",
    ])
  })

  it("a stranger's callback writes no line of its own, and nothing to the terminal", () => {
    const said = "03\n  2026-11-26 14:00:00  The order received the money.\u001b[2J"
    const journal = [entry("callback", { said })]
    const text = toText(
      { attempts: [{ attempt, journal, next_cursor: null }], balances: [], hasMore: true },
      "01JQ"
    )
    expect(text.split("\n").filter((line) => line.startsWith("  2026"))).toHaveLength(1)
    expect(text).not.toContain("\u001b")
    expect(text).toMatch(/Older payments are in the dashboard\.$/)
  })

  it("says by what it has found nothing", () => {
    expect(toText({ attempts: [], balances: [], hasMore: false }, "0788")).toBe(
      "No K-Pay payment is found by 0788."
    )
  })
})
