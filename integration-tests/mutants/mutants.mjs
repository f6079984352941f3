/**
 * Faults that are put into the code on purpose. Each is one line that a shop would lose money or an honest shopper by, and
 * names the tests that must fail with it.
 *
 * @typedef {object} Mutant
 * @property {string} name What is wrong with it.
 * @property {string} file
 * @property {string} find Text that is in the file once.
 * @property {string} replace
 * @property {"unit" | "modules" | "http"} suite
 * @property {string} spec A part of the test file's name.
 * @property {string} [test] A part of the test's name; left out, the whole file.
 */

/** @type {readonly Mutant[]} */
export const MUTANTS = [
  {
    name: "a further prompt asks what the order owed when it was placed",
    file: "src/operations/start-payment.ts",
    find: `if (kind === "further" && orders.length > 0)`,
    replace: `if (kind === "further" && orders.length > 99)`,
    suite: "http",
    spec: "faults-order-balance",
    test: "further prompt asks what the order owes now",
  },
  {
    name: "an order that has received money is cancelled when its rest is not paid",
    file: "src/operations/cancel-unpaid-orders.ts",
    find: `    attempts.every(({ status }) => !isMoney(status)) &&
    orders.every(isUntouched)`,
    replace: `    orders.length > 0`,
    suite: "http",
    spec: "faults-order-balance",
    test: "is neither reminded nor cancelled when the rest is not paid",
  },
  {
    name: "an order that was packed is cancelled",
    file: "src/operations/cancel-unpaid-orders.ts",
    find: `    attempts.every(({ status }) => !isMoney(status)) &&
    orders.every(isUntouched)`,
    replace: `    orders.length > 0`,
    suite: "http",
    spec: "faults-order-balance",
    test: "that was packed is left to the shop",
  },
  {
    name: "a prompt is sent for an order that owes nothing",
    file: "src/operations/start-payment.ts",
    find: `return { amount: balance.owed, currency_code: balance.currencyCode }`,
    replace: `return { amount: balance.owed || collection.amount, currency_code: balance.currencyCode }`,
    suite: "http",
    spec: "faults-order-balance",
    test: "An order that is settled otherwise",
  },
  {
    name: "money beyond what an order owes is booked",
    file: "src/operations/find-session-for-money.ts",
    find: `if (!canTake(balance, attempt.amount)) return none("overpaid")`,
    replace: ``,
    suite: "http",
    spec: "faults-order-balance",
    test: "An order that is settled otherwise",
  },
  {
    name: "money is booked for an edit that was taken back",
    file: "src/operations/find-session-for-money.ts",
    find: `if (!canTake(balance, attempt.amount)) return none("overpaid")`,
    replace: ``,
    suite: "http",
    spec: "faults-order-balance",
    test: "whose edit is taken back while the prompt is open",
  },
  {
    name: "an order that had money refunded counts as paid",
    file: "src/medusa/orders.ts",
    find: `pending_difference: toNumber(row.summary?.pending_difference),`,
    replace: `pending_difference: (row.transactions ?? []).length > 1 ? 0 : toNumber(row.summary?.pending_difference),`,
    suite: "http",
    spec: "faults-order-balance",
    test: "after a part was refunded, still says what it owes",
  },
  {
    name: "unapplied money can be applied to an order in another currency",
    file: "src/operations/apply-unapplied-money.ts",
    find: `if (order.currency_code.toLowerCase() !== currency_code) {`,
    replace: `if (order.currency_code === "") {`,
    suite: "http",
    spec: "faults-order-balance",
    test: "is not applied to an order in another currency",
  },
  {
    name: "money is booked for an order in another currency",
    file: "src/operations/find-session-for-money.ts",
    find: `if (order.currency_code.toLowerCase() !== attempt.currency_code) return none("currency_differs")`,
    replace: ``,
    suite: "http",
    spec: "faults-order-balance",
    test: "whose target turned out to be in another currency",
  },
  {
    name: "the money of an order that was cancelled before it was recorded counts as applied, and nothing is due",
    file: "src/operations/apply-money.ts",
    find: `  const applied = (await kpay.recordApplied(attempt.id, orderId)) ?? attempt
  await kpay.recordRefundOfCancelledOrder(applied, order.id)`,
    replace: `  const applied = (await kpay.recordUnapplied(attempt.id, "completion_failed", orderId)) ?? attempt`,
    suite: "http",
    spec: "faults-between-core-and-us",
    test: "an order that the admin cancels owes all of its money",
  },
  {
    name: "a refund before the money is recorded is on no list",
    file: "src/operations/record-refund.ts",
    find: `if (!isMoney(attempt.status)) return { type: "not_paid" }`,
    replace: `if (attempt.status !== "applied") return { type: "recorded" }`,
    suite: "http",
    spec: "faults-between-core-and-us",
    test: "a part that the admin refunds is due",
  },
  {
    name: "an order is placed on a failed attempt after core took the first one back",
    file: "src/operations/authorize-session.ts",
    find: `return known !== null && order !== null && known.authorized_order_id !== order.id`,
    replace: `return false`,
    suite: "http",
    spec: "faults-between-core-and-us",
    test: "and its prompt has failed since",
  },
  {
    name: "nothing to pay is refused",
    file: "src/api/store/kpay/methods/route.ts",
    find: `nothing_to_pay: amount === 0,`,
    replace: `nothing_to_pay: false,`,
    suite: "http",
    spec: "faults-edges",
    test: "a cart that costs nothing is no mistake",
  },
  {
    name: "the kit does not place an order that costs nothing",
    file: "src/storefront/start.ts",
    find: `!known?.order_id && cart.total <= 0`,
    replace: `!known?.order_id && cart.total < 0`,
    suite: "http",
    spec: "storefront-kit.spec",
    test: "a cart that costs nothing is placed without a payment by",
  },
  {
    name: "a rest below one franc breaks the pay page",
    file: "src/domain/balance.ts",
    find: `    if (error instanceof InvalidAmountError) return 0
`,
    replace: ``,
    suite: "http",
    spec: "faults-order-balance",
    test: "a rest below half a franc is not asked for",
  },
  {
    name: "a USSD code that is switched off is shown",
    file: "src/api/session-view.ts",
    find: `return ussd.momo === undefined ? MTN_USSD : ussd.momo`,
    replace: `return ussd.momo ?? MTN_USSD`,
    suite: "http",
    spec: "faults-edges",
    test: "a shop that switches the USSD code off",
  },
  {
    name: "another plugin's provider counts as ours",
    file: "src/medusa/provider-id.ts",
    find: `/^pp_kpay(_|$)/`,
    replace: `/^pp_kpay/`,
    suite: "unit",
    spec: "provider-id",
  },
  {
    name: "the ids of a payment stand before a storefront's hash route",
    file: "src/modules/kpay/options/own-address.ts",
    find: `!address.hash.startsWith("#/") && !address.hash.startsWith("#!/")`,
    replace: `address.hash !== "#none"`,
    suite: "unit",
    spec: "own-address",
  },
  {
    name: "a wrong number is refused in English, whatever the shopper's language",
    file: "src/operations/payment-input.ts",
    find: `toMessage(toLocale(locale), "wrong_phone")`,
    replace: `toMessage("en", "wrong_phone")`,
    suite: "http",
    spec: "faults-edges",
    test: "a wrong phone number is refused in the shopper's language",
  },
  {
    name: "a provider entry may name an account that does not exist",
    file: "src/providers/kpay/loaders/check-dependency.ts",
    find: `if (account === undefined || accounts === null) return
`,
    replace: `if (account !== null) return
`,
    suite: "unit",
    spec: "check-dependency",
  },
  {
    name: "the callback address answers 404 to a GET",
    file: "src/api/hooks/kpay/[token]/route.ts",
    find: `response.type("text/plain").send(NOTICE)`,
    replace: `response.sendStatus(404)`,
    suite: "http",
    spec: "faults-edges",
    test: "the callback address answers",
  },
]
