import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { eventually } from "../eventually"
import { ProcessShop } from "./process-shop"

jest.setTimeout(3_600_000)

const BACKLOG = 10_000
const CONCURRENCY = 4

/** What the server may hold more at the end than when a tenth was done: two kilobytes for each of 9,000 attempts. */
const GROWTH_MAX_MB = 18

/**
 * K-Pay that answers every question with "pending", and counts how many it is asked at the same time. The first questions
 * are answered once there are as many as may be asked together, however slowly they come.
 */
class CountingKpay {
  readonly #server: Server
  #now = 0
  readonly #waiting: (() => void)[] = []
  most = 0
  asked = 0

  constructor() {
    this.#server = createServer((request, response) => {
      this.#now++
      this.most = Math.max(this.most, this.#now)
      let body = ""
      request.on("data", (chunk: Buffer) => (body += chunk.toString()))
      request.on("end", () => {
        const { refid } = JSON.parse(body) as { refid: string }
        this.#waiting.push(() => {
          this.#now--
          this.asked++
          response.end(JSON.stringify({ tid: "A1", refid, momtransactionid: "", statusid: "03" }))
        })
        if (this.most >= CONCURRENCY) setTimeout(() => this.#answerAll(), 5)
      })
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, resolve))
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  #answerAll(): void {
    for (const answer of this.#waiting.splice(0)) answer()
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

describe("A backlog", () => {
  const shop = new ProcessShop()
  const kpay = new CountingKpay()

  beforeAll(() => shop.setUp())
  afterAll(async () => {
    await shop.tearDown()
    kpay.close()
  })

  it("of 10,000 attempts drains within the bounds of the concurrency given, each is asked about once, and memory stays flat", async () => {
    const baseUrl = await kpay.listen()
    await shop.query(`
      insert into kpay_attempt (id, refid, token, account, environment, provider_id, payment_session_id, started_session_id,
        payment_collection_id, status, method, network, amount, currency_code, msisdn, locale, due_at, created_at)
      select 'kpatt_' || n, 'REFID' || n, 'token' || n, 'default', 'test', 'pp_kpay_kpay', 'payses_' || n, 'payses_' || n,
        'pay_col_' || n, 'pending', 'momo', 'mtn', 5200, 'rwf', '250788300000', 'en', now() - interval '1 minute', now() - interval '2 hours'
      from generate_series(1, ${BACKLOG}) n`)
    const server = await shop.startServer(0, { baseUrl, concurrency: CONCURRENCY })
    await eventually(
      () => kpay.asked,
      (asked) => asked >= BACKLOG / 10,
      1_200_000
    )
    const early = await server.heapMb()
    await eventually(
      () => kpay.asked,
      (asked) => asked >= BACKLOG,
      2_000_000
    )
    const late = await server.heapMb()

    // More at once are asked for where answers are slow, as on a slow machine.
    expect(kpay.most).toBeGreaterThanOrEqual(CONCURRENCY)
    expect(kpay.most).toBeLessThanOrEqual(4 * CONCURRENCY)
    expect(
      await shop.query("select count(*)::int as count from kpay_attempt where asked_at is null")
    ).toEqual([{ count: 0 }])
    expect(kpay.asked).toBe(BACKLOG)
    expect(late - early).toBeLessThan(GROWTH_MAX_MB)
  })
})
