import { CHECK_NAMES } from "../../domain/check-names"
import { JOURNAL_SENTENCES, type JournalEvent } from "../../domain/journal-events"
import { enAccounts } from "./accounts"
import { enSetup } from "./en-setup"
import { enCounter } from "./counter"
import { enCounterRefusals } from "./counter-refusals"
import { enDegradedMethods } from "./degraded-methods"
import { enManualPaymentRefusals } from "./manual-payment-refusals"
import { enManualPayments } from "./manual-payments"
import { enNotificationRefusals } from "./notification-refusals"
import { enNotifications } from "./notifications"
import { enRefusals } from "./refusals"
import { enStatementRefusals } from "./en-statement-refusals"
import { enStatements } from "./en-statements"
import type { WordKey } from "./word-keys"

const words = {
  status_starting: "Starting",
  status_pending: "Waiting",
  status_failed: "Not paid",
  status_abandoned: "Outcome unknown",
  status_paid: "Paid, being booked",
  status_applied: "Paid",
  status_unapplied: "Needs attention",
  status_refund_due: "Refund due",
  status_refunded: "Refunded",
  status_dismissed: "Dismissed",

  // Each is the rest of a sentence.
  unapplied_cart_changed: "the cart changed after the prompt was sent.",
  unapplied_session_gone: "the payment session no longer exists.",
  unapplied_amount_differs: "the amount to pay has changed.",
  unapplied_currency_differs: "the order is in another currency.",
  unapplied_order_cancelled: "the order was cancelled.",
  unapplied_overpaid: "the order owes less than this.",
  unapplied_recorded_by_hand: "an admin recorded its MoMo transaction by hand.",
  unapplied_test_money: "it was a test payment, and the shop takes real money now.",
  unapplied_completion_failed:
    "the order could not be placed, for example because an item is out of stock.",

  ...toKeys(JOURNAL_SENTENCES),

  reason_insufficient_funds: "Not enough money",
  reason_declined: "Declined",
  reason_expired: "Not answered in time",
  reason_limit: "Over the limit",
  reason_wrong_number: "Wrong number",
  reason_operator: "Failed at the operator or bank",
  reason_unavailable: "Shop setup",
  reason_checking: "Outcome unknown",
  reason_unapplied: "Not applied",

  advice_insufficient_funds: "Ask the shopper to top up, or send the prompt to another number.",
  advice_declined: "Ask the shopper whether they still want to pay, then send a new prompt.",
  advice_expired: "Tell the shopper to expect a prompt, then send it again.",
  advice_limit: "Ask the shopper to pay by card, or to split the order in two.",
  advice_wrong_number: "Check the number with the shopper, then send a prompt to the correct one.",
  advice_operator: "No money was taken. Send a new prompt, or offer another payment method.",
  advice_unavailable: "The shop's setup prevents payments. Open Setup on the K-Pay page.",
  advice_checking: "Wait: K-Pay is asked again automatically. Do not send a second prompt.",
  advice_unapplied: "Decide what to do with the money.",

  method_momo: "MTN MoMo",
  method_airtel: "Airtel Money",
  method_card: "Card",
  method_spenn: "SPENN",
  network_mtn: "MTN",
  network_airtel: "Airtel",
  environment_test: "Test",
  environment_live: "Live",

  health_ok: "OK",
  health_warning: "Check this",
  health_error: "Fix this",
  health_unknown: "Unknown",
} as const satisfies Record<WordKey, string>

const page = {
  language: "Language of this page",
  language_dashboard: "Language: as dashboard",
  test_hint: "K-Pay's test environment: no real money moves.",
  copy: "Copy",
  cancel: "Cancel",
  close: "Close",
  retry: "Try again",
  could_not_load: "This could not be loaded",
  not_permitted: "Your role does not permit this. ({{message}})",
  order: "Order",
  account: "Account",
  from: "From",
  to: "To",
  paid: "Paid",
  not_paid: "Not paid",
  none: "–",
  label_value: "{{label}}: {{value}}",
  tip_label: "{{label}}",

  tab_payments: "Payments",
  tab_attention: "Needs attention",
  tab_cash_up: "Cash-up",
  tab_setup: "Setup",
  tabs: "Sections of the K-Pay page",

  // A payment
  not_paid_yet: "Not paid yet. Do not ship.",
  not_paid_owed: "{{amount}} is still owed.",
  not_paid_needs_decision:
    "K-Pay received money that could not be applied to this order. Decide below what to do with it.",
  paid_draft_hint: "This is a draft order. Convert it to an order, so that it can be packed.",
  order_cancelled_hint:
    "The order is cancelled. If the shopper still pays, the money will appear under Needs attention.",
  other_attempts: "Other attempts",
  payment_details: "Payment",
  open_order: "Open order",
  fact_momo_id: "MoMo id (TxId)",
  fact_transaction_id: "Transaction id",
  fact_tid: "tid",
  fact_refid: "refid",
  refund_due_amount: "Refund due {{amount}}",
  refund_due_send: "Send it by hand",
  fact_sent: "Sent {{ago}} ago",
  fact_sent_and_paid: "Sent {{ago}} ago, paid after {{duration}}",
  fact_next_ask: "K-Pay will be asked again in {{when}}",
  fact_next_ask_failed: "K-Pay will be asked again in {{when}}, in case it is paid after all",
  seconds_short: "{{count}} s",
  minutes_short: "{{count}} min",
  hours_short: "{{count}} h",
  days_short: "{{count}} d",
  show_phone: "Show the number",
  show_phone_hint: "The timeline records who viewed it.",
  phone_erased: "Number erased",
  what_kpay_said: "K-Pay says: “{{text}}”",
  what_code_means: "Code {{code}}: {{meaning}}",
  what_to_do: "What to do: {{advice}}",
  advice_abandoned: "Ask K-Pay now, or give K-Pay the refid, before you send another prompt.",
  timeline: "What happened",
  timeline_hint: "Kigali time",
  timeline_earlier: "Show earlier entries",
  timeline_by: "{{sentence}} ({{who}})",
  timeline_unknown_user: "a deleted user",
  callback_unreadable: "A callback arrived that could not be read. K-Pay is asked instead.",

  // What can be done about a payment
  ask_now: "Ask K-Pay now",
  asked_now: "K-Pay was asked",
  ask_failed: "K-Pay was not asked",
  new_prompt: "New prompt",
  new_prompt_title: "Send a new prompt",
  new_prompt_hint: "The payer gets a prompt for what is still owed on this phone.",
  new_prompt_earlier:
    "An earlier prompt may still be open, and cannot be taken back. Ask the payer to refuse it: if both are approved, both are paid, and what is too much waits in Needs attention.",
  new_prompt_card_hint:
    "A card payment is completed on K-Pay's page. The shopper opens it from the payment page of the order.",
  new_prompt_send: "Send prompt",
  new_prompt_sent: "The prompt was sent",
  new_prompt_refused: "K-Pay refused the prompt",
  new_prompt_failed: "The prompt was not sent",
  method: "Payment method",
  phone: "Phone number",
  phone_same: "Same number, {{phone}}",
  pay_link: "Pay link",
  open_sms: "Open my SMS",
  open_whatsapp: "Open my WhatsApp",
  pay_link_copied: "The link was copied",
  pay_link_failed: "The link could not be created",
  pay_link_hint:
    "With this link the shopper can pay {{amount}} on any phone, without JavaScript. It is valid until {{when}}; you can create a new one at any time.",
  pay_link_unsent: "Nothing has been sent yet.",
  pay_link_language: "The shopper's language",
  pay_link_message: "Message",
  apply: "Apply",
  apply_title: "Apply {{amount}}",
  apply_own_order: "To order #{{number}}, which it was paid for",
  apply_own_cart: "To the cart that it was paid for, which becomes an order",
  apply_other: "To another order",
  apply_number: "Order number",
  apply_find: "Find",
  apply_found: "Order #{{number}}, {{total}}, {{email}}",
  apply_not_found: "There is no order with this number.",
  apply_done: "The money was applied",
  apply_still_unapplied: "The money is still not applied: {{reason}}",
  apply_failed: "The money was not applied",
  refund: "Refund by hand",
  refund_title: "Refund {{amount}} by hand",
  refund_hint:
    "K-Pay cannot send money back. The refund stays listed as due until you have sent it by hand and entered its reference.",
  field_required: "Required",
  refund_note: "Note (optional)",
  refund_decided: "The refund is now due",
  refund_failed: "The refund was not recorded",
  dismiss: "Dismiss",
  dismiss_title: "Dismiss {{amount}}",
  dismiss_hint:
    "The shop keeps the money, and it is no longer listed here. Enter the reason; it is kept with your name.",
  dismiss_reason: "Reason",
  dismiss_done: "The money was dismissed",
  dismiss_failed: "The money was not dismissed",
  sent: "Mark as sent",
  sent_title: "Mark {{amount}} as sent",
  sent_reference: "Transfer reference",
  sent_done: "The refund was recorded as sent",
  sent_failed: "The refund was not recorded",

  // Payments
  search_placeholder: "MoMo id, refid, tid, order, phone",
  column_time: "Time",
  column_order: "Order",
  column_method: "Method",
  column_payer: "Payer",
  column_amount: "Amount",
  column_status: "Status",
  column_age: "Age",
  filter_network: "Network",
  filter_environment: "Environment",
  filter_date: "Date",
  filter_date_custom: "Custom dates",
  filter_add: "Add filter",
  filter_clear: "Clear all",
  payments_empty: "No payments yet",
  payments_empty_hint: "Payments through K-Pay appear here at once.",
  payments_none_found: "No matching payments",
  payments_none_found_hint: "Change the search or the filters.",
  bulk_ask: "Ask K-Pay again",
  bulk_asked_one: "K-Pay was asked about {{count}} payment",
  bulk_asked_other: "K-Pay was asked about {{count}} payments",
  bulk_too_many: "Select at most {{count}} payments.",
  page_newer: "Newer",
  page_older: "Older",
  page_previous: "Previous",
  page_next: "Next",
  page_number: "Page {{page}}",

  // Needs attention
  order_paid_before: "order {{order}} is already paid.",
  attention_nothing: "Nothing needs attention",
  attention_nothing_hint:
    "All money that K-Pay received is applied to an order, refunded or dismissed.",
  attention_story:
    "{{amount}} arrived by {{method}} from {{phone}} on {{when}}, but no order took it: {{reason}}",
  attention_story_card:
    "{{amount}} arrived by {{method}} on {{when}}, but no order took it: {{reason}}",
  attention_next: "Apply it to an order, refund it by hand, or dismiss it with a reason.",
  due_story: "Refund {{amount}} to {{phone}}. Due since {{when}}.",
  due_story_card: "Refund {{amount}} to the shopper, who paid by card. Due since {{when}}.",
  due_note: "Note: {{note}}",
  due_next: "Send the money by hand, then enter the reference of the transfer.",
  fault_title: "K-Pay does not work at the moment",
  fault_since: "Since {{when}}",
  callbacks_missing_title: "Callbacks do not arrive",
  callbacks_missing_one:
    "No callback has arrived since {{when}}. {{count}} payment of the last 7 days was confirmed only because K-Pay was asked.",
  callbacks_missing_other:
    "No callback has arrived since {{when}}. {{count}} payments of the last 7 days were confirmed only because K-Pay was asked.",
  callbacks_never_one:
    "No callback has ever arrived. {{count}} payment of the last 7 days was confirmed only because K-Pay was asked.",
  callbacks_never_other:
    "No callback has ever arrived. {{count}} payments of the last 7 days were confirmed only because K-Pay was asked.",
  callbacks_next:
    "Orders are marked as paid later than necessary. Send a test callback under Setup.",
  callbacks_line_all: "Last callback: {{when}}. Every payment of the last 7 days had its callback.",
  callbacks_line_none: "No callback yet.",
  callbacks_line_one:
    "Last callback: {{when}}. {{count}} payment of the last 7 days was confirmed without one.",
  callbacks_line_other:
    "Last callback: {{when}}. {{count}} payments of the last 7 days were confirmed without one.",
  callbacks_line_never_one:
    "No callback yet. {{count}} payment of the last 7 days was confirmed without one.",
  callbacks_line_never_other:
    "No callback yet. {{count}} payments of the last 7 days were confirmed without one.",
  to_setup: "Open Setup",
  heading_unapplied: "Money that no order took",
  heading_due: "Refunds to send",

  // Cash-up
  period: "Period",
  period_today: "Today",
  period_yesterday: "Yesterday",
  period_week: "Last 7 days",
  period_30_days: "Last 30 days",
  period_month: "This month",
  period_last_month: "Last month",
  period_custom: "Custom days",
  figure_taken: "Taken",
  figure_pending: "Waiting",
  figure_refunded: "Refunded",
  figure_net: "Net",
  figure_net_hint: "Taken, less refunds and estimated fees",
  figures_hint:
    "Only K-Pay's money: what was recorded as paid otherwise is not counted. Waiting: prompts that are still out, also of orders that are paid by now.",
  figure_fee: "Estimated fees",
  figure_count_one: "{{count}} payment",
  figure_count_other: "{{count}} payments",
  chart_title: "Paid and not paid by day",
  chart_summary:
    "{{paid}} paid and {{failed}} not paid in this period. The table below has the figures of each day.",
  chart_paid: "{{method}}, paid",
  chart_failed: "{{method}}, not paid",
  reasons_title: "Why payments failed",
  reasons_none: "No payment failed.",
  reasons_not_given: "No reason given",
  networks_title: "Success by method",
  networks_success: "Success rate",
  networks_median: "Median time to pay",
  days_title: "By day and method",
  day: "Day",
  fees_hint: "Fees are estimated from the option “fees”. K-Pay's own statement has the exact ones.",
  fees_none:
    "No fees are configured, so none are subtracted. Set the option “fees” to estimate them.",
  download_csv: "Download CSV",
  cash_up_empty: "Nothing in this period",
  cash_up_empty_hint: "No payment was taken, failed or is waiting on these days.",
  cash_up_test: "These figures are from K-Pay's test environment. No real money moved.",

  // Setup
  checks: "Checks",
  checks_ok: "Everything that can be checked is OK.",
  checks_warn: "Nothing prevents payments. Check the items in orange.",
  checks_failed: "Something prevents payments.",
  checks_again: "Check again",
  check_credentials: CHECK_NAMES.credentials,
  check_address: CHECK_NAMES.address,
  check_retailer: CHECK_NAMES.retailer,
  check_environment: CHECK_NAMES.environment,
  check_backend_address: CHECK_NAMES.backend_address,
  check_callback_route: CHECK_NAMES.callback_route,
  check_provider: CHECK_NAMES.provider,
  check_worker_mode: CHECK_NAMES.worker_mode,
  check_locking: CHECK_NAMES.locking,
  check_event_bus: CHECK_NAMES.event_bus,
  check_workflow_engine: CHECK_NAMES.workflow_engine,
  check_of_account: "{{check}}, account {{account}}",
  callbacks: "Callbacks",
  callback_address:
    "K-Pay posts callbacks to this address. The secret part is different for each payment.",
  callback_test: "Send a test callback",
  callback_test_hint:
    "This server posts to its own public address, as K-Pay would, and checks that the callback arrives.",
  callback_test_failed: "The test could not be run",
  callback_received: "Received after {{ms}} ms",
  callback_not_received: "Not received",
} as const

/** Every text of the dashboard in English, by its key. `{{…}}` is filled in. */
export const en = {
  ...words,
  ...page,
  ...enAccounts,
  ...enCounter,
  ...enCounterRefusals,
  ...enDegradedMethods,
  ...enManualPaymentRefusals,
  ...enManualPayments,
  ...enNotificationRefusals,
  ...enNotifications,
  ...enRefusals,
  ...enSetup,
  ...enStatementRefusals,
  ...enStatements,
} as const

/** The texts of one language. */
export type Texts = Readonly<Record<keyof typeof en, string>>

/** A text in two forms, `<key>_one` and `<key>_other`; its `count` tells which one is used. */
type PluralKey = keyof {
  [Key in keyof typeof en as Key extends `${infer Base}_one` ? Base : never]: string
}

/** What can be said. */
export type TextKey =
  Exclude<keyof typeof en, `${PluralKey}_one` | `${PluralKey}_other`> | PluralKey

type JournalTexts = { readonly [Event in JournalEvent as `journal_${Event}`]: string }

function toKeys(sentences: typeof JOURNAL_SENTENCES): JournalTexts {
  return Object.fromEntries(
    Object.entries(sentences).map(([event, sentence]) => [`journal_${event}`, sentence])
  ) as JournalTexts
}
