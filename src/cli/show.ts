import { parseArgs } from "node:util"
import { JOURNAL_SENTENCES } from "../domain/journal-events"
import { toKigaliTime } from "../domain/kigali-time"
import { METHODS } from "../domain/methods"
import type {
  KpayAdminAttempt,
  KpayAttemptResponse,
  KpayJournalEntry,
  KpayOrderBalance,
} from "../http-types"
import { runInMedusa } from "./in-medusa"

export const SHOW_HELP = `kpay show WHAT [--json]     shows a payment: its status, what its order owes, and what happened, in Kigali time. WHAT is a refid,
                            a tid, a MoMo id, a phone number, an order's number or an order's id.`

/** What `kpay show` found. */
export interface Shown {
  /** Newest first. */
  readonly attempts: readonly KpayAttemptResponse[]
  readonly balances: readonly KpayOrderBalance[]
  /** Whether older payments are left out. */
  readonly hasMore: boolean
}

/** Shows the payments that a text names, of the application in the current folder. */
export async function runShow(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "boolean" }, help: { type: "boolean" } },
    allowPositionals: true,
  })
  const what = positionals.join(" ").trim()
  if (values.help || what === "") {
    console.log(SHOW_HELP)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const shown = (await runInMedusa("show", what)) as Shown
  if (values.json) console.log(JSON.stringify(shown, null, 2))
  else console.log(toText(shown, what))
  process.exitCode = shown.attempts.length > 0 ? 0 : 1
}

/** The payments as text. */
export function toText({ attempts, balances, hasMore }: Shown, what: string): string {
  if (attempts.length === 0) return `No K-Pay payment is found by ${what}.`
  return [
    ...attempts.map((attempt) => toPaymentText(attempt, balances)),
    ...(hasMore ? ["Older payments are in the dashboard."] : []),
  ].join("\n\n")
}

function toPaymentText(
  { attempt, journal, next_cursor }: KpayAttemptResponse,
  balances: readonly KpayOrderBalance[]
): string {
  const balance = balances.find(({ order_id }) => order_id === attempt.order_id)
  const facts = [
    [
      "status",
      [attempt.status, attempt.unapplied_reason ?? attempt.reason_code].filter(Boolean).join(": "),
    ],
    ["amount", `RWF ${attempt.amount.toLocaleString("en-US")}`],
    ["payer", [METHODS[attempt.method].label, attempt.phone_masked].filter(Boolean).join(", ")],
    ["order", toOrderText(attempt.order_display_id, attempt.order_id, balance)],
    ["tid", attempt.tid],
    ["MoMo id", attempt.momo_transaction_id],
    ["account", `${attempt.account} (${attempt.environment})`],
  ]
  return [
    `Payment ${attempt.refid}`,
    ...facts.flatMap(([name, value]) =>
      value ? [`  ${String(name).padEnd(8)} ${toOneLine(value)}`] : []
    ),
    ...(next_cursor === null ? [] : ["  … earlier entries are in the dashboard"]),
    ...journal.map((entry) => toEntryText(entry, attempt)),
  ].join("\n")
}

function toOrderText(
  displayId: number | null,
  id: string | null,
  balance: KpayOrderBalance | undefined
): string {
  if (id === null) return "none yet"
  const owes = balance
    ? `, owes ${balance.currency_code.toUpperCase()} ${balance.owed.toLocaleString("en-US")}`
    : ""
  return `${displayId === null ? id : `#${displayId}`}${balance?.is_cancelled ? ", cancelled" : owes}`
}

function toEntryText(
  { event, said, note, created_at, actor, actor_name }: KpayJournalEntry,
  { method }: KpayAdminAttempt
): string {
  const values: Readonly<Record<string, string>> = {
    method: METHODS[method].label,
    said: said ?? note ?? "–",
    note: note ?? "–",
    reason: note ?? "–",
  }
  const sentence = JOURNAL_SENTENCES[event].replace(
    /\{\{(\w+)\}\}/g,
    (blank, name: string) => values[name] ?? blank
  )
  const by = actor === null ? "" : ` (${actor_name ?? "a user who is gone"})`
  const at = toKigaliTime(new Date(created_at)).slice(0, 19).replace("T", " ")
  return `  ${at}  ${toOneLine(`${sentence}${by}`)}`
}

/** What strangers wrote, e.g. into a callback, makes no lines of its own and moves nothing on the terminal. */
function toOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ")
}
