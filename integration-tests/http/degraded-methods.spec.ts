import type {
  KpayAttentionResponse,
  KpayHealthResponse,
  KpayMethodsResponse,
  KpayPayLinkResponse,
} from "../../src/http-types"
import watchMethodsJob from "../../src/jobs/watch-methods"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"
import { PlainBrowser, readWays } from "../plain-browser"
import {
  asAdmin,
  eventually,
  inDatabase,
  inShop,
  listenTo,
  order,
  readDatabase,
  untilIdle,
} from "./test-shop"

/** Numbers with one story of the sandbox, each of another payer. */
const payersOf = (story: string, count: number, network: "078" | "072" = "078"): string[] =>
  Array.from({ length: count }, (_, i) => `${network}${i} 0000 ${story}`)

const FAILS_AT_OPERATOR = "17"
const HAS_NO_MONEY = "18"
const PAYS = "01"

const NOTICES = {
  en: "Payments by MTN MoMo often fail right now. Another way may be quicker.",
  fr: "Les paiements par MTN MoMo échouent souvent en ce moment. Un autre moyen sera peut-être plus rapide.",
  rw: "Kwishyura na MTN MoMo biranga kenshi muri iyi minota. Ubundi buryo bushobora kwihuta.",
}

interface Past {
  readonly payers: number
  readonly troubles: number
  readonly environment?: "test" | "live"
  readonly ago?: string
}

inShop(
  {
    env: {
      KPAY_OPTIONS: JSON.stringify({ degradedMethods: true, promptLimits: NO_PROMPT_LIMITS }),
    },
  },
  (shop) => {
    /** Each phone's payer buys something, and their payment ends. */
    const buy = async (phones: readonly string[], method = "momo"): Promise<void> => {
      await Promise.all(phones.map((phone) => order(shop(), { method, phone })))
      await eventually(
        () => shop().kpay.listAttempts(),
        (attempts) =>
          attempts.every(({ status }) => ["failed", "applied", "unapplied"].includes(status))
      )
      await untilIdle(shop())
    }

    const watch = async (): Promise<void> => watchMethodsJob(shop().container)

    const methods = async (locale: keyof typeof NOTICES = "en") =>
      (
        await shop().shopper.get<KpayMethodsResponse>(
          `/store/kpay/methods?amount=6200&currency_code=rwf&locale=${locale}`
        )
      ).methods

    const noticesOf = async (locale: keyof typeof NOTICES = "en") =>
      (await methods(locale)).map(({ id, notice }) => (notice ? `${id}: ${notice}` : id))

    const attention = async () =>
      (await asAdmin<KpayAttentionResponse>(shop(), "GET", "/kpay/attention")).body

    const readRows = async () =>
      readDatabase<{ method: string; troubles: number; payers: number; is_over: boolean }>(
        shop(),
        `select method, troubles, payers, recovered_at is not null as is_over from kpay_degraded_method order by created_at`
      )

    const makeOlder = async (minutes: number): Promise<void> =>
      inDatabase(
        shop(),
        `update kpay_attempt set created_at = created_at - interval '${minutes} minutes'`
      )

    /** Payments of other payers at an earlier time, of whom so many failed at the operator. */
    const hadPayers = async (
      method: string,
      { payers, troubles, environment = "test", ago = "3 days" }: Past
    ): Promise<void> =>
      inDatabase(
        shop(),
        `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id, started_session_id,
           payment_collection_id, cart_id, status, method, amount, currency_code, msisdn, locale, reason_code, created_at)
         select key, key, key, 'default', '${environment}', 'pp_kpay_kpay', key, key, key, key,
           case when i <= ${troubles} then 'failed' else 'refunded' end, '${method}', 1000, 'rwf', key, 'en',
           case when i <= ${troubles} then 'operator' end, now() - interval '${ago}'
         from generate_series(1, ${payers}) i, lateral (select '${method}${environment}' || i as key) keys`
      )

    it("a method that fails for six payers comes last with a sentence until payers pay by it again", async () => {
      const degraded = listenTo(shop(), "kpay.method.degraded")
      const recovered = listenTo(shop(), "kpay.method.recovered")
      const usual = ["momo", "airtel", "card", "spenn"]
      await buy(payersOf(FAILS_AT_OPERATOR, 6))
      expect(await noticesOf()).toEqual(usual)

      await Promise.all([watch(), watch()])
      await watch()
      await untilIdle(shop())
      for (const locale of ["en", "fr", "rw"] as const)
        expect(await noticesOf(locale)).toEqual([
          "airtel",
          "card",
          "spenn",
          `momo: ${NOTICES[locale]}`,
        ])
      expect((await methods()).every(({ available }) => available)).toBe(true)
      expect(degraded).toEqual([
        {
          event_id: expect.any(String) as string,
          id: expect.any(String) as string,
          method: "momo",
          environment: "test",
          since: expect.any(String) as string,
          troubles: 6,
          payers: 6,
          usual_troubles: 0,
          usual_payers: 0,
          recovered_at: null,
        },
      ])

      // It can be chosen all the same, and a payer may be lucky.
      await buy(payersOf(PAYS, 2))
      await watch()
      expect(await readRows()).toEqual([{ method: "momo", troubles: 6, payers: 8, is_over: false }])
      await buy(["0789 0000 01"])
      await Promise.all([watch(), watch()])
      await untilIdle(shop())
      expect(await noticesOf()).toEqual(usual)
      expect(recovered).toEqual([
        expect.objectContaining({
          id: degraded[0]?.id,
          method: "momo",
          since: degraded[0]?.since,
          recovered_at: expect.any(String) as string,
        }),
      ])

      // What failed before the recovery is not held against the method again.
      await watch()
      await untilIdle(shop())
      expect(degraded).toHaveLength(1)
      expect(await readRows()).toEqual([{ method: "momo", troubles: 6, payers: 9, is_over: true }])
    })

    it("admins read what fails since when and what to do, and the pay page has the sentence", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 17" })
      const healthy = await asAdmin<KpayHealthResponse>(shop(), "GET", "/kpay/health")
      expect(healthy.body.checks.at(-1)).toMatchObject({ id: "methods", status: "ok" })
      expect(await attention()).toMatchObject({ degraded_methods: [] })
      await buy(payersOf(FAILS_AT_OPERATOR, 5))
      const before = (await attention()).count
      await watch()
      const { count, degraded_methods: found } = await attention()
      expect(count).toBe(before + 1)
      expect(found).toMatchObject([
        {
          method: "momo",
          message: expect.stringMatching(
            /^Payments by MTN MoMo have been failing since .*: 6 of 6 payers in the last 30 min\. There were too few payers/
          ) as string,
          details: { troubles: 6, payers: 6, span: "30 min", method: "MTN MoMo" },
        },
      ])
      const { checks, ok } = (await asAdmin<KpayHealthResponse>(shop(), "GET", "/kpay/health")).body
      expect(checks.find(({ id }) => id === "method_momo")).toMatchObject({
        status: "warning",
        message: found[0]?.message,
      })
      expect(ok).toBe(healthy.body.ok)

      const link = await asAdmin<KpayPayLinkResponse>(shop(), "POST", "/kpay/pay-links", {
        order_id: orderId,
      })
      const page = await new PlainBrowser().open(link.body.url)
      expect(readWays(page).map(({ method, isDisabled }) => [method, isDisabled])).toEqual([
        ["airtel", false],
        ["card", false],
        ["spenn", false],
        ["momo", false],
      ])
      expect(readWays(page).at(-1)?.text).toContain(NOTICES.en)
    })

    it("payers without money and one payer who tries six times do not degrade a method", async () => {
      await buy(payersOf(HAS_NO_MONEY, 6))
      await buy(
        Array.from({ length: 6 }, () => "0728 0000 17"),
        "airtel"
      )
      await watch()
      expect(await readRows()).toEqual([])
      expect(await noticesOf()).toEqual(["momo", "airtel", "card", "spenn"])
    })

    it("a method that fails as often as usual is not degraded, nor one that failed in another environment", async () => {
      await hadPayers("spenn", { payers: 6, troubles: 6, ago: "1 minute" })
      await hadPayers("spenn", { payers: 30, troubles: 12, environment: "live" })
      await hadPayers("card", { payers: 6, troubles: 6, environment: "live", ago: "1 minute" })
      await inDatabase(
        shop(),
        "update kpay_attempt set environment = 'test' where method = 'spenn'"
      )
      await watch()
      expect(await readRows()).toEqual([])
      // The same payers, where fewer failed before.
      await inDatabase(
        shop(),
        `update kpay_attempt set method = 'card', msisdn = null where method = 'spenn' and environment = 'test';
         update kpay_attempt set status = 'refunded', reason_code = null
         where id in (select id from kpay_attempt where status = 'failed' and created_at < now() - interval '1 day' limit 6)`
      )
      await watch()
      expect(await readRows()).toEqual([{ method: "card", troubles: 6, payers: 6, is_over: false }])
    })

    it("a degraded method that is tried no more is back after the window, by itself", async () => {
      const recovered = listenTo(shop(), "kpay.method.recovered")
      await buy(payersOf(FAILS_AT_OPERATOR, 5, "072"), "airtel")
      await watch()
      expect((await methods()).at(-1)).toMatchObject({ id: "airtel", available: true })
      await makeOlder(29)
      await watch()
      expect(recovered).toEqual([])
      await makeOlder(1)
      await watch()
      await untilIdle(shop())
      expect(recovered).toMatchObject([{ method: "airtel", troubles: 0, payers: 0 }])
      expect(await noticesOf()).toEqual(["momo", "airtel", "card", "spenn"])
    })

    it("a method is not said to work again while K-Pay cannot be asked about its payments", async () => {
      const recovered = listenTo(shop(), "kpay.method.recovered")
      await hadPayers("momo", { payers: 6, troubles: 6, ago: "12 minutes" })
      // They have no answer, and nothing asks about them.
      await inDatabase(shop(), "update kpay_attempt set status = 'abandoned', reason_code = null")
      await watch()
      const degraded = { method: "momo", troubles: 6, payers: 6, is_over: false }
      expect(await readRows()).toEqual([degraded])
      await inDatabase(
        shop(),
        `insert into kpay_outage (account, since, failures, resume_at, cause)
         values ('default', now(), 3, now() + interval '1 hour', 'not_connected')`
      )
      await watch()
      expect(await readRows()).toEqual([degraded])
      await inDatabase(shop(), "delete from kpay_outage")
      await watch()
      expect(await readRows()).toEqual([degraded])
      await makeOlder(20)
      await watch()
      await untilIdle(shop())
      expect(recovered).toMatchObject([{ method: "momo", troubles: 0, payers: 0 }])
    })
  }
)
