import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import type { KpaySession } from "../../http-types"
import { createKpay, KpayError, type Kpay } from ".."

const FIELDS: Partial<KpaySession> = {
  session_id: "payses_1",
  status: "pending",
  actions: ["wait"],
  poll_after_ms: 3_000,
  order_id: "order_1",
}
const PENDING = FIELDS as KpaySession
const PAID: KpaySession = { ...PENDING, status: "paid", poll_after_ms: null }

/** Answers as the test says: a session, an HTTP status, or no answer. */
class StubServer {
  asked = 0
  answer: KpaySession | number | "cut" = PENDING
  readonly #server: Server

  constructor() {
    this.#server = createServer((_, response) => {
      this.asked++
      response.setHeader("connection", "close")
      if (this.answer === "cut") response.destroy()
      else if (typeof this.answer === "number") response.writeHead(this.answer).end("<html>")
      else response.end(JSON.stringify({ kpay: this.answer }))
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** Lets the network finish, because the fake clock does not drive it. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => process.nextTick(resolve))
  }
}

describe("Waiting for a payment", () => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" })
  const device = new EventTarget()
  let server: StubServer
  let kpay: Kpay
  let abort: AbortController
  let waiting: Promise<KpaySession>
  let seen: string[]
  let troubles: boolean[]

  const show = (visibilityState: string): void => {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event("visibilitychange"))
  }
  /** Waits until the server has received this many requests and the kit has read the answers. */
  const untilAsked = async (times: number): Promise<void> => {
    // `performance` is the only clock that is not faked.
    const endsAt = performance.now() + 60_000
    while (server.asked < times && performance.now() < endsAt) await settle()
    for (let turn = 0; turn < 25; turn++) await settle()
    expect(server.asked).toBe(times)
  }
  const pass = async (ms: number): Promise<void> => {
    await jest.advanceTimersByTimeAsync(ms)
    for (let turn = 0; turn < 25; turn++) await settle()
  }

  beforeEach(async () => {
    jest.useFakeTimers({
      doNotFake: ["nextTick", "setImmediate", "clearImmediate", "queueMicrotask", "performance"],
    })
    Object.assign(globalThis, { document: page, window: device })
    page.visibilityState = "visible"
    server = new StubServer()
    kpay = createKpay({ baseUrl: await server.listen(), publishableKey: "pk", storage: null })
    abort = new AbortController()
    seen = []
    troubles = []
    waiting = kpay.wait("payses_1", {
      signal: abort.signal,
      onChange: ({ status }) => seen.push(status),
      onTrouble: (isTrouble) => troubles.push(isTrouble),
    })
    waiting.catch(() => undefined)
  })
  afterEach(async () => {
    abort.abort(new Error("the test is over"))
    await waiting.catch(() => undefined)
    await server.close()
    Reflect.deleteProperty(globalThis, "document")
    Reflect.deleteProperty(globalThis, "window")
    jest.useRealTimers()
    jest.restoreAllMocks()
  })

  it("polls as often as the server advises, until it is paid", async () => {
    await untilAsked(1)
    await pass(2_999)
    expect(server.asked).toBe(1)
    await pass(1)
    await untilAsked(2)
    server.answer = { ...PENDING, poll_after_ms: 6_000 }
    await pass(3_000)
    await untilAsked(3)
    await pass(5_999)
    expect(server.asked).toBe(3)
    server.answer = PAID
    await pass(1)
    await untilAsked(4)
    expect(await waiting).toEqual(PAID)
    expect(seen).toEqual(["pending", "pending", "pending", "paid"])
    await pass(60_000)
    expect(server.asked).toBe(4)
  })

  it("polls less and less often without an answer, and as before after an answer", async () => {
    jest.spyOn(Math, "random").mockReturnValue(1)
    await untilAsked(1)
    server.answer = "cut"
    await pass(3_000)
    await untilAsked(2)
    const delays = [2_000, 4_000, 8_000, 16_000, 30_000, 30_000]
    for (const [fault, delay] of delays.entries()) {
      await pass(delay - 1)
      expect(server.asked).toBe(fault + 2)
      await pass(1)
      await untilAsked(fault + 3)
    }
    expect(troubles).toEqual([true])
    server.answer = PENDING
    await pass(30_000)
    await untilAsked(9)
    expect(troubles).toEqual([true, false])
    await pass(3_000)
    await untilAsked(10)
  })

  it("makes half of each delay random, so that not all shoppers return at once", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0)
    await untilAsked(1)
    server.answer = 502
    await pass(3_000)
    await untilAsked(2)
    await pass(999)
    expect(server.asked).toBe(2)
    await pass(1)
    await untilAsked(3)
  })

  it("does not poll while the page is hidden, and polls at once when it becomes visible", async () => {
    await untilAsked(1)
    show("hidden")
    await pass(600_000)
    expect(server.asked).toBe(1)
    device.dispatchEvent(new Event("online"))
    await pass(0)
    expect(server.asked).toBe(1)
    show("visible")
    await untilAsked(2)
  })

  it("polls at once when the device is online again", async () => {
    await untilAsked(1)
    await pass(100)
    device.dispatchEvent(new Event("online"))
    await untilAsked(2)
  })

  it("never fails because of time: it still waits after three days, and then is paid", async () => {
    await untilAsked(1)
    show("hidden")
    await pass(3 * 24 * 60 * 60 * 1000)
    server.answer = 503
    show("visible")
    await untilAsked(2)
    server.answer = PAID
    await pass(30_000)
    expect((await waiting).status).toBe("paid")
    expect(seen).toEqual(["pending", "paid"])
  })

  it("goes on after the payment until the order has the money, and says paid meanwhile", async () => {
    await untilAsked(1)
    server.answer = { ...PAID, poll_after_ms: 3_000, order_id: null }
    await pass(3_000)
    await untilAsked(2)
    expect(seen).toEqual(["pending", "paid"])
    server.answer = PAID
    await pass(3_000)
    expect((await waiting).order_id).toBe("order_1")
  })

  it("throws for a payment that the server does not know", async () => {
    await untilAsked(1)
    server.answer = 404
    await pass(3_000)
    await expect(waiting).rejects.toThrow(KpayError)
    await expect(waiting).rejects.toMatchObject({ kind: "rejected", status: 404 })
  })
})
