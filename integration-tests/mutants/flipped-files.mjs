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
    file: "src/domain/schedule.ts",
    suite: "unit",
    specs: [{ spec: "domain/__tests__/schedule" }],
    equal: [],
  },
  {
    file: "src/domain/msisdn.ts",
    suite: "unit",
    specs: [{ spec: "domain/__tests__/msisdn" }],
    equal: [],
  },
  {
    file: "src/gateway/wire.ts",
    suite: "unit",
    specs: [{ spec: "gateway/__tests__/wire" }, { spec: "hostile-bodies" }],
    equal: [
      { flip: "2_000 → (2_000 + 1)", why: "A character more of a text is read." },
      { flip: "8_000 → (8_000 + 1)", why: "No address is of the very length." },
      {
        flip: "url.length > URL_MAX → url.length >= URL_MAX",
        why: "No address is of the very length.",
      },
      {
        flip: "1 → (1 + 1)",
        at: "URL_MAX + 1",
        why: "What is too long by one is too long by two.",
      },
      {
        flip: "200 → (200 + 1)",
        at: "httpStatus ?? 200",
        why: "The client always names the HTTP status, which is for a text alone.",
      },
    ],
  },
  {
    file: "src/gateway/codes.ts",
    suite: "unit",
    specs: [
      { spec: "gateway/__tests__/codes" },
      { spec: "gateway/__tests__/wire" },
      { spec: "account-checks" },
    ],
    equal: [],
  },
  {
    file: "src/gateway/reason-texts.ts",
    suite: "unit",
    specs: [{ spec: "gateway/__tests__/wire" }],
    equal: [],
  },
  {
    file: "src/gateway/json.ts",
    suite: "unit",
    specs: [{ spec: "gateway/__tests__/wire" }],
    equal: [],
  },
  {
    file: "src/gateway/redaction.ts",
    suite: "unit",
    specs: [{ spec: "redaction" }, { spec: "gateway/__tests__/wire" }],
    equal: [
      { flip: "500 → (500 + 1)", why: "A character more of a text is kept." },
      { flip: "40 → (40 + 1)", why: "A field more is kept." },
    ],
  },
  {
    file: "src/gateway/unpack.ts",
    suite: "unit",
    specs: [{ spec: "gateway/__tests__/client" }],
    equal: [],
  },
  {
    file: "src/gateway/places.ts",
    suite: "unit",
    specs: [{ spec: "gateway/__tests__/places" }],
    equal: [{ flip: "true → false", at: "once: true", why: "A signal ends once." }],
  },
  {
    file: "src/modules/kpay/cash-up/fee.ts",
    suite: "unit",
    specs: [{ spec: "cash-up/__tests__/fee" }],
    equal: [],
  },
  {
    file: "src/modules/kpay/refunds/refund-store.ts",
    suite: "modules",
    specs: [{ spec: "kpay/__tests__/attempts.spec", tests: ["Refunds"] }],
    equal: [],
  },
  {
    file: "src/modules/kpay/attempts/insert-attempt.ts",
    suite: "modules",
    specs: [
      {
        spec: "kpay/__tests__/attempts.spec",
        tests: [
          "another phone, method or amount",
          "money that",
          "counts over",
          "taps at the same moment with",
          "waits for another one",
          "an open attempt of one cart",
          "wait until the phone",
          "take the place of",
          "half-way to its cancellation",
        ],
      },
      {
        spec: "prompt-limits.spec",
        tests: ["twelve carts", "by one client that asks", "cards ring no phone"],
      },
    ],
    equal: [
      { flip: "1e12 → (1e12 + 1)", why: "No attempt becomes so old." },
      { flip: "0 → (0 + 1)", at: "waitMs > 0", why: "A prompt goes out a millisecond earlier." },
    ],
  },
  {
    file: "src/modules/kpay/calls/kpay-calls.ts",
    suite: "modules",
    specs: [
      {
        spec: "kpay/__tests__/attempts.spec",
        tests: [
          "to `pay` is recorded with its ids",
          "paid never becomes anything else",
          "that it refused at once, and not",
          "is out though K-Pay refused",
          "its account is asked about no more for a while, the",
          "an attempt without an outcome is abandoned",
          "that it calls paid at once",
          "a card's payer",
          "K-Pay's id",
        ],
      },
      {
        spec: "kpay/__tests__/attempts.spec",
        tests: [
          "The log",
          "is asked whether it answers",
          "605 in the status",
          "that the options have no more",
          "is not abandoned while",
          "failed by 02",
          "while a later one is out",
          "schedule has ended",
          "ever more seldom, since",
          "by no JSON",
          "by a code about the moment",
          "went from one environment",
          "refuses in words",
          "leaves the outcome open",
          "MAYBE",
          "answers slowly of late",
          "used before is not",
          "a request that never reached K-Pay has",
          "cannot be reached at all",
          "that names no payment",
          "that says nothing of the payment",
        ],
      },
      { spec: "environments.spec" },
    ],
    equal: [
      {
        flip: "!settings || !client → !settings && !client",
        why: "An account of the options has a client.",
      },
      {
        flip: "[...this.#clients.values()] → []",
        why: "The process ends after this, and its connections with it.",
      },
      {
        flip: "toAgeMs(attempt) >= this.#settings.timeouts.notFoundGraceMs → toAgeMs(attempt) > this.#settings.timeouts.notFoundGraceMs",
        why: "The very millisecond of the time.",
      },
      {
        flip: "toAgeMs(attempt) < this.#settings.timeouts.notFoundGraceMs → toAgeMs(attempt) <= this.#settings.timeouts.notFoundGraceMs",
        why: "The very millisecond of the time.",
      },
      { flip: "0 → (0 + 1)", at: "everyMs ?? 0", why: "A schedule has a stage." },
    ],
  },
  {
    file: "src/modules/kpay/attempts/attempt-store.ts",
    suite: "modules",
    specs: [
      {
        spec: "kpay/__tests__/attempts.spec",
        tests: [
          "are listed by",
          "settled money changes its session",
          "One open attempt for an order or cart the same cart",
          "paid never becomes anything else",
          "a session takes the money",
          "that K-Pay was not asked about yet",
          "a flood of callbacks",
          "a cart's lock is called",
          "an admin's refresh",
          "An order that is not paid",
          "a callback is a reason",
          "a capture that core gave up",
        ],
      },
      {
        spec: "kpay/__tests__/attempts.spec",
        tests: [
          "while a later one is out",
          "of which the schedule has ended",
          "makes its attempt due as soon",
          "a dead one's lease",
          "tell of a payment that failed",
          "does not overwrite `paid`",
          "nothing is taken for decided",
        ],
      },
      { spec: "transitions.spec" },
    ],
    equal: [
      {
        flip: '["created_at", "id"] → ["created_at"]',
        why: "Two attempts of one payment are not recorded in the same microsecond.",
      },
      { flip: "0 → (0 + 1)", at: "seen_ms ?? 0", why: "The attempt that is written exists." },
      {
        flip: 'typeof error === "object" && error !== null && "code" in error → typeof error === "object" && error !== null || "code" in error',
        why: "An error without a code has not that code.",
      },
      {
        flip: 'typeof error === "object" && error !== null → typeof error === "object" || error !== null',
        why: "What the database throws is an object.",
      },
    ],
  },
  {
    file: "src/modules/kpay/attempts/claims.ts",
    suite: "modules",
    specs: [
      {
        spec: "kpay/__tests__/attempts.spec",
        tests: [
          "half-way to its cancellation",
          "of twenty that want it",
          "two servers that take",
          "money that waits to be applied goes first",
          "makes its attempt due as soon",
          "an attempt whose refresh failed",
          "that K-Pay was not asked about yet",
        ],
      },
      { spec: "kpay/__tests__/setup.spec", tests: ["Payments that are due"] },
      { spec: "kpay/__tests__/attempts.spec", tests: ["as long as the worker lives"] },
    ],
    equal: [
      { flip: "1_900 → (1_900 + 1)", why: "K-Pay is asked a millisecond later." },
      { flip: "15_000 → (15_000 + 1)", why: "A dead process is waited for a millisecond longer." },
      { flip: "5_000 → (5_000 + 1)", why: "A claim is prolonged a millisecond later." },
      { flip: "10 → (10 + 1)", why: "Work that hangs is ended a minute later." },
      { flip: "60_000 → (60_000 + 1)", why: "Work that hangs is ended ten milliseconds later." },
      { flip: "false → true", why: "The query always gives its row." },
    ],
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
