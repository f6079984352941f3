import type { ServerResponse } from "node:http"
import { inspect } from "node:util"
import { toAmountRwf } from "../../domain/amount"
import type { Refid } from "../../domain/kpay-ids"
import { parseMsisdn } from "../../domain/msisdn"
import { postCallback } from "../callback-post"
import { KpayClient } from "../client"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../errors"
import { JsonPoster, NotConnectedError } from "../http"
import { readProxies } from "../proxies"
import { ConnectProxy } from "./connect-proxy"
import { Loopback } from "./loopback"
import { PAY, REFID, STATUS } from "./recorded-messages"

/** Only what never answers runs into a limit. */
const PATIENT = { connectMs: 60_000, headersMs: 60_000, bodyMs: 60_000, statusMs: 120_000 }

/** No name server knows it: it is reached through the proxy, or not at all. */
const KPAY = "http://pay.example/"

const CREDENTIALS = "shop:p%40ss-of-the-proxy"

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

const VARIABLES = [
  ...["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"],
  ...["http_proxy", "https_proxy", "no_proxy"],
]
const before = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]))
const stops: (() => Promise<void>)[] = []

function setEnv(values: Readonly<Record<string, string | undefined>>): void {
  for (const name of VARIABLES) {
    const value = values[name]
    if (value === undefined) Reflect.deleteProperty(process.env, name)
    else process.env[name] = value
  }
}

beforeEach(() => setEnv({}))
afterEach(async () => {
  setEnv(before)
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function startShop(answer: (response: ServerResponse) => void) {
  const kpay = await Loopback.start(answer)
  stops.push(() => kpay.stop())
  const proxy = await ConnectProxy.start(kpay.port)
  stops.push(() => proxy.stop())
  const address = `http://${CREDENTIALS}@localhost:${proxy.port}`
  setEnv({ HTTP_PROXY: address, HTTPS_PROXY: address })
  return { kpay, proxy }
}

function toClient(baseUrl = KPAY, timeouts = PATIENT): KpayClient {
  const account = { username: "shop", password: "word", retailerId: "01" }
  const client = new KpayClient({ ...account, baseUrl, timeouts })
  stops.push(() => client.close())
  return client
}

const errorOf = (call: Promise<unknown>) => call.catch((error: unknown) => error)

/** Everything that a log could show of an error names neither the proxy nor its password. */
function expectNoProxyIn(error: unknown, { port }: Pick<ConnectProxy, "port">): void {
  const shown = inspect(error, { depth: Infinity, showHidden: true })
  for (const secret of ["ss-of-the-proxy", CREDENTIALS, `:${port}`, "localhost"])
    expect(shown).not.toContain(secret)
}

describe("Behind the shop's proxy", () => {
  it("`pay` and `checkstatus` reach K-Pay through it; only the proxy gets its credentials", async () => {
    const { kpay, proxy } = await startShop((response) =>
      response.end(kpay.received.at(-1)?.body.action === "pay" ? PAY.accepted : STATUS.paid)
    )
    const client = toClient()
    await expect(client.pay(payRequest)).resolves.toMatchObject({ state: "accepted" })
    await expect(client.checkStatus(refid)).resolves.toMatchObject({ state: "paid" })
    await expect(client.checkStatus(refid)).resolves.toMatchObject({ state: "paid" })

    for (const asked of proxy.asked) {
      expect(asked).toEqual({
        authority: "pay.example:80",
        authorization: `Basic ${Buffer.from("shop:p@ss-of-the-proxy").toString("base64")}`,
      })
    }
    expect(kpay.received).toHaveLength(3)
    for (const { headers } of kpay.received) {
      expect(headers).not.toHaveProperty("proxy-authorization")
      expect(headers).toMatchObject({
        host: "pay.example",
        authorization: `Basic ${Buffer.from("shop:word").toString("base64")}`,
      })
    }
  })

  it("every `pay` gets a tunnel of its own, which no idle time of the proxy or of K-Pay can have closed", async () => {
    const { kpay } = await startShop((response) => response.end(PAY.accepted))
    const client = toClient()
    for (let pays = 0; pays < 3; pays++) await client.pay(payRequest)
    expect(kpay.sockets).toBe(3)
  })

  it("a K-Pay on this machine is reached without it", async () => {
    const { kpay, proxy } = await startShop((response) => response.end(STATUS.pending))
    await expect(toClient(kpay.url).checkStatus(refid)).resolves.toMatchObject({ state: "pending" })
    expect(proxy.asked).toHaveLength(0)
  })

  it.each([403, 407, 502])(
    "its answer %d to CONNECT means that no prompt was sent",
    async (code) => {
      const { kpay, proxy } = await startShop((response) => response.end(PAY.accepted))
      proxy.answerBy((socket) => socket.end(`HTTP/1.1 ${code} No\r\ncontent-length: 0\r\n\r\n`))
      const error = await errorOf(toClient().pay(payRequest))
      expect(error).toBeInstanceOf(KpayRefusedError)
      expect(error).toMatchObject({ reasonCode: "unavailable", said: { code: null } })
      expect(String(error)).toContain(`(PROXY_${code})`)
      expectNoProxyIn(error, proxy)
      expect(proxy.asked).toHaveLength(1)
      expect(kpay.received).toHaveLength(0)
    }
  )

  it("one that cannot be reached means that no prompt was sent", async () => {
    const { proxy } = await startShop((response) => response.end(PAY.accepted))
    const { port } = proxy
    stops.pop()
    await proxy.stop()
    const error = await errorOf(toClient().pay(payRequest))
    expect(error).toBeInstanceOf(KpayRefusedError)
    expect(String(error)).toContain("(PROXY_ECONNREFUSED)")
    expectNoProxyIn(error, { port })
  })

  it("one that hangs up is asked once for a `pay`", async () => {
    const { kpay, proxy } = await startShop((response) => response.end(PAY.accepted))
    proxy.answerBy((socket) => socket.destroy())
    const error = await errorOf(toClient().pay(payRequest))
    expect(error).toBeInstanceOf(KpayRefusedError)
    expect(String(error)).toContain("(PROXY_")
    expectNoProxyIn(error, proxy)
    expect(proxy.asked).toHaveLength(1)
    expect(kpay.received).toHaveLength(0)
  })

  it("one that does not answer CONNECT holds up a `pay` no longer than connecting may take", async () => {
    const { kpay, proxy } = await startShop((response) => response.end(PAY.accepted))
    proxy.answerBy(() => undefined)
    const error = await errorOf(toClient(KPAY, { ...PATIENT, connectMs: 1_000 }).pay(payRequest))
    expect(error).toBeInstanceOf(KpayRefusedError)
    expectNoProxyIn(error, proxy)
    expect(kpay.received).toHaveLength(0)
  })

  it("a request that was given up while the proxy connected is never sent", async () => {
    const { kpay, proxy } = await startShop((response) => response.end("{}"))
    const time = new AbortController()
    const opened = new Promise<() => void>((resolve) => proxy.answerBy((_, open) => resolve(open)))
    const poster = new JsonPoster(PATIENT, 1, true)
    stops.push(() => poster.close())
    const limits = { send: new AbortController().signal, answer: new AbortController().signal }
    const first = poster.post(KPAY, {}, { call: "first" }, { ...limits, send: time.signal })
    const open = await opened
    time.abort()
    expect(await errorOf(first)).toBeInstanceOf(NotConnectedError)

    proxy.answerBy((_, openNext) => openNext())
    open()
    await poster.post(KPAY, {}, { call: "second" }, limits)
    expect(kpay.received.map(({ body }) => body.call)).toEqual(["second"])
  })

  it("a connection that is cut after the request was sent leaves the outcome unknown", async () => {
    const { kpay, proxy } = await startShop(() => proxy.cut())
    const error = await errorOf(toClient().pay(payRequest))
    expect(error).toBeInstanceOf(KpayUnknownOutcomeError)
    expect(kpay.received).toHaveLength(1)
  })

  it("an answer without end is cut off", async () => {
    const { kpay } = await startShop((response) => response.end("x".repeat(200_000)))
    const error = await errorOf(toClient().pay(payRequest))
    expect(error).toBeInstanceOf(KpayUnknownOutcomeError)
    expect(String(error)).toContain("(UND_ERR_RES_EXCEEDED_MAX_SIZE)")
    expect(kpay.received).toHaveLength(1)
  })

  it("the test callback goes to the shop's public address through it", async () => {
    const { proxy } = await startShop((response) => response.end(`{"reply":"OK"}`))
    await expect(postCallback("http://shop.example/hooks/kpay/t", refid, 60_000)).resolves.toEqual({
      state: "answered",
      httpStatus: 200,
      isOk: true,
    })
    expect(proxy.asked).toMatchObject([{ authority: "shop.example:80" }])

    proxy.answerBy((socket) => socket.end("HTTP/1.1 407 No\r\n\r\n"))
    await expect(postCallback("http://shop.example/hooks/kpay/t", refid, 60_000)).resolves.toEqual({
      state: "unanswered",
      cause: "PROXY_407",
    })

    proxy.answerBy(() => undefined)
    await expect(postCallback("http://shop.example/hooks/kpay/t", refid, 1_000)).resolves.toEqual({
      state: "unanswered",
      cause: "TimeoutError",
    })
  })
})

describe("The proxies of the environment", () => {
  const THIS_MACHINE = "localhost,127.0.0.1,[::1]"

  it.each([
    [{}, { httpProxy: "", httpsProxy: "", noProxy: THIS_MACHINE }],
    [
      { HTTPS_PROXY: "proxy.example:3128", NO_PROXY: "a.example b.example:8080" },
      {
        httpProxy: "",
        httpsProxy: "http://proxy.example:3128",
        noProxy: `a.example b.example:8080,${THIS_MACHINE}`,
      },
    ],
    [
      { http_proxy: " https://small.example ", HTTP_PROXY: "http://big.example", NO_PROXY: "*" },
      { httpProxy: "https://small.example", httpsProxy: "", noProxy: "*" },
    ],
    [
      { https_proxy: "", HTTPS_PROXY: "http://big.example" },
      { httpProxy: "", httpsProxy: "http://big.example", noProxy: THIS_MACHINE },
    ],
  ])("of %j", (env, proxies) => {
    expect(readProxies(env)).toEqual(proxies)
  })

  it.each([
    "socks5://user:secret@proxy.example",
    "http://user:secret@",
    "http://secret host",
    "http://user:50%secret@proxy.example",
  ])("name the variable and no value when it is %s", (value) => {
    const error = (() => {
      try {
        return readProxies({ HTTPS_PROXY: value })
      } catch (reason) {
        return reason
      }
    })()
    expect(String(error)).toContain("HTTPS_PROXY must be the address of a proxy")
    expect(inspect(error, { depth: Infinity })).not.toContain("secret")
  })
})
