/**
 * The files of which every condition, operator, number and list is flipped.
 *
 * @typedef {object} FlippedFile
 * @property {string} file
 * @property {"unit" | "modules" | "http"} suite
 * @property {readonly string[]} specs Parts of test files' names, in the order in which they are run.
 * @property {readonly { flip: string, at?: string, why: string }[]} equal Flips that no test can notice, with the reason; `at`
 *   is a part of the line where the text of the flip alone is not enough.
 */

/** @type {readonly FlippedFile[]} */
export const FILES = [
  {
    file: "src/domain/attempt-status.ts",
    suite: "unit",
    specs: ["domain/__tests__/attempt-status"],
    equal: [],
  },
  {
    file: "src/domain/balance.ts",
    suite: "unit",
    specs: ["domain/__tests__/balance"],
    equal: [{ flip: "rounded > 0 → rounded >= 0", why: "Both give 0 for 0." }],
  },
  {
    file: "src/domain/amount.ts",
    suite: "unit",
    specs: ["domain/__tests__/amount"],
    equal: [],
  },
  {
    file: "src/domain/prompt-limits.ts",
    suite: "unit",
    specs: ["domain/__tests__/prompt-limits"],
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
    specs: ["cash-up/__tests__/fee"],
    equal: [],
  },
  {
    file: "src/operations/apply-money.ts",
    suite: "http",
    specs: [
      "happy-path",
      "http/pay-first.spec",
      "unapplied-money",
      "plain.shared",
      "unpaid-orders.shared",
      "lost-answers",
      "locked",
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
    specs: ["happy-path"],
    equal: [
      {
        flip: "10_000 → (10_000 + 1)",
        why: "A second tap waits a millisecond longer for the first one's payment session.",
      },
    ],
  },
]
