import { toKigaliTime } from "../../src/domain/kigali-time"
import type { KpayStatementResponse, KpayStatementRow } from "../../src/http-types"
import { read, type Fault } from "./books"
import { ignoreAnswer, type Market } from "./market"

const PATH = "/kpay/statements?source=operator&settling_hours=0&methods=momo,airtel,card&decimal=."

/** What shoppers paid to the shop's own MoMo code. No order knows of it until an admin says which one it is for. */
interface DirectPayment {
  readonly id: string
  readonly amount: number
  readonly at: Date
  /** The order that the admin takes it for. It may owe less. */
  readonly orderId: string
}

/** The operator's statements, and the admin who uploads them and decides about their rows. */
export class Statements {
  readonly #market: Market
  readonly #direct: DirectPayment[] = []

  constructor(market: Market) {
    this.#market = market
  }

  /** During the market: shoppers have paid past K-Pay, and the admin finds it in the statement and books it. */
  async importToday(): Promise<void> {
    await this.#payDirectly()
    const { statement, rows } = await this.#upload()
    for (const row of rows.filter(({ outcome }) => outcome === "missing_in_books"))
      await this.#book(statement.id, row)
  }

  /** At the end: the statement and the books agree, and a second upload of it changes nothing. */
  async compare(): Promise<Fault[]> {
    const first = await this.#upload()
    const again = await this.#upload()
    const expected = await this.#expect()
    const faults: Fault[] = []
    for (const { statement } of [first, again])
      for (const [outcome, count] of Object.entries(expected)) {
        const found = statement.counts[outcome as keyof typeof expected]
        if (found !== count)
          faults.push(`the statement has ${found} rows ${outcome}, and ${count} are right`)
      }
    if (faults.length > 0) faults.push(await this.#tellOthers())
    if (again.statement.known_rows !== again.statement.rows)
      faults.push(
        `a statement was uploaded again, and ${again.statement.rows - again.statement.known_rows} of its rows are new`
      )
    return faults
  }

  async #expect() {
    const paid = this.#listPaid()
    const booked = await read<{ reference: string }>(
      this.#market.knex,
      "select reference from kpay_manual_payment where status = 'booked' and reference like 'DIRECT%'"
    )
    const wrong = paid.filter(({ momtransactionid }) => isWrong(momtransactionid)).length
    return {
      matched: paid.length - wrong + booked.length,
      amount_differs: wrong,
      missing_in_books: this.#direct.length - booked.length,
      missing_in_statement: 0,
    }
  }

  /** The rows that are not plainly matched, to find out why. */
  async #tellOthers(): Promise<Fault> {
    const rows = await read<object>(
      this.#market.knex,
      `select transaction_id, amount, outcome, ignored_reason, ids from kpay_statement_row where outcome <> 'matched' order by 1`
    )
    return `rows of the statement that are not matched: ${JSON.stringify(rows)}`
  }

  #listPaid() {
    return this.#market.sandbox.transactions().filter(({ statusid }) => statusid === "01")
  }

  /** Every second pays what an order owes, the others a thousand francs more. */
  async #payDirectly(): Promise<void> {
    const orders = await read<{ id: string; owed: number }>(
      this.#market.knex,
      `select o.id, (s.totals ->> 'pending_difference')::float as owed from "order" o
       join order_summary s on s.order_id = o.id and s.version = o.version and s.deleted_at is null
       where o.status <> 'canceled' and (s.totals ->> 'pending_difference')::numeric > 0 order by o.id desc limit 6`
    )
    for (const [place, { id, owed }] of orders.entries())
      this.#direct.push({
        id: `DIRECT${this.#direct.length}`,
        amount: owed + (place % 2) * 1_000,
        at: new Date(),
        orderId: id,
      })
  }

  async #upload(): Promise<KpayStatementResponse> {
    const lines = this.#listPaid().flatMap((paid) => {
      const { momtransactionid: id, amount, msisdn } = paid
      const line = toLine(
        id,
        paid.decidedAt ?? paid.createdAt,
        amount + (isWrong(id) ? 100 : 0),
        msisdn
      )
      return isDouble(id) ? [line, line] : [line]
    })
    const direct = this.#direct.map(({ id, at, amount }) => toLine(id, at, amount, "250789999999"))
    const file = [HEADER, ...lines, ...direct, FAILED_LINE].join("\r\n")
    return this.#market.upload<KpayStatementResponse>(PATH, file)
  }

  /** The admin taps twice. */
  async #book(statementId: string, row: KpayStatementRow): Promise<void> {
    const payment = this.#direct.find(({ id }) => id === row.transaction_id)
    if (!payment) return
    this.#market.paidByHand.set(payment.id, payment.amount)
    const book = async () =>
      this.#market
        .asAdmin("POST", `/kpay/statements/${statementId}/rows/${row.id ?? ""}/book`, {
          order_id: payment.orderId,
          note: "Paid to the shop's own code",
        })
        .catch(ignoreAnswer)
    await Promise.all([book(), book()])
  }
}

const HEADER = "Transaction ID,Date,Amount,Phone,Name,Status"
const FAILED_LINE = toLine("999", new Date(), 5_200, "250788000002").replace("Successful", "Failed")

function toLine(id: string, at: Date, amount: number, phone: string): string {
  const time = toKigaliTime(at).slice(0, 19).replace("T", " ")
  return [id, time, amount, phone, "Secret Payer", "Successful"].join(",")
}

/** The operator states another amount than K-Pay. */
function isWrong(id: string): boolean {
  return Number(id) % 9 === 0
}

/** The operator states a row twice. */
function isDouble(id: string): boolean {
  return Number(id) % 9 === 1
}
