import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import fc from "fast-check"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { KPAY_MODULE } from ".."
import { addDays } from "../../../domain/kigali-time"
import { CashUp } from "../cash-up/cash-up"
import { toFeeRwf } from "../cash-up/fee"
import type { FeeTier } from "../options/fees"
import { parseOptions, type KpayOptions } from "../options/options"
import type KpayModuleService from "../service"
import { onKeptTables } from "./keep-tables"

jest.setTimeout(300_000)

const OPTIONS: KpayOptions = {
  environment: "test",
  username: "sandbox",
  password: "sandbox",
  retailerId: "01",
  backendUrl: "http://localhost:9",
  storefrontUrl: "http://localhost:8",
}

/** The ends of all tiers, so that amounts meet them, fall below and exceed them by one franc. */
const ENDS = [1, 20, 999, 1_000, 5_000, 10_000, 33_333, 250_000, 1_999_999]

/** The payments of one method, one a day: around the ends, and others from one franc to the most. */
const AMOUNTS = [
  ...new Set([
    ...ENDS.flatMap((end) => [end - 1, end, end + 1]).filter((amountRwf) => amountRwf > 0),
    ...fc.sample(fc.integer({ min: 1, max: 2_000_000 }), { numRuns: 150, seed: 1 }),
    ...fc.sample(fc.integer({ min: 1, max: 3_000 }), { numRuns: 50, seed: 2 }),
  ]),
]

const FIRST_DAY = "2026-01-01"
const LAST_DAY = addDays(FIRST_DAY, AMOUNTS.length - 1)

const francs = fc.integer({ min: 0, max: 20_000 })

/** Percentages with up to six decimals, halves of a franc among them. */
const percent = fc.oneof(
  fc.integer({ min: 0, max: 100 * 10 ** 6 }).map((millionths) => millionths / 10 ** 6),
  fc.constantFrom(0, 0.5, 1, 1.005, 1.5, 2.5, 2.9, 12.5, 50, 100)
)

const charge = fc
  .record({ percent, fixed: francs, minimum: francs, maximum: francs }, { requiredKeys: [] })
  .map((some) =>
    some.minimum !== undefined && some.maximum !== undefined && some.minimum > some.maximum
      ? { ...some, minimum: some.maximum, maximum: some.minimum }
      : some
  )

const rule = fc
  .tuple(charge, fc.option(fc.constantFrom(...ENDS), { nil: undefined }))
  .map(([some, freeUpTo]) => ({ ...some, ...(freeUpTo !== undefined && { freeUpTo }) }))

const tiers = fc
  .tuple(fc.subarray(ENDS), fc.array(charge, { minLength: ENDS.length, maxLength: ENDS.length }))
  .chain(([ends, charges]) =>
    charge.map((last) => [...ends.map((upTo, i) => ({ ...charges[i], upTo })), last])
  )

const fee = fc.oneof(rule, tiers)

moduleIntegrationTestRunner<KpayModuleService>({
  moduleName: KPAY_MODULE,
  moduleOptions: { ...OPTIONS },
  resolve: "./src/modules/kpay",
  testSuite: onKeptTables(({ MikroOrmWrapper }) => {
    const knex = (): Knex =>
      (MikroOrmWrapper.forkManager() as unknown as { getKnex(): Knex }).getKnex()

    it("the cash-up has for each payment the fee that the file of payments has, to the franc, whatever the contract says", async () => {
      await insertPayments(knex())
      await fc.assert(
        fc.asyncProperty(fee, fee, async (momo, airtel) => {
          const { fees } = parseOptions({ ...OPTIONS, fees: { momo, airtel } })
          const { days } = await new CashUp(knex(), fees).read({
            from: FIRST_DAY,
            to: LAST_DAY,
            environment: "test",
          })
          expect(days.map(({ method, taken, fee: feeRwf }) => [method, taken, feeRwf])).toEqual(
            AMOUNTS.flatMap((amountRwf) => [
              ["airtel", amountRwf, toFeeRwf(amountRwf, fees.airtel)],
              ["card", amountRwf, 0],
              ["momo", amountRwf, toFeeRwf(amountRwf, fees.momo)],
            ])
          )
        }),
        { numRuns: 100 }
      )
    })

    it("an amount beyond the end of the last tier costs by it in both", async () => {
      await insertPayments(knex())
      const momo: FeeTier[] = [
        { upTo: 1_000, percent: 0, fixed: 10 },
        { upTo: 5_000, percent: 1, fixed: 0, maximum: 60 },
      ]
      const { days } = await new CashUp(knex(), { momo }).read({
        from: FIRST_DAY,
        to: LAST_DAY,
        environment: "test",
      })
      expect(
        days.filter(({ method }) => method === "momo").map(({ fee: feeRwf }) => feeRwf)
      ).toEqual(AMOUNTS.map((amountRwf) => toFeeRwf(amountRwf, momo)))
    })
  }),
})

async function insertPayments(knex: Knex): Promise<void> {
  await knex("kpay_attempt").insert(
    AMOUNTS.flatMap((amount, day) =>
      (["momo", "airtel", "card"] as const).map((method) => {
        const id = `${method}_${day}`
        return {
          id,
          refid: id,
          token: id,
          account: "default",
          environment: "test",
          provider_id: "pp_kpay_kpay",
          payment_session_id: id,
          started_session_id: id,
          payment_collection_id: id,
          status: "applied",
          method,
          amount,
          currency_code: "rwf",
          locale: "en",
          paid_at: `${addDays(FIRST_DAY, day)}T12:00:00+02:00`,
        }
      })
    )
  )
}
