import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { toKigaliTime } from "../../src/domain/kigali-time"
import type {
  KpayAttentionResponse,
  KpayManualPaymentsResponse,
  KpayStatement,
  KpayStatementCheckResponse,
  KpayStatementResponse,
  KpayStatementRow,
  KpayStatementRowResponse,
  KpayStatementsResponse,
  KpayStatementSumsResponse,
} from "../../src/http-types"
import erasePersonalDataJob from "../../src/jobs/erase-personal-data"
import { toFeeRwf } from "../../src/modules/kpay/cash-up/fee"
import type { Attempt } from "../../src/modules/kpay/attempts/attempt"
import { AdminShop, readAll } from "./admin-shop"
import {
  ADMIN,
  asAdmin,
  inDatabase,
  inShop,
  order,
  readDatabase,
  readJournals,
  readOrder,
  untilIdle,
  untilPaid,
  type TestShop,
} from "./test-shop"

const PAYS = { method: "momo", phone: "0788 0000 01", name: "Secret Payer" }
const SECRETS = ["788000001", "788 0000 01", "Secret", "Payer"]

const DAY_MS = 24 * 60 * 60_000
const YESTERDAY = toKigaliTime(new Date(Date.now() - DAY_MS)).slice(0, 10)

/** Every payment has had its time to settle. */
const NOW = { settling_hours: "0" }

const FEES = {
  momo: [
    { upTo: 5_000, percent: 0, fixed: 60 },
    { percent: 1, fixed: 5 },
  ],
}

type Query = Readonly<Record<string, string>>

let token: Promise<string> | undefined

async function logIn({ baseUrl }: TestShop): Promise<string> {
  const login = await fetch(`${baseUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ADMIN),
  })
  return ((await login.json()) as { token: string }).token
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the answer's shape
async function send<T>(shop: TestShop, path: string, file: string | Buffer, query: Query) {
  token ??= logIn(shop)
  const search = new URLSearchParams({ source: "mtn", ...query })
  const answer = await fetch(`${shop.baseUrl}/admin/kpay/statements${path}?${search}`, {
    method: "POST",
    headers: { "content-type": "text/csv", authorization: `Bearer ${await token}` },
    body: Buffer.from(file),
  })
  return { status: answer.status, body: (await answer.json()) as T & { message?: string } }
}

async function upload(
  shop: TestShop,
  file: string | Buffer,
  query: Query = {}
): Promise<KpayStatementResponse> {
  const { status, body } = await send<KpayStatementResponse>(shop, "", file, query)
  expect({ status, message: body.message }).toEqual({ status: 200, message: undefined })
  return body
}

async function refusal(shop: TestShop, file: string | Buffer, query: Query = {}): Promise<string> {
  const { status, body } = await send<object>(shop, "", file, query)
  expect(status).toBe(400)
  return body.message ?? ""
}

/** Uploads as the dashboard does; gives the events of the answer. */
async function uploadWithProgress(shop: TestShop, file: string) {
  token ??= logIn(shop)
  const answer = await fetch(`${shop.baseUrl}/admin/kpay/statements?source=mtn`, {
    method: "POST",
    headers: {
      "content-type": "text/csv",
      accept: "text/event-stream",
      authorization: `Bearer ${await token}`,
    },
    body: file,
  })
  const events = (await answer.text()).trim().split("\n\n")
  return events.map((text) => {
    const [, event, data = ""] = /^event: (\w+)\ndata: (.*)$/.exec(text) ?? []
    return { event, data: JSON.parse(data) as Partial<KpayStatementResponse> }
  })
}

async function readStatement(
  shop: TestShop,
  id: string,
  query = ""
): Promise<KpayStatementResponse> {
  const { status, body } = await asAdmin<KpayStatementResponse>(
    shop,
    "GET",
    `/kpay/statements/${id}${query}`
  )
  expect(status).toBe(200)
  return body
}

async function decide(
  shop: TestShop,
  statement: KpayStatement,
  row: Pick<KpayStatementRow, "id"> | undefined,
  act: "match" | "unmatch" | "confirm",
  body: object
) {
  return asAdmin<KpayStatementRowResponse & { message?: string }>(
    shop,
    "POST",
    `/kpay/statements/${statement.id}/rows/${row?.id ?? ""}/${act}`,
    body
  )
}

/** Orders that are paid, oldest first. */
async function payOrders(shop: TestShop, count: number): Promise<Attempt[]> {
  for (let done = 0; done < count; done++) {
    const { orderId } = await order(shop, PAYS)
    await untilPaid(shop, orderId)
  }
  await untilIdle(shop)
  return (await shop.kpay.listAttempts()).reverse()
}

/** Books a row's money for an order. */
async function bookRow(
  shop: TestShop,
  { statement, rows }: KpayStatementResponse,
  orderId: string,
  index = 0
) {
  return asAdmin<KpayStatementRowResponse & { message?: string }>(
    shop,
    "POST",
    `/kpay/statements/${statement.id}/rows/${rows[index]?.id ?? ""}/book`,
    { order_id: orderId, note: "Sent to the shop's code" }
  )
}

/** An id as spreadsheets and SMS write it. */
const writtenForms = (id: string): string[] => [
  `TxId:${id}`,
  id,
  `"${id.replace(/\B(?=(\d{3})+$)/g, ",")}"`,
  `${id},00`,
  `${id}.00`,
  id.replace(/\B(?=(\d{3})+$)/g, " "),
  `Ref: ${id}`,
  `'${id}`,
  id.startsWith("0") ? id.slice(1) : `0${id}`,
]

/** Everything about the payments that a statement must leave alone. */
async function readBooks(shop: TestShop) {
  return {
    attempts: await readDatabase(shop, "select * from kpay_attempt order by id"),
    journal: (await readJournals(shop)).map(({ id }) => id),
    booked: await readDatabase(shop, "select id, amount from order_transaction order by id"),
  }
}

const HEADER = ["Transaction ID", "Date", "Amount", "Fee", "Phone", "Name", "Status"]

const at = (attempt: Attempt): string =>
  toKigaliTime(attempt.paid_at ?? new Date())
    .slice(0, 19)
    .replace("T", " ")

/** A line of a statement about a payment, as an operator states it. */
const lineOf = (attempt: Attempt, cells: Partial<Record<string, string>> = {}): string[] =>
  HEADER.map(
    (name) =>
      cells[name] ??
      {
        "Transaction ID": attempt.momo_transaction_id ?? "",
        Date: at(attempt),
        Amount: String(attempt.amount),
        Fee: String(toFeeRwf(attempt.amount, FEES.momo)),
        Phone: attempt.msisdn ?? "",
        Name: "Secret Payer",
        Status: "Successful",
      }[name] ??
      ""
  )

const toCsv = (lines: readonly (readonly string[])[], delimiter = ","): string =>
  [HEADER, ...lines].map((cells) => `${cells.join(delimiter)}\r\n`).join("")

/** What is still in use after the garbage was collected, so that no moment of collection matters. */
function measureHeapMb(): number {
  setFlagsFromString("--expose-gc")
  const collect = runInNewContext("gc") as () => void
  collect()
  return process.memoryUsage().heapUsed / 1024 / 1024
}

const without = (id: string) => ({ "Transaction ID": "", ...(id && { Name: id }) })

const ACCOUNTS = {
  huye: { environment: "test", username: "sandbox", password: "sandbox", retailerId: "01" },
}

const OPTIONS = { fees: FEES, accounts: ACCOUNTS }

inShop({ env: { KPAY_OPTIONS: JSON.stringify(OPTIONS) } }, (shop) => {
  it("a statement that has every payment balances, whatever the file looks like, and changes no payment", async () => {
    const attempts = await payOrders(shop(), 2)
    const before = await readBooks(shop())
    const grouped = (attempt: Attempt) => String(attempt.amount).replace(/\B(?=(\d{3})+$)/g, ".")
    const lines = attempts.map((one) => lineOf(one, { Amount: `${grouped(one)},00 RWF` }))
    const failed = lineOf(attempts[0] as Attempt, {
      "Transaction ID": "999000111",
      Status: "Failed",
    })
    const text = `MTN Rwanda;statement\r\n\r\n${toCsv([...lines, failed], ";")}`
    const { statement, rows } = await upload(shop(), Buffer.from(`\uFEFF${text}`, "utf16le"), {
      ...NOW,
      name: "week 48",
    })
    expect(statement).toMatchObject({
      source: "mtn",
      name: "week 48",
      rows: 3,
      known_rows: 0,
      is_balanced: true,
      counts: { matched: 2, ignored: 1, missing_in_books: 0, missing_in_statement: 0 },
      ignored: { failed: 1 },
      layout: { encoding: "utf-16le", delimiter: ";", header_line: 3, decimal: "," },
      created_by_name: expect.any(String) as string,
    })
    expect(rows.map(({ attempt }) => attempt?.id)).toEqual([
      ...attempts.map(({ id }) => id),
      undefined,
    ])
    expect(await readBooks(shop())).toEqual(before)
  })

  it("the same file twice, doubled rows and overlapping files count each payment once", async () => {
    const attempts = await payOrders(shop(), 2)
    const [first, second] = attempts.map((one) => lineOf(one))
    const noId = lineOf(attempts[0] as Attempt, { "Transaction ID": "", Amount: "77" })
    if (!first || !second) throw new Error("Two orders are paid.")
    const one = await upload(shop(), toCsv([first, first, noId, noId]), NOW)
    // The same payment twice in a file is one row, two payments that look alike are two.
    expect(one.statement).toMatchObject({ rows: 3, counts: { matched: 1, missing_in_books: 2 } })
    const again = await upload(shop(), toCsv([first, first, noId, noId], "|"), NOW)
    expect(again.statement).toMatchObject({ rows: 3, known_rows: 3, counts: { matched: 1 } })
    const overlapping = await upload(shop(), toCsv([noId, first, second], "\t"), NOW)
    expect(overlapping.statement).toMatchObject({ rows: 3, known_rows: 2, counts: { matched: 2 } })
    expect(await readDatabase(shop(), "select id from kpay_statement_row")).toHaveLength(4)
    const { body } = await asAdmin<KpayStatementSumsResponse>(
      shop(),
      "GET",
      "/kpay/statements/sums"
    )
    const amount = attempts.reduce((sum, attempt) => sum + attempt.amount, 0)
    const fee = attempts.reduce((sum, attempt) => sum + toFeeRwf(attempt.amount, FEES.momo), 0)
    expect(body.days).toMatchObject([
      { method: "momo", source: "mtn", count: 2, amount, fee, fee_estimated: fee, fee_count: 2 },
    ])
    const { body: list } = await asAdmin<KpayStatementsResponse>(
      shop(),
      "GET",
      "/kpay/statements?limit=2"
    )
    expect(list.statements.map(({ id }) => id)).toEqual([
      overlapping.statement.id,
      again.statement.id,
    ])
    const { body: rest } = await asAdmin<KpayStatementsResponse>(
      shop(),
      "GET",
      `/kpay/statements?limit=2&cursor=${list.next_cursor ?? ""}`
    )
    expect(rest).toMatchObject({ statements: [{ id: one.statement.id }], next_cursor: null })
  })

  it("two uploads of one file at the same moment double nothing", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const strangers = Array.from({ length: 1_500 }, (_, index) =>
      lineOf(attempt, { "Transaction ID": `88${index}` })
    )
    const file = toCsv([lineOf(attempt), ...strangers])
    const both = await Promise.all([upload(shop(), file), upload(shop(), file)])
    for (const { statement } of both)
      expect(statement.counts).toMatchObject({ matched: 1, missing_in_books: 1_500 })
    expect(await readDatabase(shop(), "select id from kpay_statement_row")).toHaveLength(1_501)
    expect(await readDatabase(shop(), "select id from kpay_statement_match")).toHaveLength(1)
  })

  it("a file that is wrong says where and what to do, and changes nothing", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const good = lineOf(attempt)
    // The fault comes after more rows than are in memory at a time.
    const many = Array.from({ length: 2_500 }, (_, index) =>
      lineOf(attempt, { "Transaction ID": `55500${index}` })
    )
    const bad = lineOf(attempt, { "Transaction ID": "4400", Amount: "five thousand" })
    expect(await refusal(shop(), toCsv([good, ...many, bad]))).toMatch(
      /^Line 2503, column "Amount": .*Correct the cell/
    )
    const contradiction = [lineOf(attempt, { Amount: "1" }), ...many, good]
    expect(await refusal(shop(), toCsv(contradiction))).toMatch(
      /^Line 2503, column "Transaction ID": This id stands on line 2 too, with another amount/
    )
    expect(await refusal(shop(), toCsv([lineOf(attempt, { Date: "03/11/2026 10:00" })]))).toMatch(
      /date_order=dmy/
    )
    expect(await refusal(shop(), toCsv([lineOf(attempt, { Amount: "5,000" })], ";"))).toMatch(
      /decimal=/
    )
    const nextWeek = toKigaliTime(new Date(Date.now() + 7 * DAY_MS)).slice(0, 10)
    expect(await refusal(shop(), toCsv([lineOf(attempt, { Date: nextWeek })]))).toMatch(
      /Line 2, column "Date": This day has not come yet/
    )
    expect(await refusal(shop(), toCsv([]))).toMatch(/No rows were found/)
    expect(await refusal(shop(), "PK\u0003\u0004")).toMatch(/Excel workbook/)
    for (const path of ["", "/check"])
      expect(await send(shop(), path, "PK\u0003\u0004", {})).toMatchObject({
        status: 400,
        body: {
          type: "invalid_data",
          message_id: "statement_other_file",
          details: { kind: "an Excel workbook (.xlsx)", kind_id: "statement_xlsx" },
        },
      })
    expect((await send(shop(), "/check", toCsv([good]), { source: "MTN/1" })).body).toMatchObject({
      message_id: "statement_source",
    })
    for (const method of ["GET", "DELETE"] as const)
      expect(await asAdmin(shop(), method, "/kpay/statements/kpst_none")).toMatchObject({
        status: 404,
        body: { type: "not_found", message_id: "statement_unknown", details: {} },
      })
    expect(await refusal(shop(), toCsv([good]), { source: "MTN/1" })).toMatch(/"source" must/)
    expect(await refusal(shop(), toCsv([good]), { mapping: '{"amout":"Amount"}' })).toMatch(
      /"mapping"/
    )
    for (const table of ["", "_row", "_line", "_match", "_source"])
      expect(await readDatabase(shop(), `select 1 from kpay_statement${table}`)).toEqual([])
  })

  it("an admin sees how far an upload is, and a wrong row late in a long file still changes nothing", async () => {
    const row = (number: number, amount: string): string =>
      `${900_000_000 + number},${YESTERDAY} 10:00:00,${amount},,,,Successful`
    const lines = Array.from({ length: 2_500 }, (_, number) => row(number, "1000"))
    const file = (rows: readonly string[]): string => [HEADER.join(","), ...rows].join("\r\n")
    const wrong = await uploadWithProgress(shop(), file([...lines, row(2_500, "ten")]))
    expect(wrong.slice(0, -1)).toEqual([
      { event: "progress", data: { step: "reading", rows: 1_000 } },
      { event: "progress", data: { step: "reading", rows: 2_000 } },
    ])
    expect(wrong.at(-1)).toMatchObject({
      event: "error",
      data: { type: "invalid_data", message: expect.stringContaining("Line 2502") as string },
    })
    // The cell may be a name: it is not repeated.
    expect(wrong.at(-1)?.data).toMatchObject({
      message_id: "statement_no_sum",
      details: {
        place: 'Line 2502, column "Amount"',
        place_id: "statement_cell",
        place_line: "2502",
        place_column: "Amount",
        cell: "this cell",
        cell_id: "statement_text_hidden",
      },
    })
    expect(await readDatabase(shop(), "select id from kpay_statement")).toEqual([])
    const events = await uploadWithProgress(shop(), file(lines))
    expect(events.slice(0, -1)).toEqual([
      { event: "progress", data: { step: "reading", rows: 1_000 } },
      { event: "progress", data: { step: "reading", rows: 2_000 } },
      { event: "progress", data: { step: "comparing", rows: 2_500 } },
    ])
    expect(events.at(-1)).toMatchObject({ event: "done", data: { statement: { rows: 2_500 } } })
  })

  it("an id that an earlier statement has for another payment is not believed", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const numbered = (amount: string) =>
      toCsv([lineOf(attempt, { "Transaction ID": "1", Amount: amount })])
    await upload(shop(), numbered("700"), { name: "week 1" })
    expect(await refusal(shop(), numbered("800"))).toMatch(
      /Line 2, column "Transaction ID": .*"week 1".*"transaction_id":null/
    )
    const mapping = '{"transaction_id":null}'
    const { statement } = await upload(shop(), numbered("800"), { mapping })
    expect(statement).toMatchObject({ rows: 1, known_rows: 0 })
  })

  it("an id that stands in one file for payments of other times or phones is not believed", async () => {
    const till = (time: string, phone: string) => `55,${YESTERDAY} ${time},700,${phone},`
    const header = "Id,Date,Amount,Phone"
    const first = till("10:00:00", "0788000001")
    for (const other of [till("11:00:00", "0788000001"), till("10:00:00", "0788000002")])
      expect(await refusal(shop(), [header, first, other].join("\n"))).toMatch(
        /Line 3, column "Id": This id stands on line 2 too, with another phone or time/
      )
    const { statement } = await upload(shop(), [header, first, first].join("\n"))
    expect(statement).toMatchObject({ rows: 1 })
  })

  it("a payment is matched with the row that has its own id, not with one that names it", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const row = (id: string | null) =>
      [id, at(attempt), attempt.amount, attempt.momo_transaction_id].join(",")
    const { rows } = await upload(
      shop(),
      ["Id,Date,Amount,Reference", row("9900112233"), row(attempt.momo_transaction_id)].join("\n")
    )
    expect(rows).toMatchObject([
      { transaction_id: "9900112233", outcome: "missing_in_books", attempt: null },
      { outcome: "matched", attempt: { id: attempt.id } },
    ])
  })

  it("a suggestion is confirmed or undone by a person, and what they said is kept", async () => {
    const [attempt, other] = await payOrders(shop(), 2)
    if (!attempt || !other) throw new Error("Two orders are paid.")
    // They are far apart, so that each row is like one payment.
    await inDatabase(
      shop(),
      `update kpay_attempt set created_at = created_at - interval '3 days', paid_at = paid_at - interval '3 days'
       where id = '${other.id}'`
    )
    const before = await readBooks(shop())
    const file = toCsv([lineOf(attempt, without("Somebody"))])
    const { statement, rows } = await upload(shop(), file)
    expect(statement).toMatchObject({ is_balanced: false, counts: { suggested: 1, matched: 0 } })
    expect(rows).toMatchObject([{ outcome: "suggested", attempt: { id: attempt.id } }])
    const [row] = rows

    const confirmed = await decide(shop(), statement, row, "confirm", { note: "Same payer" })
    expect(confirmed).toMatchObject({
      status: 200,
      body: {
        row: {
          outcome: "matched",
          matches: [
            {
              how: "suggestion",
              status: "matched",
              note: "Same payer",
              decided_by: statement.created_by,
            },
          ],
        },
        statement: { is_balanced: true },
      },
    })
    expect((await decide(shop(), statement, row, "confirm", {})).status).toBe(400)
    expect((await decide(shop(), statement, row, "unmatch", {})).body.message).toMatch(
      /"note" must/
    )
    const undone = await decide(shop(), statement, row, "unmatch", { note: "Another person" })
    expect(undone.body).toMatchObject({
      row: { outcome: "missing_in_books", attempt: null },
      statement: { is_balanced: false },
    })
    // The same two are not suggested again.
    const again = await upload(shop(), file)
    expect(again.rows).toMatchObject([{ outcome: "missing_in_books" }])

    const unknown = await decide(shop(), statement, row, "match", { id: "000", note: "By hand" })
    expect(unknown).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/No payment/) as string },
    })
    const matched = await decide(shop(), statement, row, "match", {
      id: other.tid?.toLowerCase(),
      note: "The payer says so",
    })
    expect(matched.body.row).toMatchObject({
      attempt: { id: other.id },
      matches: [
        {
          status: "undone",
          note: "Same payer",
          undone_note: "Another person",
          undone_by: statement.created_by,
        },
        { status: "matched", how: "hand", note: "The payer says so" },
      ],
    })
    expect(await readBooks(shop())).toEqual(before)
  })

  it("the payment of another phone is not suggested for a row whose phone cannot be read", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const outcomeOf = async (phone: string) => {
      const line = lineOf(attempt, { ...without(""), Phone: phone })
      return (await upload(shop(), toCsv([line]))).rows[0]?.outcome
    }
    const { msisdn } = attempt
    for (const phone of ["2.50781E+11", "0781 ### 999", "250781\u2026999"])
      expect([phone, await outcomeOf(phone)]).toEqual([phone, "missing_in_books"])
    expect(await outcomeOf(`${msisdn?.slice(0, 6) ?? ""}\u2026${msisdn?.slice(-3) ?? ""}`)).toBe(
      "suggested"
    )
  })

  it("the statement of one account leaves the suggestions of another's alone", async () => {
    const [ofDefault, ofHuye] = await payOrders(shop(), 2)
    if (!ofDefault || !ofHuye) throw new Error("Two orders are paid.")
    await inDatabase(shop(), `update kpay_attempt set account = 'huye' where id = '${ofHuye.id}'`)
    const first = await upload(shop(), toCsv([lineOf(ofDefault, without("One"))]), {
      account: "default",
    })
    const second = await upload(shop(), toCsv([lineOf(ofHuye, without("Two"))]), {
      account: "huye",
    })
    expect(second.rows).toMatchObject([{ outcome: "suggested", attempt: { id: ofHuye.id } }])
    expect((await readStatement(shop(), first.statement.id)).rows).toMatchObject([
      { outcome: "suggested", attempt: { id: ofDefault.id } },
    ])
  })

  it("a decision about a payment that stands beside the row no more is refused", async () => {
    const [attempt, other] = await payOrders(shop(), 2)
    if (!attempt || !other) throw new Error("Two orders are paid.")
    await inDatabase(
      shop(),
      `update kpay_attempt set created_at = created_at - interval '3 days', paid_at = paid_at - interval '3 days'
       where id = '${other.id}'`
    )
    const { statement, rows } = await upload(shop(), toCsv([lineOf(attempt, without("One"))]))
    for (const act of ["confirm", "unmatch"] as const)
      expect(
        await decide(shop(), statement, rows[0], act, { note: "As shown", attempt_id: other.id })
      ).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/Another payment stands/) as string },
      })
    const confirmed = await decide(shop(), statement, rows[0], "confirm", {
      attempt_id: attempt.id,
    })
    expect(confirmed.body).toMatchObject({ row: { outcome: "matched" } })
  })

  it("a row has one payment and a payment one row", async () => {
    const [attempt, other] = await payOrders(shop(), 2)
    if (!attempt || !other) throw new Error("Two orders are paid.")
    const { statement, rows } = await upload(
      shop(),
      toCsv([lineOf(attempt), lineOf(attempt, { "Transaction ID": "1234", Amount: "9" })])
    )
    const [first, second] = rows
    expect(rows).toMatchObject([{ outcome: "matched" }, { outcome: "missing_in_books" }])
    const twice = await decide(shop(), statement, second, "match", {
      id: attempt.refid,
      note: "Again",
    })
    expect(twice).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/with another row already/) as string },
    })
    expect(twice.body).toMatchObject({ message_id: "statement_payment_matched", details: {} })
    const taken = await decide(shop(), statement, first, "match", {
      id: other.refid,
      note: "Other",
    })
    expect(taken.body.message).toMatch(/matched already/)
    for (const columns of [
      "'x', row_id, attempt_id",
      "'y', row_id, 'other'",
      "'z', 'other', attempt_id",
    ])
      await expect(
        inDatabase(
          shop(),
          `insert into kpay_statement_match (id, row_id, attempt_id, source, how, status)
           select ${columns}, source, how, status from kpay_statement_match`
        )
      ).rejects.toThrow(/unique/)
  })

  it("money that came to the shop's own MoMo code is matched where an admin recorded it, and else booked for an order, once", async () => {
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const recorded = await place("0788 300 000")
    const missing = await place("0788 300 001")
    const third = await place("0788 300 002")
    const ask = async (path: string, body: object) =>
      asAdmin<KpayStatementRowResponse & { message?: string }>(shop(), "POST", path, body)
    const byHand = async (orderId: string, payment: object) =>
      ask(`/kpay/orders/${orderId}/manual-payments`, payment)
    await byHand(recorded.orderId, {
      kind: "momo",
      amount: recorded.total,
      reference: "88001",
      request_id: "statement-by-hand",
    })
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const line = (id: string, amount: number) => [
      id,
      today,
      String(amount),
      "0",
      "",
      "",
      "Successful",
    ]
    const { statement, rows } = await upload(
      shop(),
      toCsv([
        line("88001", recorded.total),
        line("88002", missing.total),
        line("88003", 500),
        line("88004", missing.total + 1),
      ])
    )
    expect(rows).toMatchObject([
      {
        outcome: "matched",
        attempt: null,
        manual_payment: { order_id: recorded.orderId, amount: recorded.total },
      },
      { outcome: "missing_in_books", manual_payment: null },
      { outcome: "missing_in_books", manual_payment: null },
      { outcome: "missing_in_books", manual_payment: null },
    ])

    const book = async (row: KpayStatementRow | undefined, orderId: string) =>
      ask(`/kpay/statements/${statement.id}/rows/${row?.id ?? ""}/book`, {
        order_id: orderId,
        note: "Sent to the shop's code",
      })
    const [, row, late, large] = rows
    expect((await book(large, missing.orderId)).body.message).toMatch(/less than/)
    // More than the pool has connections.
    const taps = await Promise.all(Array.from({ length: 12 }, () => book(row, missing.orderId)))
    for (const { status, body } of taps) {
      expect(status).toBe(200)
      expect(body.row).toMatchObject({
        outcome: "matched",
        manual_payment: { order_id: missing.orderId, amount: missing.total },
        matches: [{ how: "hand", note: "Sent to the shop's code" }],
      })
    }
    expect((await readOrder(shop().container, missing.orderId)).booked).toEqual([missing.total])
    expect(await book(row, third.orderId)).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/booked for another order already/) as string },
    })

    // What was recorded after the upload is not booked once more from a page that does not show it.
    await byHand(third.orderId, {
      kind: "bank",
      amount: 500,
      reference: "88003",
      request_id: "statement-by-hand-late",
    })
    expect((await book(late, third.orderId)).body.message).toMatch(/recorded by hand already/)

    // A mistake is refunded and taken back, which undoes the match. Then the right order can have the money.
    const { manual_payments } = (
      await asAdmin<KpayManualPaymentsResponse>(
        shop(),
        "GET",
        `/kpay/orders/${missing.orderId}/manual-payments`
      )
    ).body
    await new AdminShop(shop).refund(missing.orderId, missing.total)
    await ask(
      `/kpay/orders/${missing.orderId}/manual-payments/${manual_payments[0]?.id ?? ""}/take-back`,
      { note: "It was for another order" }
    )
    expect((await decide(shop(), statement, row, "unmatch", { note: "A mistake" })).status).toBe(
      400
    )
    expect((await book(row, recorded.orderId)).status).toBe(400)
    const right = await place("0788 300 003")
    expect(await book(row, right.orderId)).toMatchObject({
      status: 200,
      body: { row: { outcome: "matched", manual_payment: { order_id: right.orderId } } },
    })
    // The next file of the source doubles nothing.
    const again = await upload(shop(), toCsv([line("88002", right.total)]))
    expect(again).toMatchObject({
      statement: { is_balanced: true },
      rows: [{ outcome: "matched", manual_payment: { order_id: right.orderId } }],
    })
  })

  it("a row whose record is taken back misses its payment again, and is booked for the right order", async () => {
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const wrong = await place("0788 300 000")
    const right = await place("0788 300 001")
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const file = toCsv([["88005", today, String(right.total), "0", "", "", "Successful"]])
    const { statement, rows } = await upload(shop(), file, NOW)
    const ask = async (path: string, body: object) =>
      asAdmin<KpayStatementRowResponse & { message?: string }>(shop(), "POST", path, body)
    const book = async (
      orderId: string,
      { id } = statement,
      row: Pick<KpayStatementRow, "id"> | undefined = rows[0]
    ) =>
      ask(`/kpay/statements/${id}/rows/${row?.id ?? ""}/book`, {
        order_id: orderId,
        note: "Sent to the shop's code",
      })
    const takeBack = async (orderId: string) => {
      const { manual_payments } = (
        await asAdmin<KpayManualPaymentsResponse>(
          shop(),
          "GET",
          `/kpay/orders/${orderId}/manual-payments`
        )
      ).body
      await ask(
        `/kpay/orders/${orderId}/manual-payments/${manual_payments.at(-1)?.id ?? ""}/take-back`,
        { note: "It was for another order" }
      )
    }
    const listed = async () =>
      (await asAdmin<KpayStatementsResponse>(shop(), "GET", "/kpay/statements")).body.statements

    expect((await book(wrong.orderId)).body.statement.is_balanced).toBe(true)
    await takeBack(wrong.orderId)
    expect(await listed()).toMatchObject([{ is_balanced: false }])
    expect(await readStatement(shop(), statement.id)).toMatchObject({
      statement: { is_balanced: false, counts: { matched: 0, missing_in_books: 1 } },
      rows: [
        {
          outcome: "missing_in_books",
          manual_payment: null,
          matches: [{ status: "undone", undone_note: "Its record by hand was taken back." }],
        },
      ],
    })
    // The same order may have it after all.
    expect((await book(wrong.orderId)).status).toBe(200)
    await takeBack(wrong.orderId)
    expect(await book(right.orderId)).toMatchObject({
      status: 200,
      body: { row: { outcome: "matched", manual_payment: { order_id: right.orderId } } },
    })
    expect((await readOrder(shop().container, right.orderId)).booked).toEqual([right.total])
    expect(await listed()).toMatchObject([{ is_balanced: true }])

    // The row is told apart from its former record also after its statement was deleted.
    await takeBack(right.orderId)
    await asAdmin(shop(), "DELETE", `/kpay/statements/${statement.id}`)
    const again = await upload(shop(), file, NOW)
    for (let tap = 0; tap < 2; tap++)
      expect((await book(right.orderId, again.statement, again.rows[0])).status).toBe(200)
    expect((await readOrder(shop().container, right.orderId)).booked).toHaveLength(3)
  })

  it("money of a row without a transaction id is booked for another order only once the first record is taken back", async () => {
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const wrong = await place("0788 300 000")
    const right = await place("0788 300 001")
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const file = toCsv([["", today, String(right.total), "0", "", "", "Successful"]])
    const { statement, rows } = await upload(shop(), file, NOW)
    const [row] = rows
    const ask = async (path: string, body: object) =>
      asAdmin<KpayStatementRowResponse & { message?: string }>(shop(), "POST", path, body)
    const book = async (orderId: string) =>
      ask(`/kpay/statements/${statement.id}/rows/${row?.id ?? ""}/book`, {
        order_id: orderId,
        note: "Sent to the shop's account",
      })
    const booked = await book(wrong.orderId)
    expect(booked.status).toBe(200)
    await decide(shop(), statement, row, "unmatch", { note: "It was for another order" })
    for (const { orderId } of [right, wrong])
      expect(await book(orderId)).toMatchObject({
        status: 400,
        body: { message: expect.stringMatching(/take it back/) as string },
      })
    expect((await readOrder(shop().container, right.orderId)).booked).toEqual([])

    const { manual_payments } = (
      await asAdmin<KpayManualPaymentsResponse>(
        shop(),
        "GET",
        `/kpay/orders/${wrong.orderId}/manual-payments`
      )
    ).body
    await new AdminShop(shop).refund(wrong.orderId, wrong.total)
    await ask(
      `/kpay/orders/${wrong.orderId}/manual-payments/${manual_payments[0]?.id ?? ""}/take-back`,
      { note: "It was for another order" }
    )
    expect((await book(right.orderId)).status).toBe(200)
    expect((await readOrder(shop().container, right.orderId)).booked).toEqual([right.total])

    // The record is still known when the statement that it was booked from is not.
    await asAdmin(shop(), "DELETE", `/kpay/statements/${statement.id}`)
    const third = await place("0788 300 002")
    const again = await upload(shop(), file, NOW)
    const refused = await ask(
      `/kpay/statements/${again.statement.id}/rows/${again.rows[0]?.id ?? ""}/book`,
      { order_id: third.orderId, note: "Sent to the shop's account" }
    )
    expect(refused.status).toBe(400)
    // The admin is told where the money is.
    expect(refused.body).toMatchObject({
      message_id: "statement_recorded_before",
      details: { order: right.orderId },
    })
    expect((await readOrder(shop().container, third.orderId)).booked).toEqual([])
    expect((await readOrder(shop().container, right.orderId)).booked).toEqual([right.total])
  })

  it("an id that a spreadsheet or an SMS wrote otherwise is the same one: in a file, in files, in sources, in K-Pay's books and by hand", async () => {
    const [attempt] = await payOrders(shop(), 1)
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const one = await place("0788 300 000")
    const other = await place("0788 300 001")
    const momoId = attempt?.momo_transaction_id ?? ""
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const line = (id: string, amount: number) => [id, today, String(amount), "", "", "", "Paid"]
    for (const id of writtenForms(momoId)) {
      const file = toCsv([line(id, attempt?.amount ?? 0)], ";")
      const { rows } = await upload(shop(), file, NOW)
      expect(rows).toMatchObject([{ outcome: "matched", attempt: { id: attempt?.id } }])
    }
    // They were one row all the time, which keeps what the first file showed.
    expect(await readDatabase(shop(), "select transaction_id from kpay_statement_row")).toEqual([
      { transaction_id: writtenForms(momoId)[0] },
    ])
    expect(
      await refusal(shop(), toCsv([line(`="${momoId}"`, 100), line(`TxId ${momoId}`, 200)]), {
        source: "mtn-portal",
      })
    ).toMatch(/Line 3.*This id stands on line 2 too/)

    // What is booked from one form is booked from no other, nor recorded by hand, nor applied when K-Pay tells of it.
    const forms = writtenForms("0149678864")
    const first = await upload(shop(), toCsv([line(forms[0] ?? "", one.total)], ";"), NOW)
    expect((await bookRow(shop(), first, one.orderId)).status).toBe(200)
    for (const [index, id] of forms.entries()) {
      const again = await upload(shop(), toCsv([line(id, one.total)], ";"), {
        ...NOW,
        source: `mtn-${index % 2}`,
      })
      expect(again.rows).toMatchObject([
        { outcome: "matched", manual_payment: { order_id: one.orderId } },
      ])
      const byHand = await asAdmin(
        shop(),
        "POST",
        `/kpay/orders/${other.orderId}/manual-payments`,
        { kind: "bank", amount: 100, reference: id, request_id: `by-hand-${index}` }
      )
      expect(byHand.status).toBe(409)
    }
    expect((await readOrder(shop().container, other.orderId)).booked).toEqual([])

    // K-Pay's money of an id that stands otherwise in the file is not booked for another order.
    await inDatabase(
      shop(),
      `update kpay_attempt set momo_transaction_id = '0777000111', paid_at = null, status = 'failed' where id = '${attempt?.id ?? ""}'`
    )
    const late = await upload(shop(), toCsv([line('"777,000,111"', other.total)]), NOW)
    expect(await bookRow(shop(), late, other.orderId)).toMatchObject({
      status: 400,
      body: { message_id: "statement_id_of_payment" },
    })
  })

  it("a file that was cut off leaves no way to book its money twice: the statement is deleted first, and the whole file uploaded", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const one = await place("0788 300 000")
    const other = await place("0788 300 001")
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const whole = [
      "Transaction ID,Date,Amount",
      `61000000001,${today},${one.total}`,
      `61000000002,${today},${one.total}`,
      `${attempt.momo_transaction_id ?? ""},${at(attempt)},${attempt.amount}`,
    ].join("\n")
    const cut = await upload(shop(), whole.slice(0, -2), { ...NOW, name: "cut off" })
    expect(cut.rows.at(-1)).toMatchObject({ outcome: "amount_differs" })
    expect((await bookRow(shop(), cut, one.orderId)).status).toBe(200)
    const refused = await refusal(shop(), whole, NOW)
    expect(refused).toMatch(/Line 4.*"cut off".*delete its statement/i)
    expect(refused).not.toMatch(/null/)

    // An admin who leaves the ids out all the same cannot book any row again.
    const without = await upload(shop(), whole, { ...NOW, mapping: '{"transaction_id":null}' })
    expect(without.rows).toMatchObject([
      { transaction_id: null, outcome: "missing_in_books" },
      { transaction_id: null, outcome: "missing_in_books" },
      { transaction_id: null, outcome: "missing_in_books" },
    ])
    for (const [index, message_id] of [
      [0, "statement_id_recorded"],
      [1, "statement_id_in_other"],
      [2, "statement_id_of_payment"],
    ] as const)
      expect(await bookRow(shop(), without, other.orderId, index)).toMatchObject({
        status: 400,
        body: { message_id },
      })
    expect((await readOrder(shop().container, other.orderId)).booked).toEqual([])

    // The next file of the source has ids again, and the way that the refusal names works.
    expect(await refusal(shop(), whole, NOW)).toMatch(/delete its statement/i)
    await asAdmin(shop(), "DELETE", `/kpay/statements/${without.statement.id}`)
    await asAdmin(shop(), "DELETE", `/kpay/statements/${cut.statement.id}`)
    const { rows } = await upload(shop(), whole, NOW)
    expect(rows).toMatchObject([
      { outcome: "matched", manual_payment: { order_id: one.orderId } },
      { outcome: "missing_in_books" },
      { outcome: "matched", attempt: { id: attempt.id } },
    ])
  })

  it("money that was booked from a row whose id was left out is known when the id comes", async () => {
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const one = await place("0788 300 000")
    const other = await place("0788 300 001")
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const file = `Transaction ID,Date,Amount\nTxId:61000000003,${today},${one.total}\n`
    const without = await upload(shop(), file, { ...NOW, mapping: '{"transaction_id":null}' })
    expect((await bookRow(shop(), without, one.orderId)).status).toBe(200)
    for (const source of ["mtn", "bank"]) {
      const { rows } = await upload(shop(), file, { ...NOW, source })
      expect(rows).toMatchObject([{ transaction_id: "TxId:61000000003" }])
    }
    await asAdmin(shop(), "DELETE", `/kpay/statements/${without.statement.id}`)
    const again = await upload(shop(), file, NOW)
    expect(again.rows).toMatchObject([
      { outcome: "matched", manual_payment: { order_id: one.orderId } },
    ])
    const byHand = await asAdmin(shop(), "POST", `/kpay/orders/${other.orderId}/manual-payments`, {
      kind: "momo",
      amount: 100,
      reference: "61000000003",
      request_id: "after-the-row",
    })
    expect(byHand.status).toBe(409)
  })

  it("a column that repeats for different payments may be left out, and each of them is booked", async () => {
    const place = (phone: string) => order(shop(), { method: "momo", phone })
    const one = await place("0788 300 000")
    const other = await place("0788 300 001")
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    const file = (date: string) =>
      ["Id,Date,Amount", `BATCH0001,${date},${one.total}`, `BATCH0002,${date},700`].join("\n")
    await upload(shop(), file(today), { ...NOW, name: "week 2" })
    const before = toKigaliTime(new Date(Date.now() - 7 * DAY_MS)).slice(0, 10)
    expect(await refusal(shop(), file(before), NOW)).toMatch(
      /"week 2".*delete its statement.*"transaction_id":null/i
    )
    const twice = [
      "Id,Date,Amount",
      `BATCH0009,${today},${one.total}`,
      `BATCH0009,${today},${other.total + 1}`,
    ].join("\n")
    expect(await refusal(shop(), twice, NOW)).toMatch(/on line 2 too.*"transaction_id":null/)
    const without = await upload(shop(), twice.replace(String(other.total + 1), "700"), {
      ...NOW,
      mapping: '{"transaction_id":null}',
    })
    expect((await bookRow(shop(), without, one.orderId, 0)).status).toBe(200)
    expect((await bookRow(shop(), without, other.orderId, 1)).status).toBe(200)
  })

  it("an amount that the books cannot keep is refused with its line", async () => {
    const today = toKigaliTime(new Date()).slice(0, 19).replace("T", " ")
    for (const amount of ["999999999999.999", "999999999999.995"]) {
      const file = `Id,Date,Amount\n5149678864,${today},5200\n5149678865,${today},${amount}\n`
      expect(await refusal(shop(), file)).toMatch(/Line 3, column "Amount"/)
    }
    const file = `Id,Date,Amount\n5149678865,${today},999999999999.994\n`
    expect((await upload(shop(), file)).rows).toMatchObject([{ amount: 999_999_999_999.99 }])
  })

  it("what is missing on either side is told, once the payment has had time to settle", async () => {
    const [attempt, missing] = await payOrders(shop(), 2)
    if (!attempt || !missing) throw new Error("Two orders are paid.")
    const stranger = lineOf(attempt, { "Transaction ID": "888777666", Amount: "123456" })
    const file = toCsv([lineOf(attempt), stranger])
    const fresh = await upload(shop(), file)
    expect(fresh.statement.counts).toMatchObject({ missing_in_books: 1, missing_in_statement: 0 })
    const { statement } = await upload(shop(), file, NOW)
    expect(statement).toMatchObject({
      is_balanced: false,
      counts: { matched: 1, missing_in_books: 1, missing_in_statement: 1 },
    })
    const lacking = await readStatement(shop(), statement.id, "?outcome=missing_in_statement")
    expect(lacking.rows).toMatchObject([
      {
        id: null,
        outcome: "missing_in_statement",
        amount: missing.amount,
        attempt: { id: missing.id },
      },
    ])
    const foreign = await readStatement(shop(), statement.id, "?outcome=missing_in_books")
    expect(foreign.rows).toMatchObject([{ transaction_id: "888777666", attempt: null }])
    const paged = await readStatement(shop(), statement.id, "?limit=1")
    const next = await readStatement(
      shop(),
      statement.id,
      `?limit=1&cursor=${paged.next_cursor ?? ""}`
    )
    expect([...paged.rows, ...next.rows].map(({ line }) => line)).toEqual([2, 3])
    // A statement of an operator, an account or a time that has nothing to do with the payment lacks nothing.
    const airtel = await upload(shop(), toCsv([stranger]), { ...NOW, source: "airtel" })
    expect(airtel.statement.counts.missing_in_statement).toBe(0)
    const earlier = await upload(shop(), file, { ...NOW, from: "2026-01-01", to: "2026-01-02" })
    expect(earlier.statement.counts.missing_in_statement).toBe(0)
    // The next file brings what was missing.
    await upload(shop(), toCsv([lineOf(missing)]), NOW)
    expect((await readStatement(shop(), statement.id)).statement.counts.missing_in_statement).toBe(
      0
    )
  })

  it("another amount or fee is told, and a person accepts it with a note", async () => {
    const [attempt, other] = await payOrders(shop(), 2)
    if (!attempt || !other) throw new Error("Two orders are paid.")
    const { statement, rows } = await upload(
      shop(),
      toCsv([
        lineOf(attempt, { Amount: String(attempt.amount - 78) }),
        lineOf(other, { Fee: "31" }),
      ])
    )
    expect(rows).toMatchObject([
      { outcome: "amount_differs", attempt: { amount: attempt.amount } },
      { outcome: "fee_differs", fee: 31, fee_estimated: toFeeRwf(other.amount, FEES.momo) },
    ])
    const [row] = rows
    expect((await decide(shop(), statement, row, "confirm", {})).body.message).toMatch(/"note"/)
    const accepted = await decide(shop(), statement, row, "confirm", {
      note: "The fee was taken off",
    })
    expect(accepted.body.row).toMatchObject({
      outcome: "matched",
      matches: [{ accepts_difference: true }],
    })
    expect(accepted.body.statement).toMatchObject({
      is_balanced: false,
      counts: { fee_differs: 1 },
    })
  })

  it("money of a payment that the operator takes back is in front of a person, in the statement that had it too", async () => {
    const [kept, taken, third] = await payOrders(shop(), 3)
    if (!kept || !taken || !third) throw new Error("Three orders are paid.")
    const amountOf = async () => {
      const path = "/kpay/statements/sums"
      const { body } = await asAdmin<KpayStatementSumsResponse>(shop(), "GET", path)
      return body.days.reduce((sum, { amount }) => sum + amount, 0)
    }
    const all = [kept, taken, third]
    const file = (cells: Partial<Record<string, string>>, of = taken) =>
      toCsv(all.map((one) => lineOf(one, one === of ? cells : {})))
    const first = await upload(shop(), file({}), NOW)
    expect(first.statement.is_balanced).toBe(true)

    const second = await upload(shop(), file({ Status: "Reversed" }), NOW)
    expect(second.statement).toMatchObject({
      is_balanced: false,
      counts: { matched: 2, reversed: 1, ignored: 0, missing_in_statement: 0 },
      ignored: { reversed: 0 },
      amount: kept.amount + third.amount,
    })
    expect(second.rows[1]).toMatchObject({ outcome: "reversed", attempt: { id: taken.id } })
    expect((await readStatement(shop(), first.statement.id)).statement).toMatchObject({
      is_balanced: false,
      counts: { matched: 2, reversed: 1 },
      amount_matched: kept.amount + third.amount,
    })
    const lines = "?outcome=reversed"
    expect((await readStatement(shop(), first.statement.id, lines)).rows).toMatchObject([
      { line: 3, attempt: { id: taken.id } },
    ])
    expect(await amountOf()).toBe(kept.amount + third.amount)

    const waiting = async () =>
      (await asAdmin<KpayAttentionResponse>(shop(), "GET", "/kpay/attention")).body
    expect(await waiting()).toMatchObject({ count: 1, reversed_count: 1 })

    // It is no money that came in.
    const book = await asAdmin(
      shop(),
      "POST",
      `/kpay/statements/${second.statement.id}/rows/${second.rows[1]?.id ?? ""}/book`,
      { order_id: taken.order_id, note: "By mistake" }
    )
    expect(book.status).toBe(400)
    const [, row] = second.rows
    const decided = async (act: "confirm" | "unmatch", body: object) =>
      (await decide(shop(), second.statement, row, act, body)).status
    expect(await decided("confirm", {})).toBe(400)
    expect(await decided("confirm", { note: "The payer paid once more" })).toBe(200)
    for (const { statement } of [first, second])
      expect((await readStatement(shop(), statement.id)).statement).toMatchObject({
        is_balanced: true,
        counts: { matched: 2, reversed: 0, ignored: 1 },
      })
    expect(await waiting()).toMatchObject({ count: 0, reversed_count: 0 })
    expect(await amountOf()).toBe(kept.amount + third.amount)
    expect(await decided("unmatch", { note: "It is about another payment" })).toBe(200)
    expect((await readStatement(shop(), first.statement.id)).statement.counts.matched).toBe(3)
    expect(await amountOf()).toBe(kept.amount + taken.amount + third.amount)

    // "Failed" says the same of the payment, and a deleted statement says nothing any more.
    const failed = await upload(
      shop(),
      file(
        { Status: "Failed", "Transaction ID": `TxId: 00${kept.momo_transaction_id ?? ""}` },
        kept
      ),
      NOW
    )
    expect(failed.rows[0]).toMatchObject({ outcome: "reversed", attempt: { id: kept.id } })
    await asAdmin(shop(), "DELETE", `/kpay/statements/${failed.statement.id}`)
    expect((await readStatement(shop(), first.statement.id)).statement).toMatchObject({
      is_balanced: true,
      counts: { matched: 3 },
    })
  })

  it("a row that takes back what another row brought is told by the id that it names, and a fee is not", async () => {
    const [kept, taken] = await payOrders(shop(), 2)
    if (!kept || !taken) throw new Error("Two orders are paid.")
    const line = (cells: readonly (string | number | null)[]) => cells.join(",")
    const operator = [
      "Id,External id,Date,Status,Type,Amount",
      ...[kept, taken].map((one) =>
        line([one.momo_transaction_id, one.refid, at(one), "Successful", "Payment", one.amount])
      ),
      line([kept.momo_transaction_id, kept.refid, at(kept), "Successful", "Fee", -62]),
      line(["7001", kept.refid, at(kept), "Failed", "Payment", kept.amount]),
    ]
    const plain = await upload(shop(), operator.join("\n"), { ...NOW, source: "mtn-x" })
    expect(plain.statement).toMatchObject({ is_balanced: true, counts: { matched: 2, ignored: 2 } })
    const reversal = [
      "77000000001",
      taken.momo_transaction_id,
      at(taken),
      "Successful",
      "Reversal",
      `-${taken.amount}`,
    ]
    const back = await upload(shop(), [...operator, line(reversal)].join("\n"), {
      ...NOW,
      source: "mtn-x",
    })
    expect(back.rows.map(({ outcome }) => outcome)).toEqual([
      "matched",
      "reversed",
      "ignored",
      "ignored",
      "reversed",
    ])
    expect(back.statement).toMatchObject({ is_balanced: false, amount: kept.amount })

    // A bank's negative credit; the money of one that was recorded by hand.
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    await asAdmin(shop(), "POST", `/kpay/orders/${orderId}/manual-payments`, {
      kind: "bank",
      amount: total,
      reference: "FT26331ABC",
      request_id: "statement-taken-back",
    })
    const credit = (text: string, amount: number) => line([YESTERDAY, text, "", amount])
    const bank = await upload(
      shop(),
      [
        "Date,Details,Debit,Credit",
        credit(`MoMo ${taken.momo_transaction_id ?? ""}`, taken.amount),
        credit(`Rev MoMo ${taken.momo_transaction_id ?? ""}`, 0 - taken.amount),
        credit("TRF FT26331ABC", total),
        credit("REV FT26331ABC", -total),
      ].join("\n"),
      { ...NOW, source: "bank" }
    )
    expect(bank.rows).toMatchObject([
      { outcome: "reversed", attempt: { id: taken.id } },
      { outcome: "reversed", attempt: { id: taken.id } },
      { outcome: "reversed", manual_payment: { order_id: orderId } },
      { outcome: "reversed", manual_payment: { order_id: orderId } },
    ])
    expect(bank.statement.is_balanced).toBe(false)
    // The record that is taken back afterwards leaves no money to be booked for another order.
    const { manual_payments } = (
      await asAdmin<KpayManualPaymentsResponse>(
        shop(),
        "GET",
        `/kpay/orders/${orderId}/manual-payments`
      )
    ).body
    await asAdmin(
      shop(),
      "POST",
      `/kpay/orders/${orderId}/manual-payments/${manual_payments[0]?.id ?? ""}/take-back`,
      { note: "The bank took it back" }
    )
    const { statement, rows } = await readStatement(shop(), bank.statement.id)
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 4 }, () => "reversed"))
    await decide(shop(), statement, rows[3], "confirm", { note: "The order is open again" })
    expect((await readStatement(shop(), statement.id)).statement.counts).toMatchObject({
      reversed: 2,
      ignored: 2,
    })
  })

  it("columns with other names are corrected once, and remembered for the source", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const file = `Kode,Igihe cyose,Ingano,Andi\n${attempt.tid ?? ""},${at(attempt)},${attempt.amount},x\n`
    const check = await send<KpayStatementCheckResponse>(shop(), "/check", file, { source: "new" })
    expect(check.body).toMatchObject({
      names: ["Kode", "Igihe cyose", "Ingano", "Andi"],
      missing: ["amount", "date"],
      header_line: 1,
    })
    expect(await refusal(shop(), file, { source: "new" })).toMatch(
      /Choose it under "Columns" \("mapping" in the request/
    )
    const mapping = JSON.stringify({ reference: "Kode", date: "Igihe cyose", amount: "Ingano" })
    const first = await upload(shop(), file, { source: "new", mapping })
    expect(first.statement.counts.matched).toBe(1)
    const second = await upload(shop(), file, { source: "new" })
    expect(second.statement).toMatchObject({
      known_rows: 1,
      layout: { columns: { amount: ["Ingano"] } },
    })
  })

  it("an order of dates that the payments refute is not believed, though it was remembered", async () => {
    const [first, second, missing] = await payOrders(shop(), 3)
    if (!first || !second || !missing) throw new Error("Three orders are paid.")
    for (const [index, { id }] of [first, second, missing].entries())
      await inDatabase(
        shop(),
        `update kpay_attempt set paid_at = '2025-11-0${index + 3} 10:00+02', created_at = '2025-11-0${index + 3} 09:59+02'
         where id = '${id}'`
      )
    const dayFirst = toCsv([lineOf(first, { Date: "03/11/2025 10:00" })])
    await upload(shop(), dayFirst, { ...NOW, date_order: "dmy" })
    const monthFirst = toCsv([
      lineOf(second, { Date: "11/04/2025 10:00" }),
      lineOf(first, { "Transaction ID": "90001", Date: "11/06/2025 10:00", Amount: "700" }),
    ])
    expect(await refusal(shop(), monthFirst, NOW)).toMatch(
      /^Line 2, column "Date": .* payment of 2025-11-04, .* read as 2025-04-11\. .*date_order=mdy/
    )
    const { statement } = await upload(shop(), monthFirst, { ...NOW, date_order: "mdy" })
    expect(statement).toMatchObject({
      is_balanced: false,
      counts: { matched: 1, missing_in_books: 1, missing_in_statement: 1 },
    })
    // A date that says itself what it is stays as it is, however late the row is.
    const late = await upload(shop(), toCsv([lineOf(missing, { Date: "2026-03-05 10:00" })]), NOW)
    expect(late.statement.counts.matched).toBe(1)
  })

  it("phones and names are masked in every answer, and erased with their payments", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const stranger = lineOf(attempt, { "Transaction ID": "5", Phone: "0788 0000 01", Amount: "5" })
    const { statement, rows } = await upload(shop(), toCsv([lineOf(attempt), stranger]), NOW)
    const answers = JSON.stringify([
      rows,
      await readStatement(shop(), statement.id),
      (await asAdmin(shop(), "GET", "/kpay/statements")).body,
    ])
    expect(answers).toContain("0788 ••• 001")
    for (const secret of SECRETS) expect(answers).not.toContain(secret)

    const orders = await readAll<{ customer_id: string }>(shop(), "order", ["customer_id"])
    await asAdmin(shop(), "POST", `/kpay/customers/${orders[0]?.customer_id ?? ""}/erase`)
    const personal =
      "select id from kpay_statement_row where phone is not null or payer_name is not null"
    expect(await readDatabase(shop(), personal)).toEqual([])
    // A further file has them again, and the hourly job takes them out.
    await upload(shop(), toCsv([lineOf(attempt, { "Transaction ID": attempt.tid ?? "" })]), {
      source: "bank",
    })
    expect(await readDatabase(shop(), personal)).toHaveLength(1)
    await erasePersonalDataJob(shop().container)
    expect(await readDatabase(shop(), personal)).toEqual([])
    expect((await readStatement(shop(), statement.id)).statement.counts.matched).toBe(1)
  })

  it("a deleted statement takes along what no other has", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const both = lineOf(attempt)
    const one = await upload(
      shop(),
      toCsv([both, lineOf(attempt, { "Transaction ID": "1", Amount: "8" })])
    )
    const two = await upload(shop(), toCsv([both]))
    expect((await asAdmin(shop(), "DELETE", `/kpay/statements/${one.statement.id}`)).status).toBe(
      200
    )
    expect((await asAdmin(shop(), "GET", `/kpay/statements/${one.statement.id}`)).status).toBe(404)
    expect(await readDatabase(shop(), "select id from kpay_statement_row")).toHaveLength(1)
    expect((await readStatement(shop(), two.statement.id)).statement.counts.matched).toBe(1)
  })

  it("100,000 rows are read in batches, and never are all in memory", async () => {
    const [attempt] = await payOrders(shop(), 1)
    if (!attempt) throw new Error("One order is paid.")
    const rows = 100_000
    const filler = Array.from({ length: rows - 1 }, (_, index) =>
      lineOf(attempt, {
        "Transaction ID": `7${String(index).padStart(10, "0")}`,
        Amount: "11",
      }).join(",")
    )
    const file = Buffer.from([HEADER.join(","), ...filler, lineOf(attempt).join(",")].join("\n"))
    const knex = shop().container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
    const sizes: number[] = []
    const kept: number[] = []
    const before = measureHeapMb()
    const onQuery = ({ sql, bindings }: { sql: string; bindings?: readonly unknown[] }) => {
      if (!sql.includes("into kpay_staged")) return
      sizes.push(String(bindings?.[0]).length)
      if (sizes.length % 20 === 0) kept.push(measureHeapMb() - before)
    }
    // Making the file stops this process, so that a connection which was closed meanwhile is noticed only now.
    await fetch(`${shop().baseUrl}/health`).catch(() => undefined)
    knex.on("query", onQuery)
    const { statement } = await upload(shop(), file)
    knex.off("query", onQuery)
    expect(statement).toMatchObject({ rows, counts: { matched: 1, missing_in_books: rows - 1 } })
    expect(sizes).toHaveLength(100)
    expect(Math.max(...sizes)).toBeLessThan(1_000_000)
    // A hundredth of the rows and what reads them; all rows at once are more than 100 MB.
    expect(Math.max(...kept)).toBeLessThan(50)
  })
})
