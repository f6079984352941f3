import type { ServerResponse } from "node:http"
import { toAmountRwf } from "../../domain/amount"
import type { Refid } from "../../domain/kpay-ids"
import { parseMsisdn } from "../../domain/msisdn"
import { KpayClient, STATUS_CONNECTIONS_MAX } from "../client"
import { JsonPoster, NotConnectedError } from "../http"
import { Loopback } from "./loopback"
import { PAY, REFID, STATUS } from "./recorded-messages"

/** Nothing runs into these limits. */
const PATIENT = { connectMs: 60_000, headersMs: 60_000, bodyMs: 60_000, statusMs: 120_000 }

const refid = REFID as Refid
const payRequest = {
  refid,
  method: "momo" as const,
  amountRwf: toAmountRwf(5_200, "RWF", "nearest"),
  msisdn: parseMsisdn("0788300000"),
  payerName: "A Payer",
  payerEmail: "payer@example.com",
  details: "Online order",
  returl: "https://shop.example/hooks/kpay/t",
  redirecturl: "https://shop.example/kpay/return/t",
}

/** A server that leaves every request open until the test answers it. */
class Holding {
  readonly held: ServerResponse[] = []
  #onRequest: () => void = () => undefined

  readonly hold = (response: ServerResponse): void => {
    this.held.push(response)
    this.#onRequest()
  }

  /** Waits until so many requests have come. */
  async until(count: number): Promise<void> {
    while (this.held.length < count) {
      await new Promise<void>((resolve) => (this.#onRequest = resolve))
    }
  }
}

const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function startServer(answer: (response: ServerResponse, tries: number) => void) {
  const server = await Loopback.start(answer)
  stops.push(() => server.stop())
  return server
}

const errorOf = (call: Promise<unknown>) => call.catch((error: unknown) => error)
const forever = () => new AbortController().signal
const actions = ({ received }: Loopback) => received.map(({ body }) => body.action)

describe("The connections to K-Pay", () => {
  it("for `pay` are its own: while every one for questions is held, `pay` is answered", async () => {
    const questions = new Holding()
    const kpay = await startServer((response, count) => {
      if (kpay.received[count - 1]?.body.action === "pay") response.end(PAY.accepted)
      else questions.hold(response)
    })
    const client = new KpayClient({
      baseUrl: kpay.url,
      username: "shop",
      password: "word",
      retailerId: "01",
      timeouts: PATIENT,
    })
    stops.push(() => client.close())
    const asked = Array.from({ length: STATUS_CONNECTIONS_MAX + 8 }, () =>
      client.checkStatus(refid)
    )
    await questions.until(STATUS_CONNECTIONS_MAX)

    await expect(client.pay(payRequest)).resolves.toMatchObject({ state: "accepted" })

    expect(actions(kpay).filter((action) => action === "checkstatus")).toHaveLength(
      STATUS_CONNECTIONS_MAX
    )
    for (let count = 1; count <= asked.length; count++) {
      await questions.until(count)
      questions.held[count - 1]?.end(STATUS.pending)
    }
    await expect(Promise.all(asked)).resolves.toHaveLength(STATUS_CONNECTIONS_MAX + 8)
    expect(kpay.sockets).toBeLessThanOrEqual(STATUS_CONNECTIONS_MAX + 1)
  })

  it("are new for every `pay`, which a server that closes an idle one cannot cut off; questions share one", async () => {
    const kpay = await startServer((response, count) => {
      const isPay = kpay.received[count - 1]?.body.action === "pay"
      response.end(isPay ? PAY.accepted : STATUS.pending)
    })
    const client = new KpayClient({
      baseUrl: kpay.url,
      username: "shop",
      password: "word",
      retailerId: "01",
      timeouts: PATIENT,
    })
    stops.push(() => client.close())
    await client.pay(payRequest)
    await client.pay(payRequest)
    expect(kpay.sockets).toBe(2)
    expect(kpay.received.map(({ headers }) => headers.connection)).toEqual(["close", "close"])

    for (let questions = 0; questions < 10; questions++) await client.checkStatus(refid)
    // undici may open a second one while the first is being read to its end.
    expect(kpay.sockets).toBeLessThanOrEqual(2 + 2)
    expect(kpay.received.at(-1)?.headers.connection).toBe("keep-alive")
  })

  it("that are all in use let a waiting call go when its time ends; it is never sent", async () => {
    const calls = new Holding()
    const kpay = await startServer(calls.hold)
    const poster = new JsonPoster(PATIENT, 1, true)
    stops.push(() => poster.close())
    const post = (action: string, send = forever()) =>
      poster.post(kpay.url, {}, { action }, { send, answer: forever() })
    const first = post("first")
    await calls.until(1)
    const time = new AbortController()
    const second = post("second", time.signal)
    const third = post("third")

    time.abort()
    expect(await errorOf(second)).toBeInstanceOf(NotConnectedError)

    calls.held[0]?.end("{}")
    await first
    await calls.until(2)
    calls.held[1]?.end("{}")
    await third
    expect(actions(kpay)).toEqual(["first", "third"])
  })

  it("tell a request that was sent from one that was not: what was sent has an unknown outcome", async () => {
    const calls = new Holding()
    const kpay = await startServer(calls.hold)
    const poster = new JsonPoster(PATIENT, 1, true)
    stops.push(() => poster.close())
    const [send, answer] = [new AbortController(), new AbortController()]
    const call = poster.post(kpay.url, {}, {}, { send: send.signal, answer: answer.signal })
    await calls.until(1)

    send.abort()
    const reason = new Error("The time has ended.")
    answer.abort(reason)

    expect(await errorOf(call)).toBe(reason)
  })
})
