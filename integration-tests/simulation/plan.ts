import fc from "fast-check"

/** What a shopper does beside choosing and placing an order. */
const HABITS = [
  "none",
  "double_tap",
  "chooses_twice",
  "changes_cart",
  "tries_again",
  "tries_another_phone",
  "looks_often",
] as const

/** What the shop does about the order afterwards. */
const DEEDS = [
  "none",
  "adds_item",
  "removes_item",
  "adds_and_asks",
  "exchanges",
  "cancels",
  "takes_cash",
  "takes_part_in_cash",
  "enters_momo_id",
  "refunds",
  "asks_on_phone",
  "asks_twice",
  "sends_pay_link",
  "sends_courier",
  "asks_kpay",
] as const

/** What an admin decides about unapplied money. */
const DECISIONS = ["apply", "refund", "dismiss", "leave"] as const

/** What a shopper does on K-Pay's card page. */
const CARDS = ["pays", "pays", "is_declined", "leaves"] as const

const FAULTS = ["kill_server", "restart_database", "kpay_away", "forged_callbacks"] as const

export type Habit = (typeof HABITS)[number]
export type Deed = (typeof DEEDS)[number]
export type Decision = (typeof DECISIONS)[number]
export type FaultKind = (typeof FAULTS)[number]

/** The digits of a phone whose payer takes a while, so that the shop can act while the prompt waits: see `payers.ts`. */
export const SLOW_PAYER = "99"

/** One shopper and one order, from the cart on. */
export interface ShopperPlan {
  readonly method: "momo" | "airtel" | "card"
  /** The last two digits of the phone: the sandbox's story, or a slow payer. */
  readonly story: string
  readonly card: (typeof CARDS)[number]
  readonly sku: "COFFEE-250" | "TEA-100"
  readonly quantity: number
  readonly habit: Habit
  readonly deed: Deed
  /** How long the order is left alone before the deed: some are done while the payer answers, some afterwards. */
  readonly waitsMs: number
}

/** How a slow payer answers a prompt. */
export interface AnswerPlan {
  readonly afterMs: number
  readonly outcome: "pays" | "fails" | "fails_for_funds" | "never"
}

/** Something that goes wrong once the shop has sent so many prompts. */
export interface FaultPlan {
  readonly kind: FaultKind
  readonly afterPrompts: number
  /** Which server. */
  readonly server: number
  /** How far the clock of the server that is started in its place is off. */
  readonly skewMs: number
  readonly lastsMs: number
}

export interface Plan {
  readonly shoppers: readonly ShopperPlan[]
  readonly answers: readonly AnswerPlan[]
  readonly faults: readonly FaultPlan[]
  readonly decisions: readonly Decision[]
}

/** The sandbox's stories: more than half of them end with money, so that there is some to lose. */
const STORIES = [
  ...["01", "02", "05", "17", "06", "03", "07", "12", "09", "04"],
  ...["10", "16", "15", "13", "19", "08", "18", "20", "11", "14"],
]

const shopper: fc.Arbitrary<Omit<ShopperPlan, "story" | "deed">> = fc.record({
  method: fc.constantFrom("momo", "momo", "momo", "momo", "momo", "airtel", "airtel", "card"),
  card: fc.constantFrom(...CARDS),
  sku: fc.constantFrom("COFFEE-250", "TEA-100"),
  quantity: fc.integer({ min: 1, max: 3 }),
  habit: fc.constantFrom(...HABITS),
  waitsMs: fc.integer({ min: 0, max: 8_000 }),
})

const answer: fc.Arbitrary<AnswerPlan> = fc.record({
  afterMs: fc.integer({ min: 1_000, max: 16_000 }),
  outcome: fc.constantFrom("pays", "pays", "pays", "pays", "fails", "fails_for_funds", "never"),
})

const fault = (servers: number): fc.Arbitrary<Pick<FaultPlan, "server" | "skewMs" | "lastsMs">> =>
  fc.record({
    server: fc.integer({ min: 0, max: servers - 1 }),
    skewMs: fc.constantFrom(0, -90_000, 90_000),
    lastsMs: fc.integer({ min: 500, max: 6_000 }),
  })

/** The same seed gives the same shoppers, deeds and faults. When exactly they meet is the machine's. */
export function makePlan(seed: number, shoppers: number, servers: number): Plan {
  const draw = <T>(arbitrary: fc.Arbitrary<T>, count: number, salt: number): T[] =>
    fc.sample(fc.noBias(arbitrary), { seed: seed * 16 + salt, numRuns: count })
  const count = Math.max(FAULTS.length, Math.ceil(shoppers / 12))
  const places = draw(
    fc.shuffledSubarray([...Array(shoppers).keys()], { minLength: shoppers }),
    1,
    5
  )
  const first = draw(fc.integer({ min: 0, max: FAULTS.length - 1 }), 1, 3)[0] ?? 0
  return {
    shoppers: draw(shopper, shoppers, 0).map((drawn, index) => ({
      ...drawn,
      ...toMeeting(places[0]?.[index] ?? 0),
    })),
    answers: draw(answer, shoppers, 4),
    // Every kind in its turn, over the whole day: not every shopper sends a prompt.
    faults: draw(fault(servers), count, 1).map((drawn, place) => ({
      ...drawn,
      kind: FAULTS[(first + place) % FAULTS.length] ?? "kill_server",
      afterPrompts: Math.max(1, Math.floor((shoppers * 0.6 * (place + 1)) / count)),
    })),
    decisions: draw(fc.constantFrom(...DECISIONS), shoppers, 2),
  }
}

/** So that a short run has everything: each deed meets a slow payer and a story in turn, and each story is told in its turn. */
function toMeeting(place: number): Pick<ShopperPlan, "story" | "deed"> {
  const round = Math.floor(place / DEEDS.length)
  const told = Math.floor(round / 2) * DEEDS.length + (place % DEEDS.length)
  return {
    deed: DEEDS[place % DEEDS.length] ?? "none",
    story: round % 2 === 0 ? SLOW_PAYER : (STORIES[told % STORIES.length] ?? SLOW_PAYER),
  }
}
