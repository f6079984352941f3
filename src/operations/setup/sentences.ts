import { listSetupCodes, toCode } from "../../gateway/codes"

/**
 * Everything that is said of the setup, in English, by its text id. `{…}` is filled in. The dashboard has each as
 * `setup_<id>` in three languages, so an id is never given a new sense.
 */
const SENTENCES = {
  // K-Pay and an account at it
  credentials_ok: "K-Pay accepts the credentials.",
  credentials_unseen: "K-Pay looks at no credentials from an address that it does not know.",
  answer_unreadable: "K-Pay's answer cannot be read.",
  answer_unreadable_remedy:
    "Check the option baseUrl, and that nothing between this server and K-Pay answers in its place.",
  no_answer: "K-Pay gives no answer ({cause}).",
  no_answer_remedy:
    "Check that this server reaches K-Pay's address. Where it does, K-Pay is down: payments wait, and are asked about when it answers again.",
  address_ok: "K-Pay accepts this server's outgoing address.",
  address_after_credentials: "Known once K-Pay accepts the credentials.",
  address_after_answer: "Known once K-Pay answers.",
  retailer_ok: "K-Pay accepts the retailer.",
  retailer_after_payment: "Known after the first payment: K-Pay looks at the retailer only then.",
  environment_live: "Live: money moves.",
  environment_test: "Test: no real money moves.",
  environment_test_remedy: 'Set the option environment to "live" when the shop is ready.',
  refused: "{meaning} (code {code}).",
  refused_saying: '{meaning} (code {code}, "{text}").',

  // The way of the callbacks
  backend_address_ok: "backendUrl is a public https address.",
  backend_address_local:
    "backendUrl is an address of this machine or its network, where K-Pay cannot post callbacks.",
  backend_address_http: "backendUrl is not encrypted.",
  backend_address_remedy: "Set the option backendUrl to the public https address of Medusa.",
  callback_ok: "The callback address answers.",
  callback_name_unknown: "The name in backendUrl is not known ({cause}).",
  callback_name_unknown_remedy:
    "Check the spelling of the option backendUrl, and the name's DNS entry.",
  callback_certificate: "The certificate at backendUrl is not accepted ({cause}).",
  callback_certificate_remedy: "Renew the certificate, and have the server send its whole chain.",
  callback_late: "Nothing answers at backendUrl in time ({cause}).",
  callback_silent: "Nothing answers at backendUrl ({cause}).",
  callback_silent_remedy:
    "Check the option backendUrl, the proxy and the firewall. Some networks do not let a server reach its own public address: then try the callback address from outside.",
  callback_redirects:
    "The callback address redirects (HTTP {http_status}), and K-Pay may not follow.",
  callback_redirects_remedy: "Write the address that it redirects to as option backendUrl.",
  callback_turned_away: "Something in front of Medusa turns callbacks away (HTTP {http_status}).",
  callback_turned_away_remedy:
    "Let the proxy or firewall pass POST requests to /hooks without a login.",
  callback_fault: "The callback address answers with a fault (HTTP {http_status}).",
  callback_fault_remedy: "Check that Medusa runs behind the proxy, and read its log.",
  callback_stranger:
    "Something other than Medusa answers at the callback address (HTTP {http_status}).",
  callback_stranger_remedy:
    "Check that the option backendUrl is Medusa's address, and that the proxy passes /hooks to Medusa.",
  test_came: "The callback came.",
  test_went_elsewhere:
    "Something answers like this shop at the callback address, and nothing came here.",
  test_went_elsewhere_remedy:
    "Check that the option backendUrl is this shop's own address, and that all its servers use the same database.",

  // Medusa
  provider_ok: "Shoppers are offered K-Pay in {regions}.",
  provider_missing: "Medusa has no payment provider of K-Pay.",
  provider_missing_remedy:
    'Add { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" } to the providers of the payment module in medusa-config.ts.',
  region_missing: "No region has the currency RWF.",
  region_missing_remedy:
    "Create one under Settings → Regions, with currency RWF and K-Pay among its payment providers.",
  provider_not_offered: "K-Pay is not among the payment providers of {regions}.",
  provider_not_offered_remedy:
    "Open Settings → Regions, choose the region, then Edit, and add Kpay to its payment providers.",
  worker_ok: "This server asks K-Pay about what is due.",
  worker_idle: "Nobody asks K-Pay about payments that are due, since {due_at}.",
  worker_not_known:
    "This server runs no jobs, and nothing is due that would show whether another does.",
  worker_start_remedy: "Run a second Medusa on the same database with MEDUSA_WORKER_MODE=worker.",
  worker_restart_remedy:
    "Read this server's log for faults of the job kpay-reconcile, and start the server anew.",
  locking_shared: "Locking is shared by all servers.",
  locking_in_memory: "Locking lives in this server's memory: fit for one server only.",
  locking_in_memory_remedy:
    "Before you run a second server, give the locking module the provider @medusajs/medusa/locking-redis.",
  locking_unsafe:
    "Medusa's locks in PostgreSQL let two requests hold one lock: one tap too many may make two orders.",
  locking_unsafe_remedy:
    "Give the locking module the provider @medusajs/medusa/locking-redis; on one server, none.",
  locking_foreign: "Locking is not one of Medusa's own.",
  event_bus_shared: "The event bus is shared by all servers.",
  event_bus_in_memory: "The event bus lives in this server's memory: fit for one server only.",
  event_bus_in_memory_remedy:
    "Before you run a second server, use the module @medusajs/medusa/event-bus-redis.",
  event_bus_foreign: "The event bus is not one of Medusa's own.",
  workflow_engine_shared: "The workflow engine is shared by all servers.",
  workflow_engine_in_memory:
    "The workflow engine lives in this server's memory: fit for one server only.",
  workflow_engine_in_memory_remedy:
    "Before you run a second server, use the module @medusajs/medusa/workflow-engine-redis.",
  workflow_engine_foreign: "The workflow engine is not one of Medusa's own.",
  foreign_remedy: "Make sure that it is shared by all servers if there are several.",

  // Faults under "Needs attention"
  outage_no_answer:
    'Payments of the account "{account}" cannot be asked about. K-Pay gives no answer.',
  outage_not_connected:
    'Payments of the account "{account}" cannot be asked about. Check that this server reaches K-Pay\'s address.',
  outage_refused:
    'Payments of the account "{account}" cannot be asked about. K-Pay says {code}. {advice}',
  outage_remedy:
    "Open Setup to see what is wrong. Payments wait, and are asked about when K-Pay answers again.",
  payments_refused: 'K-Pay refuses payments of the account "{account}": {meaning} (code {code}).',
  payment_not_started:
    'A payment of the account "{account}" could not be started: K-Pay could not be reached.',
  payment_not_started_remedy: "Open Setup to see whether K-Pay answers by now.",
} as const

/** A text id; those about K-Pay's codes end in the code. */
export type TextId = keyof typeof SENTENCES | `meaning_${string}` | `remedy_${string}`

/** The sentences, and what is kept beside K-Pay's codes about the setup: what each means, and what to do. */
export const TEXTS: ReadonlyMap<string, string> = new Map<string, string>([
  ...Object.entries(SENTENCES),
  ...listSetupCodes().flatMap((code): [TextId, string][] => [
    [`meaning_${code}`, toCode(code).meaning],
    [`remedy_${code}`, toCode(code).remedy ?? ""],
  ]),
])
