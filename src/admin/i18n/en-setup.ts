/**
 * What the server finds out about the setup: word for word the sentences of src/operations/setup/sentences.ts, and the
 * meanings and remedies of src/gateway/codes.ts. A unit test compares them.
 */
export const enSetup = {
  // K-Pay and its accounts
  setup_credentials_ok: "K-Pay accepts the credentials.",
  setup_credentials_not_checked:
    "K-Pay does not check credentials that come from an address it does not know.",
  setup_answer_unreadable: "K-Pay's answer cannot be read.",
  setup_answer_unreadable_remedy:
    "Check the option baseUrl, and that nothing between this server and K-Pay answers in its place.",
  setup_answer_unreadable_http: "K-Pay's answer cannot be read (HTTP {{http}}).",
  setup_answer_login_remedy:
    "Check the options username and password, and whether a proxy between this server and K-Pay wants a password or blocks the request.",
  setup_no_answer: "K-Pay does not answer ({{cause}}).",
  setup_no_answer_remedy:
    "Check that this server can reach K-Pay's address. If it can, K-Pay is down: payments wait, and K-Pay is asked about them when it answers again.",
  setup_no_answer_local_remedy:
    "Check that this server can reach K-Pay's address. The option baseUrl leads to this machine or its network, as a sandbox's address does. Start it: npx kpay sandbox",
  setup_address_ok: "K-Pay accepts this server's outgoing address.",
  setup_address_after_credentials: "Unknown until K-Pay accepts the credentials.",
  setup_address_after_answer: "Unknown until K-Pay answers.",
  setup_retailer_ok: "K-Pay accepts the retailer.",
  setup_retailer_after_payment:
    "Unknown until the first payment: K-Pay checks the retailer only then.",
  setup_environment_live: "Live: real money moves.",
  setup_environment_test: "Test: no real money moves.",
  setup_environment_test_remedy:
    'When the shop is ready, set the option environment to "live", with the live credentials and without baseUrl.',
  setup_account_rule_ok: "Medusa has every sales channel and stock location that accountBy names.",
  setup_account_rule_unknown: "The option accountBy names what Medusa does not have: {{ids}}.",
  setup_account_rule_unknown_remedy:
    "Correct the ids in accountBy. The id of a sales channel or a location is the last part of its page's address in the dashboard.",
  setup_refused: "{{meaning}} (code {{code}}).",
  setup_refused_saying: '{{meaning}} (code {{code}}, "{{text}}").',

  // Callbacks
  setup_backend_address_ok: "backendUrl is a public https address.",
  setup_backend_address_local:
    "backendUrl is an address of this machine or its network. A sandbox on it reaches it; K-Pay does not.",
  setup_backend_address_http: "backendUrl does not use https.",
  setup_backend_address_remedy: "Set the option backendUrl to the public https address of Medusa.",
  setup_callback_ok: "The callback address answers.",
  setup_callback_name_unknown: "The host name in backendUrl cannot be resolved ({{cause}}).",
  setup_callback_name_unknown_remedy:
    "Check the spelling of the option backendUrl, and the DNS record of its host name.",
  setup_callback_certificate: "The certificate at backendUrl is not accepted ({{cause}}).",
  setup_callback_certificate_remedy:
    "Renew the certificate, and configure the server to send the whole chain.",
  setup_callback_timeout: "backendUrl does not answer in time ({{cause}}).",
  setup_callback_no_answer: "backendUrl does not answer ({{cause}}).",
  setup_callback_no_answer_remedy:
    "Check that Medusa runs, the option backendUrl, the proxy and the firewall. Some networks do not let a server reach its own public address. In that case, test the callback address from outside.",
  setup_callback_redirects:
    "The callback address redirects (HTTP {{http_status}}), and K-Pay may not follow.",
  setup_callback_redirects_remedy: "Set the option backendUrl to the address that it redirects to.",
  setup_callback_blocked: "Something in front of Medusa rejects callbacks (HTTP {{http_status}}).",
  setup_callback_blocked_remedy:
    "Let POST requests to /hooks pass the proxy or firewall without a login.",
  setup_callback_error: "The callback address answers with an error (HTTP {{http_status}}).",
  setup_callback_error_remedy: "Check that Medusa runs behind the proxy, and read its log.",
  setup_callback_not_medusa:
    "Something other than Medusa answers at the callback address (HTTP {{http_status}}).",
  setup_callback_not_medusa_remedy:
    "Check that the option backendUrl is Medusa's address, and that the proxy forwards /hooks to Medusa.",
  setup_test_received: "The callback was received.",
  setup_test_not_received:
    "The callback address answers like this shop, but this shop did not receive the callback.",
  setup_test_not_received_remedy:
    "Check that the option backendUrl is this shop's own address, and that all its servers use the same database.",

  // Medusa
  setup_provider_ok: "K-Pay is offered to shoppers in {{regions}}.",
  setup_provider_missing: "Medusa has no K-Pay payment provider.",
  setup_provider_missing_remedy:
    'Add { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" } to the providers of the payment module in medusa-config.ts.',
  setup_region_missing: "No region has the currency RWF.",
  setup_region_missing_remedy:
    "Add the currency RWF under Settings → Store. Then create a region with it under Settings → Regions, with K-Pay among its payment providers.",
  setup_provider_not_offered: "K-Pay is not among the payment providers of {{regions}}.",
  setup_provider_not_offered_remedy:
    "Open Settings → Regions, choose the region, then Edit, and add Kpay to its payment providers.",
  setup_worker_ok: "This server asks K-Pay about payments that are due.",
  setup_worker_idle:
    "Payments have been due since {{due_at}}, and no server asks K-Pay about them.",
  setup_worker_unknown:
    "This server runs no jobs, and no payment is due that would show whether another server does.",
  setup_worker_start_remedy:
    "Run a second Medusa on the same database with MEDUSA_WORKER_MODE=worker.",
  setup_worker_restart_remedy:
    "Read this server's log for errors of the job kpay-reconcile, and restart the server.",
  setup_locking_shared: "All servers share the locks.",
  setup_locking_in_memory:
    "The locks are kept in this server's memory, which works for one server only.",
  setup_locking_in_memory_remedy:
    "Before you run a second server, give the locking module the provider @medusajs/medusa/locking-redis.",
  setup_locking_unsafe:
    "Medusa's PostgreSQL locks can let two requests hold the same lock, so a double tap can make two orders.",
  setup_locking_unsafe_remedy:
    "Give the locking module the provider @medusajs/medusa/locking-redis. On a single server, give it none.",
  setup_locking_custom: "The locks are not one of Medusa's own modules.",
  setup_event_bus_shared: "All servers share the event bus.",
  setup_event_bus_in_memory:
    "The event bus is kept in this server's memory, which works for one server only.",
  setup_event_bus_in_memory_remedy:
    "Before you run a second server, use the module @medusajs/medusa/event-bus-redis.",
  setup_event_bus_custom: "The event bus is not one of Medusa's own modules.",
  setup_workflow_engine_shared: "All servers share the workflow engine.",
  setup_workflow_engine_in_memory:
    "The workflow engine is kept in this server's memory, which works for one server only.",
  setup_workflow_engine_in_memory_remedy:
    "Before you run a second server, use the module @medusajs/medusa/workflow-engine-redis.",
  setup_workflow_engine_custom: "The workflow engine is not one of Medusa's own modules.",
  setup_custom_remedy: "If there are several servers, make sure that they all share it.",

  // Faults under "Needs attention"
  setup_outage_no_answer:
    'K-Pay cannot be asked about payments of the account "{{account}}". It does not answer.',
  setup_outage_not_connected:
    'K-Pay cannot be asked about payments of the account "{{account}}". Check that this server can reach K-Pay\'s address.',
  setup_outage_refused:
    'K-Pay cannot be asked about payments of the account "{{account}}". It answers {{code}}. {{advice}}',
  setup_outage_remedy:
    "Open Setup to see what is wrong. Payments wait, and K-Pay is asked about them when it answers again.",
  setup_payments_refused:
    'K-Pay refuses payments of the account "{{account}}": {{meaning}} (code {{code}}).',
  setup_payment_not_started:
    'A payment of the account "{{account}}" could not be started because K-Pay could not be reached.',
  setup_payment_not_started_remedy: "Open Setup to see whether K-Pay answers now.",

  // K-Pay's codes
  setup_meaning_401: "Missing authentication header",
  setup_remedy_401:
    "Check that nothing between this server and K-Pay strips the Authorization header.",
  setup_meaning_500: "Request not sent over HTTPS",
  setup_remedy_500: "Use the https address of K-Pay.",
  setup_meaning_600: "Invalid username or password",
  setup_remedy_600: "Check the options username and password.",
  setup_meaning_601: "Invalid remote user",
  setup_remedy_601:
    "Check the option username, and that K-Pay has enabled it for this environment.",
  setup_meaning_602: "The server's IP address is not whitelisted at K-Pay",
  setup_remedy_602: "Ask K-Pay to whitelist this server's outgoing IP address.",
  setup_meaning_603: "Empty or missing parameter",
  setup_remedy_603:
    "Check the options retailerId, backendUrl and storefrontUrl: K-Pay did not get a parameter that it needs.",
  setup_meaning_604: "Unknown retailer",
  setup_remedy_604: "Check the option retailerId, with its leading zero.",
  setup_meaning_605: "Retailer not enabled",
  setup_remedy_605: "Ask K-Pay to enable this retailer.",
  setup_meaning_609: "Unknown payment method",
  setup_remedy_609:
    "Ask K-Pay to enable this payment method, or remove it from the option methods.",
} as const

/** The setup texts of one language. */
export type SetupTexts = Readonly<Record<keyof typeof enSetup, string>>
