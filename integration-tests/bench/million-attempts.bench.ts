import { z } from "@medusajs/framework/zod"
import { attemptQueryFields, toAttemptFilters } from "../../src/api/attempt-query"
import { writeAttemptsCsv } from "../../src/api/attempts-csv"
import { pageFields, parseInput } from "../../src/api/parse-input"
import type { KpayAttemptsResponse } from "../../src/http-types"
import {
  ADMIN,
  asAdmin,
  inDatabase,
  inShop,
  order,
  untilPaid,
  type TestShop,
} from "../http/test-shop"
import { print, readHeapMb } from "./report"

const FEW = 1_000
const MANY = 1_000_000

/** What a page may cost of a million attempts, in those that it costs of a thousand. */
const RATIO_MAX = 1.5

/** What the file of a million attempts may add to what is in memory. */
const GROWTH_MAX_MB = 50

const WARM_UP = 15
const TIMES_IN_MODULE = 150
const TIMES_OVER_HTTP = 60

/** Some acts take about a millisecond, of which the network is a part. */
const TIMES_OF_ACTS = 300

/** A payer of a hundredth of all attempts; and one who paid very often, long ago. */
const REGULAR = "250788300000"
const FORMER = "250788300001"

/** The attempt that is looked for, among the oldest. */
const NUMBER = 507

/** Milliseconds, of a thousand and of a million. */
interface Times {
  readonly module: number
  readonly http: number
  readonly rows: number
}

inShop({}, (shop) => {
  it("lists, searches, the job and the cash-up of a million attempts with their journal, beside those of a thousand", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), orderId)
    await fill(shop(), 1, FEW)
    const read = await toReader(shop())
    const queries = await toQueries(shop(), orderId)
    const acts = toActs(shop(), read)
    const ofFew = await measure(shop(), queries, read)
    const actsOfFew = await measureActs(acts)
    await fill(shop(), FEW + 1, MANY)
    const ofMany = await measure(shop(), queries, read)
    const actsOfMany = await measureActs(acts)
    const ratios = [
      ...printTable(queries, ofFew, ofMany),
      ...printActs(acts, actsOfFew, actsOfMany),
    ]
    await printSummaryTimes(shop())
    const growthMb = await measureCsv(shop())
    await inDatabase(shop(), "truncate kpay_attempt, kpay_journal_entry")
    expect(growthMb).toBeLessThan(GROWTH_MAX_MB)
    expect(ratios.filter(({ ratio }) => ratio > RATIO_MAX)).toEqual([])
  }, 1_800_000)
})

/**
 * Attempts of one a minute, with four journal entries each. Of the first thousand every kind has its part, so that a page of
 * any is full; of the others, which are newer by a day, most are paid, a twentieth failed, and all else is rare and has to be
 * found among them.
 */
async function fill(shop: TestShop, first: number, last: number): Promise<void> {
  await inDatabase(
    shop,
    `insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id,
       started_session_id, payment_collection_id, cart_id, status, method, network, amount, currency_code, msisdn, locale,
       tid, momo_transaction_id, code, reason, reason_code, asked_at, callback_at, paid_at, failed_at, order_id,
       unapplied_reason, created_at, updated_at)
     select 'kpatt_' || i, 'REFID' || i, md5(i::text), case when kind = 'second' then 'second' else 'default' end,
       case when kind = 'test' then 'test' else 'live' end, 'pp_kpay_kpay', 'payses_' || i,
       'payses_' || i, 'pay_col_' || i, 'cart_' || i, status, method,
       case method when 'momo' then 'mtn' when 'airtel' then 'airtel' end, 100 + i % 90000, 'rwf',
       case when i % 97 = 0 then '${REGULAR}' when i % 97 = 1 and i <= ${FEW} or i between ${FEW} + 1 and 20000 then '${FORMER}'
         else '25078' || lpad((i % 200000)::text, 7, '0') end, 'en',
       'TID' || i, case when is_paid then 'MP' || i end, case when is_paid then '01' else '02' end,
       case when is_paid then 'Successfully processed transaction.' else 'Request not processed' end,
       case when status = 'failed' then (array['insufficient_funds', 'declined', 'expired'])[1 + i % 3] end,
       at + interval '30 seconds', at + interval '20 seconds',
       case when is_paid then at + interval '30 seconds' end,
       case when status = 'failed' then at + interval '1 minute' end,
       case when is_paid then 'order_' || i end,
       case when kind in ('unapplied', 'dismissed') then 'cart_changed' end,
       at, at
     from (
       select i, kind, timestamptz '2024-01-01' + i * interval '1 minute'
           + case when i > ${FEW} then interval '1 day' else interval '0' end as at,
         case when kind in ('second', 'test') then 'applied' else kind end as status,
         kind not in ('failed', 'abandoned', 'pending', 'starting') as is_paid,
         case when i <= ${FEW} then (array['momo', 'airtel', 'card', 'spenn'])[1 + i % 4]
           when i * 104729::bigint % 100 < 70 or kind = 'failed' and i % 2 = 0 then 'momo' when kind = 'failed' then 'card'
           when i * 104729::bigint % 100 < 90 then 'airtel'
           when i % 40000 = 0 then 'spenn' else 'card' end as method
       from (
         select i, case when i <= ${FEW} then
           coalesce((array['failed', 'abandoned', 'pending', 'starting', 'unapplied', 'dismissed', 'second', 'test'])[1 + i % 15], 'applied')
         else
           case when i * 7919::bigint % 100000 < 5000 then 'failed' when i * 7919::bigint % 100000 < 5020 then 'abandoned'
             when i * 7919::bigint % 100000 < 5050 then 'unapplied' when i * 7919::bigint % 100000 < 5060 then 'dismissed'
             when i * 7919::bigint % 100000 < 5065 then 'second' when i > ${MANY} - 20 then 'pending' else 'applied' end
         end as kind
         from generate_series(${first}, ${last}) i
       ) kinds
     ) attempts`
  )
  await inDatabase(
    shop,
    `insert into kpay_journal_entry (id, attempt_id, event, wire, note, created_at, updated_at)
     select 'kpjou_' || i || '_' || line, 'kpatt_' || i, event,
       jsonb_build_object('tid', 'TID' || i, 'refid', 'REFID' || i, 'statusid', '01', 'statusdesc', 'SUCCESSFUL'), null,
       at + line * interval '10 seconds', at + line * interval '10 seconds'
     from (
       select i, timestamptz '2024-01-01' + i * interval '1 minute'
         + case when i > ${FEW} then interval '1 day' else interval '0' end as at
       from generate_series(${first}, ${last}) i
     ) attempts
     cross join unnest(array['pay_sent', 'pay_accepted', 'callback', 'status_paid']) with ordinality lines (event, line)`
  )
  await inDatabase(shop, "vacuum analyze kpay_attempt")
  await inDatabase(shop, "vacuum analyze kpay_journal_entry")
}

async function toQueries(
  shop: TestShop,
  orderId: string
): Promise<Readonly<Record<string, string>>> {
  const oldest = await shop.kpay.listAttemptsPage(
    { to: new Date("2024-01-01T08:00:00Z") },
    { limit: 1 }
  )
  const { body } = await asAdmin<KpayAttemptsResponse>(
    shop,
    "GET",
    `/kpay/attempts?order_id=${orderId}`
  )
  const days = "from=2024-01-01T02:00:00Z&to=2024-01-01T10:00:00Z"
  return {
    "first page": "",
    "a page deep in the list": `cursor=${oldest.nextCursor ?? ""}`,
    starting: "status=starting",
    pending: "status=pending",
    failed: "status=failed",
    abandoned: "status=abandoned",
    paid: "status=paid",
    applied: "status=applied",
    unapplied: "status=unapplied",
    "refund due": "status=refund_due",
    dismissed: "status=dismissed",
    "a frequent method": "method=momo",
    "a rare method": "method=spenn",
    "a network": "network=airtel",
    "a method and another's network": "method=card&network=mtn",
    "the first account": "account=default",
    "a rare account": "account=second",
    "an account that is none": "account=third",
    "test money": "environment=test",
    "real money": "environment=live",
    "dates long ago": days,
    "order id": `order_id=${orderId}`,
    "search: refid": `q=REFID${NUMBER}`,
    "search: tid": `q=TID${NUMBER}`,
    "search: MoMo id": `q=MP${NUMBER}`,
    "search: phone": `q=0780000${NUMBER}`,
    "search: a regular's phone": `q=${REGULAR}&limit=10`,
    "search: a former regular's phone": `q=${FORMER}&limit=10`,
    "search: order id": `q=order_${NUMBER}`,
    "search: order number": `q=${body.attempts[0]?.order_display_id ?? ""}`,
    "search: nothing found": "q=NOSUCHTHING",
    "real money that failed": "environment=live&status=failed",
    "failed long ago": `status=failed&${days}`,
    "failed cards": "status=failed&method=card&limit=10",
    "failed by Airtel, not of late": "status=failed&method=airtel&limit=10",
    "abandoned by MoMo": "status=abandoned&method=momo&limit=10",
    "a rare account's applied cards": "account=second&status=applied&method=card&limit=10",
    "unapplied by MoMo": "status=unapplied&method=momo&limit=10",
    "unapplied by a rare method": "status=unapplied&method=spenn&limit=10",
    "a former regular's rare method": `q=${FORMER}&method=spenn&limit=1`,
    "applied by MoMo, real money": "status=applied&method=momo&environment=live&account=default",
  }
}

type Reader = (path: string) => Promise<void>

/** Reads as the dashboard does. */
async function toReader(shop: TestShop): Promise<Reader> {
  const login = await fetch(`${shop.baseUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ADMIN),
  })
  const { token } = (await login.json()) as { token: string }
  return async (path) => {
    const answer = await fetch(`${shop.baseUrl}/admin/kpay/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
  }
}

/** What is done beside the list. The cash-up is of the day of the first thousand, which is the same among a million. */
function toActs(shop: TestShop, read: Reader): Readonly<Record<string, () => Promise<unknown>>> {
  return {
    "a tick of the job": () => shop.kpay.findWork(),
    "claiming what is due": () => shop.kpay.claimDue(1),
    "cash-up of a day": () => read("summary?from=2024-01-01&to=2024-01-01&environment=live"),
    "what needs attention": () => read("attention"),
    "a payment with its journal": () => read(`attempts/kpatt_${NUMBER}`),
    "a payment's earlier entries": () => read(`attempts/kpatt_${NUMBER}/journal`),
  }
}

async function measureActs(
  acts: Readonly<Record<string, () => Promise<unknown>>>
): Promise<number[]> {
  const times: number[] = []
  for (const act of Object.values(acts)) times.push(await toMedianMs(act, TIMES_OF_ACTS))
  return times
}

async function measure(
  shop: TestShop,
  queries: Readonly<Record<string, string>>,
  read: Reader
): Promise<Times[]> {
  const times: Times[] = []
  for (const query of Object.values(queries)) {
    const { cursor, limit, ...input } = parseInput(
      z.object({ ...attemptQueryFields, ...pageFields }),
      Object.fromEntries(new URLSearchParams(query))
    )
    const filters = await toAttemptFilters(shop.container, input)
    const list = () => shop.kpay.listAttemptsPage(filters, { limit, cursor })
    const ask = () => read(`attempts?${query}`)
    times.push({
      module: await toMedianMs(list, TIMES_IN_MODULE),
      http: await toMedianMs(ask, TIMES_OVER_HTTP),
      rows: (await list()).rows.length,
    })
  }
  return times
}

async function toMedianMs(act: () => Promise<unknown>, times: number): Promise<number> {
  const took: number[] = []
  for (let time = 0; time < WARM_UP + times; time++) {
    const startedAt = performance.now()
    await act()
    took.push(performance.now() - startedAt)
  }
  return took.slice(WARM_UP).sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

function printTable(
  queries: Readonly<Record<string, string>>,
  ofFew: readonly Times[],
  ofMany: readonly Times[]
): { name: string; ratio: number }[] {
  print(`Median milliseconds, of ${FEW} → of ${MANY} attempts`)
  print(
    "".padEnd(34),
    "found".padStart(8),
    "in the module".padStart(16),
    "ratio".padStart(6),
    "over HTTP".padStart(14),
    "ratio".padStart(6)
  )
  return Object.keys(queries).map((name, i) => {
    const [few, many] = [ofFew[i], ofMany[i]]
    if (!few || !many) throw new Error(`${name} was not measured.`)
    const [inModule, overHttp] = [many.module / few.module, many.http / few.http]
    print(
      name.padEnd(34),
      `${few.rows}, ${many.rows}`.padStart(8),
      `${few.module.toFixed(2)} → ${many.module.toFixed(2)}`.padStart(16),
      inModule.toFixed(2).padStart(6),
      `${few.http.toFixed(1)} → ${many.http.toFixed(1)}`.padStart(14),
      overHttp.toFixed(2).padStart(6)
    )
    return { name, ratio: overHttp }
  })
}

function printActs(
  acts: Readonly<Record<string, unknown>>,
  ofFew: readonly number[],
  ofMany: readonly number[]
): { name: string; ratio: number }[] {
  return Object.keys(acts).map((name, i) => {
    const [few = NaN, many = NaN] = [ofFew[i], ofMany[i]]
    print(
      name.padEnd(34),
      `${few.toFixed(2)} → ${many.toFixed(2)}`.padStart(16),
      (many / few).toFixed(2).padStart(6)
    )
    return { name, ratio: many / few }
  })
}

async function printSummaryTimes(shop: TestShop): Promise<void> {
  for (const [name, from, to] of [
    ["a day", "2025-05-05", "2025-05-05"],
    ["a week", "2025-05-05", "2025-05-11"],
    ["a year", "2024-06-01", "2025-05-31"],
  ] as const) {
    const read = () => shop.kpay.readCashUp({ from, to, environment: "live" })
    print(`cash-up of ${name}: ${(await toMedianMs(read, 5)).toFixed(0)} ms`)
  }
}

/** Writes the file of all attempts, keeps none of it, and gives by how much more was in memory at most, in MB. */
async function measureCsv(shop: TestShop): Promise<number> {
  const before = readHeapMb()
  let [pieces, bytes, most] = [0, 0, 0]
  const startedAt = performance.now()
  for await (const piece of writeAttemptsCsv(shop.container, {})) {
    bytes += Buffer.byteLength(piece)
    if (++pieces % 100 === 0) most = Math.max(most, readHeapMb())
  }
  const seconds = (performance.now() - startedAt) / 1_000
  print(
    `CSV of ${MANY} attempts: ${(bytes / 2 ** 20).toFixed(0)} MB in ${seconds.toFixed(0)} s; in memory ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`
  )
  return most - before
}
