import { get, type IncomingMessage } from "node:http"
import type {
  KpayAdminAttempt,
  KpayAttemptsResponse,
  KpayRefundResponse,
  KpaySummaryResponse,
} from "../../src/http-types"
import {
  ADMIN,
  asAdmin,
  eventually,
  inDatabase,
  inShop,
  listRefunds,
  order,
  readWrittenColumns,
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
    ({ status }) => status === "failed"
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

/** Refunds money of an order: Medusa's refund makes it due, and an admin sends it by hand. */
async function refund(shop: TestShop, orderId: string, amount: number): Promise<void> {
  const { body } = await asAdmin<{
    order: { payment_collections: { payments: { id: string }[] }[] }
  }>(shop, "GET", `/orders/${orderId}?fields=payment_collections.payments.id`)
  const paymentId = body.order.payment_collections[0]?.payments[0]?.id ?? ""
  expect((await asAdmin(shop, "POST", `/payments/${paymentId}/refund`, { amount })).status).toBe(
    200
  )
  const [due] = await listRefunds(shop, { status: "due" })
  const sent = await asAdmin<KpayRefundResponse>(
    shop,
    "POST",
    `/kpay/refunds/${due?.id ?? ""}/sent`,
    { reference: "MP260131.1" }
  )
  expect(sent.body.refund).toMatchObject({ status: "sent", amount })
}

async function logIn({ baseUrl }: TestShop): Promise<{ authorization: string }> {
  const answer = await fetch(`${baseUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ADMIN),
  })
  const { token } = (await answer.json()) as { token: string }
  return { authorization: `Bearer ${token}` }
}

/** The file's text and its lines by column, for cells that need no quotes. */
async function downloadCsv(shop: TestShop, query = "") {
  const answer = await fetch(`${shop.baseUrl}/admin/kpay/attempts.csv?${query}`, {
    headers: await logIn(shop),
  })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  const [names, ...rows] = text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","))
  const lines = rows.map((cells) =>
    Object.fromEntries(cells.map((cell, i) => [names?.[i] ?? "", cell]))
  )
  return { text, lines, headers: answer.headers }
}

async function listRefids(shop: TestShop, query: string): Promise<string[]> {
  const { body } = await asAdmin<KpayAttemptsResponse>(shop, "GET", `/kpay/attempts?${query}`)
  return body.attempts.map(({ refid }) => refid)
}

/** Many more attempts like the one that is there, each for a payment collection of its own. */
async function copyAttempt(shop: TestShop, count: number): Promise<void> {
  const columns = await readWrittenColumns(shop, "kpay_attempt")
  await inDatabase(
    shop,
    `insert into kpay_attempt (${columns})
     select ${columns} from (select copy.* from kpay_attempt attempt, generate_series(1, ${count}) i, jsonb_populate_record(
       attempt,
       jsonb_build_object(
         'id', 'copy_' || i, 'refid', 'COPY' || i, 'token', 'copy' || i, 'payment_session_id', 'copy_' || i,
         'payment_collection_id', 'copy_' || i
       )
     ) copy) copies`
  )
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
          refunded: 0,
          refunded_count: 0,
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
        refunded: 0,
        refunded_count: 0,
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

    it("counts a refund on the day that it was sent", async () => {
      const { orderId, total } = await payOrder(shop())
      await refund(shop(), orderId, 1_000)
      await shiftPayment(shop(), orderId, {
        createdAt: "2026-01-31T10:00:00+02:00",
        paidAt: "2026-01-31T10:01:00+02:00",
      })
      await inDatabase(
        shop(),
        `update kpay_refund set sent_at = '2026-02-02T00:30:00+02:00' where order_id = '${orderId}'`
      )
      const { days, totals } = await readSummary(shop(), "from=2026-01-30&to=2026-02-02")
      const fee = Math.round(total * 0.015) + 7
      expect(days).toMatchObject([
        { date: "2026-01-31", taken: total, refunded: 0, fee, net: total - fee },
        {
          date: "2026-02-02",
          method: "momo",
          network: "mtn",
          taken: 0,
          refunded: 1_000,
          refunded_count: 1,
          fee: 0,
          net: -1_000,
        },
      ])
      expect(totals.net).toBe(total - 1_000 - fee)
    })

    it("does not count a refund that is due and was not sent yet", async () => {
      const { orderId } = await payOrder(shop())
      await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
      await eventually(
        () => listRefunds(shop(), { status: "due" }),
        (due) => due.length > 0
      )
      expect((await readSummary(shop())).totals).toMatchObject({ refunded: 0 })
    })

    it("never adds test money to real money", async () => {
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
      expect(
        await asAdmin(shop(), "GET", "/kpay/summary?from=2025-01-01&to=2026-01-02")
      ).toMatchObject({
        body: {
          message_id: "period_too_long",
          details: { from: "2025-01-01", to: "2026-01-02", days: "367", max: "366" },
        },
      })
      await readSummary(shop(), "from=2025-01-01&to=2026-01-01")
    })

    it("is for those who are logged in", async () => {
      expect((await fetch(`${shop().baseUrl}/admin/kpay/summary`)).status).toBe(401)
    })
  })

  describe("The file for the bookkeeper", () => {
    it("has the documented columns and a line for each payment, with its order, in Kigali's time", async () => {
      const paid = await payOrder(shop())
      await refund(shop(), paid.orderId, 1_000)
      await shiftPayment(shop(), paid.orderId, {
        createdAt: "2026-01-31T22:15:00Z",
        paidAt: "2026-01-31T22:16:30Z",
      })
      const failed = await failOrder(shop())
      const { text, lines, headers } = await downloadCsv(shop())
      expect(text.slice(0, text.indexOf("\r\n"))).toBe(
        "created_at,paid_at,order,refid,tid,momo_transaction_id,method,network,status," +
          "unapplied_reason,reason_code,reason,amount,currency_code,fee_estimated," +
          "refunded,account,environment,counted_on"
      )
      expect(headers.get("content-type")).toBe("text/csv; charset=utf-8")
      expect(headers.get("content-disposition")).toMatch(
        /^attachment; filename="kpay-payments-\d{4}-\d\d-\d\d\.csv"$/
      )
      const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Africa/Kigali" }).format()
      const attempts = await Promise.all(
        [failed, paid].map(({ orderId }) => findAttempt(shop(), orderId))
      )
      expect(lines).toMatchObject([
        {
          order: String(attempts[0]?.order_display_id),
          refid: attempts[0]?.refid,
          paid_at: "",
          status: "failed",
          reason_code: "operator",
          amount: String(failed.total),
          fee_estimated: "",
          refunded: "0",
          counted_on: today,
        },
        {
          created_at: "2026-02-01T00:15:00+02:00",
          paid_at: "2026-02-01T00:16:30+02:00",
          order: String(attempts[1]?.order_display_id),
          refid: attempts[1]?.refid,
          tid: attempts[1]?.tid,
          momo_transaction_id: attempts[1]?.momo_transaction_id,
          method: "momo",
          network: "mtn",
          status: "applied",
          unapplied_reason: "",
          reason_code: "",
          amount: String(paid.total),
          currency_code: "rwf",
          fee_estimated: String(Math.round(paid.total * 0.015) + 7),
          refunded: "1000",
          account: "default",
          environment: "test",
          counted_on: "2026-02-01",
        },
      ])
    })

    it("adds up to the cash-up, to the franc", async () => {
      await payOrder(shop())
      // Of which the parts in percent are 70.5, 4.5, 187.5 and 78.495 francs.
      for (const amount of [4_700, 300, 12_500, 5_233]) {
        const { orderId } = await payOrder(shop())
        await inDatabase(
          shop(),
          `update kpay_attempt set amount = ${amount} where order_id = '${orderId}'`
        )
      }
      const { lines } = await downloadCsv(shop())
      const { totals } = await readSummary(shop())
      const sum = (column: string): number =>
        lines.reduce((francs, line) => francs + Number(line[column]), 0)
      expect(lines).toHaveLength(5)
      expect(sum("amount")).toBe(totals.taken)
      expect(sum("fee_estimated")).toBe(totals.fee)
      expect(totals.taken - totals.refunded - totals.fee).toBe(totals.net)
    })

    it("of a day holds what the cash-up of that day counts, also what was started the evening before", async () => {
      const early = await payOrder(shop())
      const late = await payOrder(shop())
      const failed = await failOrder(shop())
      const open = await order(shop(), { method: "momo", phone: "0788 300 000" })
      const evening = "2026-01-31T23:58:00+02:00"
      await shiftPayment(shop(), early.orderId, {
        createdAt: evening,
        paidAt: "2026-02-01T00:01:00+02:00",
      })
      await shiftPayment(shop(), late.orderId, {
        createdAt: "2026-02-01T23:58:00+02:00",
        paidAt: "2026-02-02T00:01:00+02:00",
      })
      const refused = await findAttempt(shop(), failed.orderId)
      await inDatabase(
        shop(),
        `update kpay_attempt set created_at = '${evening}', failed_at = '2026-02-01T00:00:00+02:00' where id = '${refused.id}'`
      )
      const waiting = await findAttempt(shop(), open.orderId)
      await inDatabase(
        shop(),
        `update kpay_attempt set created_at = '2026-02-01T23:59:59+02:00' where id = '${waiting.id}'`
      )

      const { lines } = await downloadCsv(shop(), "counted_from=2026-02-01&counted_to=2026-02-01")
      const { totals } = await readSummary(shop(), "from=2026-02-01&to=2026-02-01")
      const sum = (status: string): number =>
        lines
          .filter((line) => line.status === status)
          .reduce((francs, line) => francs + Number(line.amount), 0)
      expect(totals).toMatchObject({ taken_count: 1, failed_count: 1, pending_count: 1 })
      expect(lines).toHaveLength(3)
      expect(lines.map(({ counted_on }) => counted_on)).toEqual(Array(3).fill("2026-02-01"))
      expect([sum("applied"), sum("failed"), sum("pending")]).toEqual([
        totals.taken,
        totals.failed,
        totals.pending,
      ])
    })

    it("shows no phone number, and no spreadsheet runs a text of it", async () => {
      const { orderId } = await payOrder(shop())
      await inDatabase(
        shop(),
        `update kpay_attempt set reason = '=HYPERLINK("https://evil.example","Pay")' where order_id = '${orderId}'`
      )
      const { text } = await downloadCsv(shop())
      expect(text).toContain(`,"'=HYPERLINK(""https://evil.example"",""Pay"")",`)
      expect(text).not.toMatch(/7\s?8\s?8\s?0\s?0\s?0\s?0\s?0\s?1/)
      expect(text).not.toContain("788000001")
    })

    it("holds what the list holds with the same filters", async () => {
      const paid = await payOrder(shop())
      const failed = await failOrder(shop())
      const unapplied = await payOrder(shop())
      await inDatabase(
        shop(),
        `update kpay_attempt set status = 'unapplied', unapplied_reason = 'overpaid', environment = 'live'
         where order_id = '${unapplied.orderId}'`
      )
      const [paidRefid, failedRefid, unappliedRefid] = await Promise.all(
        [paid, failed, unapplied].map(
          async ({ orderId }) => (await findAttempt(shop(), orderId)).refid
        )
      )
      const failedNumber = (await findAttempt(shop(), failed.orderId)).order_display_id
      const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Africa/Kigali" }).format()
      const expected: Record<string, (string | undefined)[]> = {
        "status=failed": [failedRefid],
        "status=unapplied": [unappliedRefid],
        "status=paid": [],
        "environment=live": [unappliedRefid],
        "environment=test": [failedRefid, paidRefid],
        "status=applied": [paidRefid],
        [`order_id=${failed.orderId}`]: [failedRefid],
        [`q=${failedNumber ?? ""}`]: [failedRefid],
        [`q=%23${failedNumber ?? ""}`]: [failedRefid],
        [`q=${failed.orderId}`]: [failedRefid],
        [`q=${failedNumber ?? ""}&status=applied`]: [],
        [`q=0788000003&order_id=${failed.orderId}`]: [failedRefid],
        [`q=0788000003&order_id=${paid.orderId}`]: [],
        "method=momo&network=airtel": [],
        "network=mtn&account=default": [unappliedRefid, failedRefid, paidRefid],
        [`from=${today}&to=${today}`]: [unappliedRefid, failedRefid, paidRefid],
        "to=2026-01-31": [],
      }
      for (const [query, refids] of Object.entries(expected)) {
        expect([query, await listRefids(shop(), query)]).toEqual([query, refids])
        const { lines } = await downloadCsv(shop(), query)
        expect([query, lines.map(({ refid }) => refid)]).toEqual([query, refids])
      }
    })

    it("has a day that begins and ends at midnight in Kigali", async () => {
      const { orderId } = await payOrder(shop())
      const { refid } = await findAttempt(shop(), orderId)
      const paidAt = "2026-02-01T00:30:00+02:00"
      await shiftPayment(shop(), orderId, { createdAt: "2026-01-31T23:59:59.999+02:00", paidAt })
      expect(await listRefids(shop(), "from=2026-01-31&to=2026-01-31")).toEqual([refid])
      expect(await listRefids(shop(), "from=2026-02-01")).toEqual([])
      await shiftPayment(shop(), orderId, { createdAt: "2026-02-01T00:00:00+02:00", paidAt })
      expect(await listRefids(shop(), "from=2026-01-31&to=2026-01-31")).toEqual([])
      expect(await listRefids(shop(), "from=2026-02-01")).toEqual([refid])
    })

    it("names the order of every line, however many there are", async () => {
      const { orderId } = await payOrder(shop())
      const { order_display_id } = await findAttempt(shop(), orderId)
      await copyAttempt(shop(), 2_500)
      await inDatabase(
        shop(),
        `insert into order_payment_collection
         select copy.* from order_payment_collection link, generate_series(1, 2500) i, jsonb_populate_record(
           link, jsonb_build_object('id', 'copy_' || i, 'payment_collection_id', 'copy_' || i)
         ) copy`
      )
      const { lines } = await downloadCsv(shop())
      expect(lines).toHaveLength(2_501)
      expect(new Set(lines.map(({ refid }) => refid)).size).toBe(2_501)
      expect(new Set(lines.map(({ order }) => order))).toEqual(new Set([String(order_display_id)]))
    })

    it("is read no faster than the reader takes it, and no further once the reader is gone", async () => {
      await payOrder(shop())
      await copyAttempt(shop(), 100_000)
      const read = countBatches(shop())
      const headers = await logIn(shop())
      const response = await new Promise<IncomingMessage>((resolve) =>
        get(`${shop().baseUrl}/admin/kpay/attempts.csv`, { headers }, resolve)
      )
      await eventually(read.count, (count) => count > 0)
      // The reader takes nothing: what the line and its buffers hold is read, and no more.
      const held = await untilSteady(read)
      expect(held).toBeGreaterThan(0)
      expect(held).toBeLessThan(90)
      response.destroy()
      expect(await untilSteady(read)).toBeLessThanOrEqual(held + 1)
      read.stop()
      await inDatabase(shop(), "delete from kpay_attempt where id like 'copy_%'")
    })

    it("is refused for filters that mean nothing, with what to do", async () => {
      const refusals = [
        ["from=yesterday", '"from" must look like 2026-01-31 or 2026-01-31T12:00:00Z'],
        [
          "status=won",
          '"status" must be one of "starting", "pending", "failed", "abandoned", "paid", "applied", ' +
            '"unapplied", "refund_due", "refunded", "dismissed"',
        ],
        ["method=cash", '"method" must be one of "momo", "airtel", "card", "spenn"'],
      ] as const
      for (const [query, message] of refusals) {
        for (const path of ["attempts", "attempts.csv"]) {
          expect(await asAdmin(shop(), "GET", `/kpay/${path}?${query}`)).toMatchObject({
            status: 400,
            body: { message: expect.stringContaining(message) as string },
          })
        }
      }
    })

    it("is for those who are logged in", async () => {
      expect((await fetch(`${shop().baseUrl}/admin/kpay/attempts.csv`)).status).toBe(401)
    })
  })
})

interface Reading {
  /** How many batches were read. */
  readonly count: () => number
  /** Whether a batch is being read now. */
  readonly isReading: () => boolean
  stop(): void
}

/** Counts the batches of attempts that are read for files, until `stop`. */
function countBatches({ kpay }: TestShop): Reading {
  const readBatches = kpay.readAttemptBatches.bind(kpay)
  let batches = 0
  let isReading = false
  const spy = jest.spyOn(kpay, "readAttemptBatches").mockImplementation(async function* (...input) {
    isReading = true
    try {
      for await (const batch of readBatches(...input)) {
        batches++
        isReading = false
        yield batch
        isReading = true
      }
    } finally {
      isReading = false
    }
  })
  return {
    count: () => batches,
    isReading: () => isReading,
    stop: () => {
      spy.mockRestore()
    },
  }
}

/** How often in a row nothing must be under way before it is taken for the end. */
const STEADY_LOOKS = 20

/** Waits until no batch is being read and none follows. Gives how many were read. */
async function untilSteady({ count, isReading }: Reading): Promise<number> {
  let last = -1
  for (let looks = 0; looks < STEADY_LOOKS;) {
    looks = count() === last && !isReading() ? looks + 1 : 0
    last = count()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return count()
}
