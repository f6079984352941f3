import * as http from "@medusajs/framework/http"

/** What a role can allow. Medusa calls it a policy. */
export interface Policy {
  readonly name: string
  readonly resource: string
  readonly operation: string
  readonly description: string
}

const READ: Policy = {
  name: "ReadKpayPayment",
  resource: "kpay_payment",
  operation: "read",
  description: "Read K-Pay payments and the cash-up, and ask K-Pay about payments",
}

const DECIDE: Policy = {
  name: "DecideKpayPayment",
  resource: "kpay_payment",
  operation: "decide",
  description:
    "Decide about money: apply, refund, dismiss, record payments, send prompts and pay links",
}

/** An operation of its own, so that a role that may read everything does not include it. */
const REVEAL_PHONE: Policy = {
  name: "RevealKpayPhone",
  resource: "kpay_payment",
  operation: "reveal_phone",
  description: "See a payer's phone number in full",
}

const ERASE: Policy = {
  name: "EraseKpayCustomer",
  resource: "kpay_payment",
  operation: "erase",
  description: "Erase a customer's personal data from K-Pay payments",
}

const SET_UP: Policy = {
  name: "SetUpKpay",
  resource: "kpay_setup",
  operation: "check",
  description: "Check the setup of K-Pay and test its callbacks",
}

const READ_STATEMENT: Policy = {
  name: "ReadKpayStatement",
  resource: "kpay_statement",
  operation: "read",
  description: "Read statements of operators and banks, and how they compare with the books",
}

const MATCH_STATEMENT: Policy = {
  name: "MatchKpayStatement",
  resource: "kpay_statement",
  operation: "match",
  description: "Upload and delete statements, and match their rows with payments",
}

/** Every policy of the plugin. */
export const POLICIES: readonly Policy[] = [
  READ,
  DECIDE,
  REVEAL_PHONE,
  ERASE,
  SET_UP,
  READ_STATEMENT,
  MATCH_STATEMENT,
]

/** What a user's role must allow for each route of the dashboard. */
export const ROUTE_POLICIES: readonly (readonly ["GET" | "POST" | "DELETE", string, Policy])[] = [
  ["GET", "/admin/kpay/accounts", READ],
  ["GET", "/admin/kpay/attempts", READ],
  ["GET", "/admin/kpay/attempts.csv", READ],
  ["GET", "/admin/kpay/attempts/:id", READ],
  ["GET", "/admin/kpay/attempts/:id/journal", READ],
  ["GET", "/admin/kpay/attention", READ],
  ["GET", "/admin/kpay/orders/:id", READ],
  ["GET", "/admin/kpay/orders/:id/manual-payments", READ],
  ["GET", "/admin/kpay/orders/:id/prompt", READ],
  ["GET", "/admin/kpay/orders/:id/notifications", READ],
  ["GET", "/admin/kpay/refunds", READ],
  ["GET", "/admin/kpay/summary", READ],
  ["POST", "/admin/kpay/attempts/refresh", READ],
  ["POST", "/admin/kpay/attempts/:id/refresh", READ],

  // It makes addresses by which an order is seen without a login, as a pay link is.
  ["GET", "/admin/kpay/orders/:id/door-links", DECIDE],
  ["POST", "/admin/kpay/attempts/:id/apply", DECIDE],
  ["POST", "/admin/kpay/attempts/:id/dismiss", DECIDE],
  ["POST", "/admin/kpay/attempts/:id/prompt", DECIDE],
  ["POST", "/admin/kpay/notifications/:id/again", DECIDE],
  ["POST", "/admin/kpay/orders/:id/manual-payments", DECIDE],
  ["POST", "/admin/kpay/orders/:id/manual-payments/:payment_id/take-back", DECIDE],
  ["POST", "/admin/kpay/orders/:id/prompt", DECIDE],
  ["POST", "/admin/kpay/orders/:id/notifications", DECIDE],
  ["POST", "/admin/kpay/pay-links", DECIDE],
  ["POST", "/admin/kpay/refunds", DECIDE],
  ["POST", "/admin/kpay/statements/:id/rows/:row_id/book", DECIDE],
  ["POST", "/admin/kpay/refunds/:id/sent", DECIDE],

  ["POST", "/admin/kpay/attempts/:id/phone", REVEAL_PHONE],

  ["POST", "/admin/kpay/customers/:id/erase", ERASE],

  ["GET", "/admin/kpay/health", SET_UP],
  ["POST", "/admin/kpay/health/callback", SET_UP],

  ["GET", "/admin/kpay/statements", READ_STATEMENT],
  ["GET", "/admin/kpay/statements/:id", READ_STATEMENT],
  ["GET", "/admin/kpay/statements/sums", READ_STATEMENT],

  ["POST", "/admin/kpay/statements", MATCH_STATEMENT],
  ["POST", "/admin/kpay/statements/check", MATCH_STATEMENT],
  ["DELETE", "/admin/kpay/statements/:id", MATCH_STATEMENT],
  ["POST", "/admin/kpay/statements/:id/rows/:row_id/match", MATCH_STATEMENT],
  ["POST", "/admin/kpay/statements/:id/rows/:row_id/unmatch", MATCH_STATEMENT],
  ["POST", "/admin/kpay/statements/:id/rows/:row_id/confirm", MATCH_STATEMENT],
]

type Action = Pick<Policy, "resource" | "operation">

/** Medusa's check in versions after 2.22. Up to then Medusa reads `policies`. */
const { authorize } = http as { authorize?: (action: Action) => http.MiddlewareFunction }

/** Makes Medusa check the user's role. Where the shop has no roles (RBAC), every user may do everything. */
export const roleChecks: http.MiddlewareRoute[] = ROUTE_POLICIES.map(
  ([method, matcher, { resource, operation }]) => ({
    matcher,
    methods: [method],
    policies: [{ resource, operation }],
    middlewares: authorize ? [authorize({ resource, operation })] : [],
  })
)
