import { KPAY_MODULE } from "../../src/modules/kpay"
import type {
  KpayAdminAttempt,
  KpayAttemptsResponse,
  KpayGiveBackResponse,
  KpaySummaryResponse,
} from "../../src/http-types"
import {
  asAdmin,
  eventually,
  inDatabase,
  inShop,
  order,
  untilPaid,
  type TestShop,
} from "./test-shop"

const PAYS = { method: "momo", phone: "0788 0000 01" }
const REFUSES = { method: "momo", phone: "0788 0000 03" }
const FEES = { momo: { percent: 1.5, fixed: 7 } }

async function readSummary(shop: TestShop, query = ""): Promise<KpaySummaryResponse> {
  const { status, body } = await asAdmin<KpaySummaryResponse>(shop, "GET", `/kpay/summary?${query}`)
  expect(status).toBe(200)
  return body
}

/** What the sandbox has taken. */
function takenBy({ sandbox }: TestShop): number {
  return sandbox
    .transactions()
    .filter(({ statusid }) => statusid === "01")
    .reduce((sum, { amount }) => sum + amount, 0)
}

async function payOrder(shop: TestShop, data: Record<string, unknown> = PAYS) {
  const placed = await order(shop, data)
  await untilPaid(shop, placed.orderId)
  return placed
}

/** An order whose payer refuses. */
async function failOrder(shop: TestShop) {
  const placed = await order(shop, REFUSES)
  await eventually(
    () => findAttempt(shop, placed.orderId),
    ({ state }) => state === "failed"
  )
  return placed
}

async function findAttempt(shop: TestShop, orderId: string): Promise<KpayAdminAttempt> {
  const { body } = await asAdmin<KpayAttemptsResponse>(
    shop,
    "GET",
    `/kpay/attempts?order_id=${orderId}`
  )
  const [attempt] = body.attempts
  if (!attempt) throw new Error("The order has no attempt.")
  return attempt
}

/** Has a payment been started and paid at other times. */
async function shiftPayment(
  shop: TestShop,
  orderId: string,
  times: { createdAt: string; paidAt: string }
): Promise<void> {
  await inDatabase(
    shop,
    `update kpay_attempt set created_at = '${times.createdAt}', paid_at = '${times.paidAt}' where order_id = '${orderId}'`
  )
}

/** Sends money of an order back: Medusa's refund makes it due, and somebody sends it by hand. */
async function sendBack(shop: TestShop, orderId: string, amount: number): Promise<void> {
  const { body } = await asAdmin<{
    order: { payment_collections: { payments: { id: string }[] }[] }
  }>(shop, "GET", `/orders/${orderId}?fields=payment_collections.payments.id`)
  const paymentId = body.order.payment_collections[0]?.payments[0]?.id ?? ""
  expect((await asAdmin(shop, "POST", `/payments/${paymentId}/refund`, { amount })).status).toBe(
    200
  )
  const [due] = await shop.container
    .resolve<TestShop["kpay"]>(KPAY_MODULE)
    .listKpayGiveBacks({ status: "due" })
  const done = await asAdmin<KpayGiveBackResponse>(
    shop,
    "POST",
    `/kpay/give-backs/${due?.id ?? ""}/done`,
    { reference: "MP260131.1" }
  )
  expect(done.body.give_back).toMatchObject({ status: "done", amount })
}

inShop({ env: { KPAY_OPTIONS: JSON.stringify({ fees: FEES }) } }, (shop) => {
  describe("The cash-up of a day", () => {
    it("takes what K-Pay took, less the fee that the shop's contract lets expect", async () => {
      const { total } = await payOrder(shop())
      await payOrder(shop(), { method: "airtel", phone: "0738 0000 01" })
      await failOrder(shop())
      await order(shop(), { method: "momo", phone: "0788 300 000" })

      const summary = await readSummary(shop())
      const fee = Math.round(total * 0.015) + 7
      expect(summary).toMatchObject({
        currency_code: "rwf",
        time_zone: "Africa/Kigali",
        environment: "test",
        account: null,
      })
      expect(summary.days).toHaveLength(2)
      expect(summary.days).toMatchObject([
        { method: "airtel", network: "airtel", taken: total, taken_count: 1, fee: 0, net: total },
        {
          method: "momo",
          network: "mtn",
          taken: total,
          taken_count: 1,
          pending: total,
          pending_count: 1,
          failed: total,
          failed_count: 1,
          given_back: 0,
          given_back_count: 0,
          fee,
          net: total - fee,
        },
      ])
      expect(summary.totals).toEqual({
        taken: takenBy(shop()),
        taken_count: 2,
        pending: total,
        pending_count: 1,
        failed: total,
        failed_count: 1,
        given_back: 0,
        given_back_count: 0,
        fee,
        net: takenBy(shop()) - fee,
      })
      expect(summary.networks).toEqual([
        {
          method: "airtel",
          network: "airtel",
          paid_count: 1,
          failed_count: 0,
          success_rate: 1,
          median_seconds_to_pay: expect.any(Number) as number,
        },
        {
          method: "momo",
          network: "mtn",
          paid_count: 1,
          failed_count: 1,
          success_rate: 0.5,
          median_seconds_to_pay: expect.any(Number) as number,
        },
      ])
      expect(summary.reasons).toEqual([{ reason_code: "operator", count: 1 }])
    })

    it("ends at midnight in Kigali, not elsewhere", async () => {
      const late = await payOrder(shop())
      const early = await payOrder(shop())
      await shiftPayment(shop(), late.orderId, {
        createdAt: "2026-01-31T23:57:00+02:00",
        paidAt: "2026-01-31T23:59:59.999+02:00",
      })
      await shiftPayment(shop(), early.orderId, {
        createdAt: "2026-01-31T23:59:00+02:00",
        paidAt: "2026-02-01T00:00:00+02:00",
      })

      const both = await readSummary(shop(), "from=2026-01-31&to=2026-02-01")
      expect(both.days.map(({ date, taken }) => [date, taken])).toEqual([
        ["2026-01-31", late.total],
        ["2026-02-01", early.total],
      ])
      const first = await readSummary(shop(), "from=2026-01-31&to=2026-01-31")
      expect(first.totals).toMatchObject({ taken: late.total, taken_count: 1 })
      expect(first.networks[0]?.median_seconds_to_pay).toBeCloseTo(179.999, 2)
      const second = await readSummary(shop(), "from=2026-02-01&to=2026-02-01")
      expect(second.totals).toMatchObject({ taken: early.total, taken_count: 1 })
      expect(second.networks[0]?.median_seconds_to_pay).toBe(60)
    })

    it("counts what is sent back on the day that it was sent", async () => {
      const { orderId, total } = await payOrder(shop())
      await sendBack(shop(), orderId, 1_000)
      await shiftPayment(shop(), orderId, {
        createdAt: "2026-01-31T10:00:00+02:00",
        paidAt: "2026-01-31T10:01:00+02:00",
      })
      await inDatabase(
        shop(),
        `update kpay_give_back set done_at = '2026-02-02T00:30:00+02:00' where order_id = '${orderId}'`
      )
      const { days, totals } = await readSummary(shop(), "from=2026-01-30&to=2026-02-02")
      const fee = Math.round(total * 0.015) + 7
      expect(days).toMatchObject([
        { date: "2026-01-31", taken: total, given_back: 0, fee, net: total - fee },
        {
          date: "2026-02-02",
          method: "momo",
          network: "mtn",
          taken: 0,
          given_back: 1_000,
          given_back_count: 1,
          fee: 0,
          net: -1_000,
        },
      ])
      expect(totals.net).toBe(total - 1_000 - fee)
    })

    it("does not count money that is due but was not sent yet", async () => {
      const { orderId } = await payOrder(shop())
      await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
      await eventually(
        () => shop().kpay.listKpayGiveBacks({ status: "due" }),
        (due) => due.length > 0
      )
      expect((await readSummary(shop())).totals).toMatchObject({ given_back: 0 })
    })

    it("never adds play money to real money", async () => {
      const real = await payOrder(shop())
      await payOrder(shop())
      await inDatabase(
        shop(),
        `update kpay_attempt set environment = 'live', account = 'second' where order_id = '${real.orderId}'`
      )
      expect(await readSummary(shop())).toMatchObject({
        environment: "test",
        totals: { taken_count: 1 },
      })
      expect(await readSummary(shop(), "environment=live")).toMatchObject({
        environment: "live",
        totals: { taken: real.total, taken_count: 1 },
      })
      expect(await readSummary(shop(), "account=second")).toMatchObject({
        account: "second",
        environment: "test",
        days: [],
        totals: { taken: 0 },
      })
    })

    it("is a week unless other days are asked for", async () => {
      const { orderId } = await payOrder(shop())
      const today = await readSummary(shop())
      expect(today.to).toBe(
        new Intl.DateTimeFormat("en-CA", { timeZone: "Africa/Kigali" }).format(new Date())
      )
      expect((Date.parse(today.to) - Date.parse(today.from)) / 86_400_000).toBe(6)
      expect(today.totals.taken_count).toBe(1)
      await inDatabase(
        shop(),
        `update kpay_attempt set paid_at = paid_at - interval '7 days' where order_id = '${orderId}'`
      )
      expect((await readSummary(shop())).totals.taken_count).toBe(0)
    })

    it("is refused for days that make no period, with what to do", async () => {
      const refusals = [
        ["from=31.1.2026", '"from" must be a day like 2026-01-31'],
        ["to=2026-02-30", '"to" must be a day like 2026-01-31'],
        ["from=0000-01-01", '"from" must be a day like 2026-01-31'],
        ["from=2026-02-02&to=2026-02-01", 'Give the earlier day as "from"'],
        ["from=2025-01-01&to=2026-01-02", "Ask for at most 366 days at a time"],
        ["environment=real", '"environment" must be "test" or "live"'],
      ] as const
      for (const [query, message] of refusals) {
        expect(await asAdmin(shop(), "GET", `/kpay/summary?${query}`)).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining(message) as string },
        })
      }
      await readSummary(shop(), "from=2025-01-01&to=2026-01-01")
    })

    it("is for those who are logged in", async () => {
      expect((await fetch(`${shop().baseUrl}/admin/kpay/summary`)).status).toBe(401)
    })
  })
})
