import { listSetupCodes, toCode } from "../../gateway/codes"

/**
 * The server's sentences about the setup, in English, by text id. `{…}` is filled in. The dashboard has each sentence as
 * `setup_<id>` in three languages, so an id keeps its meaning.
 */
const SENTENCES = {
  // K-Pay and its accounts
  credentials_ok: "K-Pay accepts the credentials.",
  credentials_not_checked:
    "K-Pay does not check credentials that come from an address it does not know.",
  answer_unreadable: "K-Pay's answer cannot be read.",
  answer_unreadable_remedy:
    "Check the option baseUrl, and that nothing between this server and K-Pay answers in its place.",
  answer_unreadable_http: "K-Pay's answer cannot be read (HTTP {http}).",
  answer_login_remedy:
    "Check the options username and password, and whether a proxy between this server and K-Pay wants a password or blocks the request.",
  no_answer: "K-Pay does not answer ({cause}).",
  no_answer_remedy:
    "Check that this server can reach K-Pay's address. If it can, K-Pay is down: payments wait, and K-Pay is asked about them when it answers again.",
  no_answer_local_remedy:
    "Check that this server can reach K-Pay's address. The option baseUrl leads to this machine or its network, as a sandbox's address does. Start it: npx kpay sandbox",
  address_ok: "K-Pay accepts this server's outgoing address.",
  address_after_credentials: "Unknown until K-Pay accepts the credentials.",
  address_after_answer: "Unknown until K-Pay answers.",
  retailer_ok: "K-Pay accepts the retailer.",
  retailer_after_payment: "Unknown until the first payment: K-Pay checks the retailer only then.",
  environment_live: "Live: real money moves.",
  environment_test: "Test: no real money moves.",
  environment_test_remedy:
    'When the shop is ready, set the option environment to "live", with the live credentials and without baseUrl.',
  account_rule_ok: "Medusa has every sales channel and stock location that accountBy names.",
  account_rule_unknown: "The option accountBy names what Medusa does not have: {ids}.",
  account_rule_unknown_remedy:
    "Correct the ids in accountBy. The id of a sales channel or a location is the last part of its page's address in the dashboard.",
  refused: "{meaning} (code {code}).",
  refused_saying: '{meaning} (code {code}, "{text}").',

  // Callbacks
  backend_address_ok: "backendUrl is a public https address.",
  backend_address_local:
    "backendUrl is an address of this machine or its network. A sandbox on it reaches it; K-Pay does not.",
  backend_address_http: "backendUrl does not use https.",
  backend_address_remedy: "Set the option backendUrl to the public https address of Medusa.",
  callback_ok: "The callback address answers.",
  callback_name_unknown: "The host name in backendUrl cannot be resolved ({cause}).",
  callback_name_unknown_remedy:
    "Check the spelling of the option backendUrl, and the DNS record of its host name.",
  callback_certificate: "The certificate at backendUrl is not accepted ({cause}).",
  callback_certificate_remedy:
    "Renew the certificate, and configure the server to send the whole chain.",
  callback_timeout: "backendUrl does not answer in time ({cause}).",
  callback_no_answer: "backendUrl does not answer ({cause}).",
  callback_no_answer_remedy:
    "Check that Medusa runs, the option backendUrl, the proxy and the firewall. Some networks do not let a server reach its own public address. In that case, test the callback address from outside.",
  callback_redirects:
    "The callback address redirects (HTTP {http_status}), and K-Pay may not follow.",
  callback_redirects_remedy: "Set the option backendUrl to the address that it redirects to.",
  callback_blocked: "Something in front of Medusa rejects callbacks (HTTP {http_status}).",
  callback_blocked_remedy:
    "Let POST requests to /hooks pass the proxy or firewall without a login.",
  callback_error: "The callback address answers with an error (HTTP {http_status}).",
  callback_error_remedy: "Check that Medusa runs behind the proxy, and read its log.",
  callback_not_medusa:
    "Something other than Medusa answers at the callback address (HTTP {http_status}).",
  callback_not_medusa_remedy:
    "Check that the option backendUrl is Medusa's address, and that the proxy forwards /hooks to Medusa.",
  test_received: "The callback was received.",
  test_not_received:
    "The callback address answers like this shop, but this shop did not receive the callback.",
  test_not_received_remedy:
    "Check that the option backendUrl is this shop's own address, and that all its servers use the same database.",

  // Medusa
  provider_ok: "K-Pay is offered to shoppers in {regions}.",
  provider_missing: "Medusa has no K-Pay payment provider.",
  provider_missing_remedy:
    'Add { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" } to the providers of the payment module in medusa-config.ts.',
  region_missing: "No region has the currency RWF.",
  region_missing_remedy:
    "Add the currency RWF under Settings → Store. Then create a region with it under Settings → Regions, with K-Pay among its payment providers.",
  provider_not_offered: "K-Pay is not among the payment providers of {regions}.",
  provider_not_offered_remedy:
    "Open Settings → Regions, choose the region, then Edit, and add Kpay to its payment providers.",
  worker_ok: "This server asks K-Pay about payments that are due.",
  worker_idle: "Payments have been due since {due_at}, and no server asks K-Pay about them.",
  worker_unknown:
    "This server runs no jobs, and no payment is due that would show whether another server does.",
  worker_start_remedy: "Run a second Medusa on the same database with MEDUSA_WORKER_MODE=worker.",
  worker_restart_remedy:
    "Read this server's log for errors of the job kpay-reconcile, and restart the server.",
  locking_shared: "All servers share the locks.",
  locking_in_memory: "The locks are kept in this server's memory, which works for one server only.",
  locking_in_memory_remedy:
    "Before you run a second server, give the locking module the provider @medusajs/medusa/locking-redis.",
  locking_unsafe:
    "Medusa's PostgreSQL locks can let two requests hold the same lock, so a double tap can make two orders.",
  locking_unsafe_remedy:
    "Give the locking module the provider @medusajs/medusa/locking-redis. On a single server, give it none.",
  locking_custom: "The locks are not one of Medusa's own modules.",
  event_bus_shared: "All servers share the event bus.",
  event_bus_in_memory:
    "The event bus is kept in this server's memory, which works for one server only.",
  event_bus_in_memory_remedy:
    "Before you run a second server, use the module @medusajs/medusa/event-bus-redis.",
  event_bus_custom: "The event bus is not one of Medusa's own modules.",
  workflow_engine_shared: "All servers share the workflow engine.",
  workflow_engine_in_memory:
    "The workflow engine is kept in this server's memory, which works for one server only.",
  workflow_engine_in_memory_remedy:
    "Before you run a second server, use the module @medusajs/medusa/workflow-engine-redis.",
  workflow_engine_custom: "The workflow engine is not one of Medusa's own modules.",
  custom_remedy: "If there are several servers, make sure that they all share it.",

  // Faults under "Needs attention"
  outage_no_answer:
    'K-Pay cannot be asked about payments of the account "{account}". It does not answer.',
  outage_not_connected:
    'K-Pay cannot be asked about payments of the account "{account}". Check that this server can reach K-Pay\'s address.',
  outage_refused:
    'K-Pay cannot be asked about payments of the account "{account}". It answers {code}. {advice}',
  outage_remedy:
    "Open Setup to see what is wrong. Payments wait, and K-Pay is asked about them when it answers again.",
  payments_refused: 'K-Pay refuses payments of the account "{account}": {meaning} (code {code}).',
  payment_not_started:
    'A payment of the account "{account}" could not be started because K-Pay could not be reached.',
  payment_not_started_remedy: "Open Setup to see whether K-Pay answers now.",
} as const

/** A text id; those about K-Pay's codes end in the code. */
export type TextId = keyof typeof SENTENCES | `meaning_${string}` | `remedy_${string}`

/** The sentences, and the meaning and remedy of each of K-Pay's codes about the setup. */
export const TEXTS: ReadonlyMap<string, string> = new Map<string, string>([
  ...Object.entries(SENTENCES),
  ...listSetupCodes().flatMap((code): [TextId, string][] => [
    [`meaning_${code}`, toCode(code).meaning],
    [`remedy_${code}`, toCode(code).remedy ?? ""],
  ]),
])
