/**
 * The files of which every condition, operator, number and list is flipped.
 *
 * @typedef {object} FlippedFile
 * @property {string} file
 * @property {"unit" | "modules" | "http"} suite
 * @property {readonly { spec: string, tests?: readonly string[] }[]} specs Parts of a test file's name, in the order in which they are
 *   run, and parts of its tests' names, where not all are.
 * @property {readonly { flip: string, at?: string, why: string }[]} equal Flips that no test can notice, with the reason; `at`
 *   is a part of the line where the text of the flip alone is not enough.
 */

/** @type {readonly FlippedFile[]} */
export const FILES = [
  {
    file: "src/domain/attempt-status.ts",
    suite: "unit",
    specs: [{ spec: "domain/__tests__/attempt-status" }],
    equal: [],
  },
  {
    file: "src/domain/balance.ts",
    suite: "unit",
    specs: [{ spec: "domain/__tests__/balance" }],
    equal: [],
  },
  {
    file: "src/domain/amount.ts",
    suite: "unit",
    specs: [{ spec: "domain/__tests__/amount" }],
    equal: [],
  },
  {
    file: "src/domain/prompt-limits.ts",
    suite: "unit",
    specs: [{ spec: "domain/__tests__/prompt-limits" }],
    equal: [
      {
        flip: "ageMs < withinMs → ageMs <= withinMs",
        why: "At the window's end there is nothing left to wait.",
      },
      {
        flip: "pauseMs === null || newest === undefined → pauseMs === null && newest === undefined",
        why: "A pause of null ends before any failure, and without a failure there are too few.",
      },
    ],
  },
  {
    file: "src/modules/kpay/cash-up/fee.ts",
    suite: "unit",
    specs: [{ spec: "cash-up/__tests__/fee" }],
    equal: [],
  },
  {
    file: "src/operations/apply-money.ts",
    suite: "http",
    specs: [
      { spec: "happy-path", tests: ["by MTN MoMo: approves"] },
      {
        spec: "http/pay-first.spec",
        tests: [
          "choosing sends the prompt, and the server places the order",
          "a double tap on choosing makes one prompt",
          "callback after the cart changed",
          "stock gone",
          "for a quarter of an hour",
        ],
      },
      {
        spec: "unapplied-money",
        tests: [
          "then paid: the money is unapplied",
          "is applied to another order that owes",
          "two attempts paid",
          "chosen again when",
        ],
      },
      {
        spec: "plain.shared",
        tests: [
          "Between core's capture",
          "Money that is being applied",
          "Money of an order",
          "waits its turn while the order is cancelled",
          "that an admin took",
          "draft order that was deleted",
        ],
      },
      { spec: "unpaid-orders.shared", tests: ["entered for another order"] },
      { spec: "locked" },
    ],
    equal: [
      {
        flip: "125_000 → (125_000 + 1)",
        why: "A dead server's lock is released a millisecond later.",
      },
      { flip: "5_000 → (5_000 + 1)", why: "Core is asked again a millisecond later." },
      { flip: "1_000 → (1_000 + 1)", why: "Applying is tried again a millisecond later." },
      { flip: "60_000 → (60_000 + 1)", why: "Money waits 15 ms longer for core." },
      { flip: "10_000 → (10_000 + 1)", why: "A dead process is waited for a millisecond longer." },
      {
        flip: "0 → (0 + 1)",
        at: "withLease(",
        why: "Other money is waited for a millisecond, and then as before.",
      },
      {
        flip: "applied.isHeld → !(applied.isHeld)",
        why: "What was applied is read again, and money that waits is tried again after one second, not after five.",
      },
      {
        flip: "read_at.getTime() - paid_at.getTime() > STUCK_MS → read_at.getTime() - paid_at.getTime() >= STUCK_MS",
        why: "The very millisecond of the quarter of an hour.",
      },
      {
        flip: "(await kpay.recordCapturedSeen(attempt.id)) < BOOKING_MAX_MS → (await kpay.recordCapturedSeen(attempt.id)) <= BOOKING_MAX_MS",
        why: "The very millisecond of the ten seconds.",
      },
      {
        flip: "lockedMs > CORE_LOCK_MAX_MS → lockedMs >= CORE_LOCK_MAX_MS",
        why: "The very millisecond of the two minutes.",
      },
    ],
  },
  {
    file: "src/operations/start-payment.ts",
    suite: "http",
    specs: [
      { spec: "happy-path", tests: ["by MTN MoMo: approves"] },
      {
        spec: "http/pay-first.spec",
        tests: [
          "a double tap on choosing",
          "choosing another way while a prompt is open",
          "paid by other means after its prompt failed",
          "an edited order whose pay link waits",
          "a refusal at once is told",
          "after the money came takes it when the shopper places",
          "for a quarter of an hour",
        ],
      },
      {
        spec: "plain.shared",
        tests: [
          "a number of the wrong network",
          "Bad input gets a clear error",
          "a second prompt for the same order is turned away",
          "asks the shopper again on another number",
          "is not followed by another before its time",
          "a paid order sends no further prompt",
          "whose first prompt failed is paid by the link",
          "that an admin took and converted is paid",
          "was paid and then edited is asked for the difference",
          "pressed five times at once",
          "methods that cannot take the amount",
          "money for a cancelled order is told",
          "waits its turn while the order is cancelled",
          "and its prompt is waiting still",
        ],
      },
      {
        spec: "unpaid-orders.shared",
        tests: [
          "An unpaid order that grows",
          "An order that is settled otherwise",
          "of another amount than the order owes",
          "taps at once for an order whose rest",
          "whose payment collection is deleted before",
          "a prompt that waited its turn",
        ],
      },
      { spec: "unapplied-money", tests: ["callback lost: K-Pay is asked", "Further attempts"] },
      { spec: "abuse", tests: ["a payment whose prompts fail", "one address that places"] },
      { spec: "faults-edges" },
      { spec: "accounts.spec", tests: ["A further prompt"] },
    ],
    equal: [
      {
        flip: "10_000 → (10_000 + 1)",
        why: "A second tap waits a millisecond longer for the first one's payment session.",
      },
    ],
  },
]
