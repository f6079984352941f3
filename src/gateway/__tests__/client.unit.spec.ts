import type { ServerResponse } from "node:http"
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib"
import { toAmountRwf } from "../../domain/amount"
import { KpayClient, STATUS_CONNECTIONS_MAX, type KpayAccount } from "../client"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../errors"
import { parseMsisdn } from "../../domain/msisdn"
import type { Refid } from "../../domain/kpay-ids"
import { readPayAnswer, readStatus } from "../wire"
import { Loopback } from "./loopback"
import { PAY, REFID, STATUS } from "./recorded-messages"

/** Only what never answers runs into a limit. */
const PATIENT = { connectMs: 30_000, headersMs: 30_000, bodyMs: 30_000, statusMs: 60_000 }
const IMPATIENT = { ...PATIENT, headersMs: 2_000, bodyMs: 2_000 }

const stops: (() => Promise<void>)[] = []

async function answering(
  answer: (response: ServerResponse, tries: number) => void
): Promise<Loopback> {
  const loopback = await Loopback.start(answer)
  stops.push(() => loopback.stop())
  return loopback
}

function clientOf(baseUrl: string, account: Partial<KpayAccount> = {}): KpayClient {
  const client = new KpayClient({
    baseUrl,
    username: "shop",
    password: "pass:word",
    retailerId: "01",
    timeouts: PATIENT,
    ...account,
  })
  stops.push(() => client.close())
  return client
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

const refid = REFID as Refid
const request = {
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

describe("K-Pay's client", () => {
  it("sends what K-Pay documents, with Basic authentication and the key when there is one", async () => {
    const kpay = await answering((response) => response.end(PAY.accepted))
    await clientOf(kpay.url, { apiKey: "key-1" }).pay(request)
    await clientOf(kpay.url).pay({ ...request, method: "card" })
    const [momo, card] = kpay.received
    expect(momo?.body).toEqual({
      action: "pay",
      msisdn: "250788300000",
      email: "payer@example.com",
      details: "Online order",
      refid: REFID,
      amount: 5_200,
      currency: "RWF",
      cname: "A Payer",
      cnumber: "250788300000",
      pmethod: "momo",
      bankid: "63510",
      retailerid: "01",
      returl: "https://shop.example/hooks/kpay/t",
      redirecturl: "https://shop.example/kpay/return/t",
    })
    expect(momo?.headers).toMatchObject({
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from("shop:pass:word").toString("base64")}`,
      "kpay-key": "key-1",
    })
    expect(card?.headers).not.toHaveProperty("kpay-key")
    expect(card?.body).toMatchObject({ pmethod: "cc", bankid: "000" })
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ["does not answer in time", () => undefined],
    ["cuts the connection", (response) => response.socket?.resetAndDestroy()],
    ["answers 502 with HTML", (response) => response.writeHead(502).end("<html></html>")],
    ["answers nothing", (response) => response.end()],
    ["stops in the middle of the answer", (response) => response.write(PAY.accepted.slice(0, 40))],
    ["answers without end", (response) => response.end("x".repeat(200_000))],
  ])("never sends `pay` a second time when K-Pay %s", async (_, answer) => {
    const kpay = await answering(answer)
    const error: unknown = await clientOf(kpay.url, { timeouts: IMPATIENT })
      .pay(request)
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(KpayUnknownOutcomeError)
    expect(String(error)).toContain(REFID)
    expect(String(error)).not.toContain("788300000")
    expect(kpay.received).toHaveLength(1)
  })

  it("reads the body whatever the HTTP status and the content type", async () => {
    const kpay = await answering((response) =>
      response.writeHead(500, { "content-type": "text/html" }).end(PAY.refusedLive)
    )
    await expect(clientOf(kpay.url).pay(request)).rejects.toMatchObject({
      reasonCode: "insufficient_funds",
      said: { code: "606", text: "Not enough funds", tid: "E6974831594723691" },
    })
  })

  it.each([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZIP", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    // Some servers name a character set here, or leave the header on what a proxy has unpacked.
    ["UTF-8", (text: string) => Buffer.from(text)],
    ["gzip", (text: string) => Buffer.from(text)],
  ])("reads an answer that came with the encoding %s, and asks for none", async (coding, pack) => {
    const kpay = await answering((response) =>
      response.setHeader("content-encoding", coding).end(pack(STATUS.paid))
    )
    await expect(clientOf(kpay.url).checkStatus(refid)).resolves.toMatchObject({ state: "paid" })
    expect(kpay.received).toMatchObject([{ headers: { "accept-encoding": "identity" } }])
  })

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("unpacks no more of a %s answer than it reads of any other", async (coding, pack) => {
    // A paid answer, with blanks behind it as JSON allows. Packed, it is shorter than what is read.
    const packed = pack(PAY.paidAtOnce.padEnd(50 * 1024 * 1024))
    expect(packed.length).toBeLessThan(64 * 1024)
    const kpay = await answering((response) =>
      response.setHeader("content-encoding", coding).end(packed)
    )
    const before = process.memoryUsage().arrayBuffers
    const error: unknown = await clientOf(kpay.url)
      .pay(request)
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(KpayUnknownOutcomeError)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024)
    expect(kpay.received).toHaveLength(1)
  })

  it("believes a 500, which means plain HTTP, only of a request over plain HTTP, and from no broken server", async () => {
    const body = `{"reply":"Request not sent over HTTPS","retcode":500}`
    const payAt = async (status: number): Promise<unknown> => {
      const kpay = await answering((response) => response.writeHead(status).end(body))
      return clientOf(kpay.url)
        .pay(request)
        .catch((reason: unknown) => reason)
    }
    expect(await payAt(200)).toMatchObject({ name: "KpayRefusedError", said: { code: "500" } })
    for (const status of [500, 503])
      expect(await payAt(status)).toMatchObject({ name: "KpayUnknownOutcomeError" })
    // As over HTTPS.
    expect(() => readPayAnswer(body, refid)).toThrow(KpayUnknownOutcomeError)
  })

  it("knows that no prompt was sent when no connection was made", async () => {
    const closed = await Loopback.start(() => undefined)
    const { url } = closed
    await closed.stop()
    const error: unknown = await clientOf(url)
      .pay(request)
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(KpayRefusedError)
    expect(error).toMatchObject({
      reasonCode: "unavailable",
      said: { code: null },
      message: expect.stringContaining("ECONNREFUSED") as string,
    })
    expect((error as Error).cause).toBeInstanceOf(Error)
  })

  it("asks `checkstatus` again until it is answered, and gives up in the end", async () => {
    const recovers = await answering((response, tries) =>
      tries < 3 ? response.socket?.resetAndDestroy() : response.end(STATUS.paid)
    )
    await expect(clientOf(recovers.url).checkStatus(refid)).resolves.toMatchObject({
      state: "paid",
      momoTransactionId: "616730887",
    })
    expect(recovers.received.map(({ body }) => body)).toEqual(
      Array(3).fill({ action: "checkstatus", refid: REFID })
    )

    const broken = await answering((response) => response.writeHead(503).end())
    await expect(clientOf(broken.url).checkStatus(refid)).rejects.toBeInstanceOf(
      KpayUnknownOutcomeError
    )
    expect(broken.received).toHaveLength(3)
  })

  it("tells the HTTP status of an answer that is not K-Pay's, which names a password or a proxy that is at fault", async () => {
    const kpay = await answering((response) => response.writeHead(401).end())
    const client = clientOf(kpay.url)
    for (const call of [client.pay(request), client.checkStatus(refid)])
      await expect(call).rejects.toMatchObject({
        name: "KpayUnknownOutcomeError",
        message: expect.stringContaining("(HTTP 401, 0 characters)") as string,
        httpStatus: 401,
      })
  })

  it("does not repeat a question that K-Pay refused for reasons of setup", async () => {
    const kpay = await answering((response) => response.end(PAY.rejected))
    await expect(clientOf(kpay.url).checkStatus(refid)).rejects.toMatchObject({
      name: "KpayRefusedError",
      said: { code: "600" },
    })
    expect(kpay.received).toHaveLength(1)
  })

  it.each([
    ["another refid", STATUS.paid.replace(REFID, "ANOTHER")],
    ["no refid", `{"statusid":"02","refid":""}`],
    ["a code of the question", `{"retcode":606,"reply":"Error processing"}`],
    ["a code that K-Pay does not document", `{"retcode":429,"reply":"Too many requests"}`],
  ])("does not repeat a question that K-Pay answered, with %s", async (_, body) => {
    const kpay = await answering((response) => response.end(body))
    await expect(clientOf(kpay.url).checkStatus(refid)).rejects.toMatchObject({
      name: "KpayUnknownOutcomeError",
      hasAnswer: true,
    })
    expect(kpay.received).toHaveLength(1)
  })

  it("takes a 500 for plain HTTP only of a question over plain HTTP; else it is a server's fault, and is asked again", async () => {
    const body = `{"reply":"Internal error","retcode":500}`
    const askAt = async (status: number) => {
      const kpay = await answering((response) => response.writeHead(status).end(body))
      const error: unknown = await clientOf(kpay.url)
        .checkStatus(refid)
        .catch((reason: unknown) => reason)
      return { error, asked: kpay.received.length }
    }
    expect(await askAt(200)).toMatchObject({
      error: { name: "KpayRefusedError", said: { code: "500" } },
      asked: 1,
    })
    expect(await askAt(503)).toMatchObject({
      error: {
        name: "KpayUnknownOutcomeError",
        hasAnswer: false,
        said: { code: "500", text: "Internal error" },
      },
      asked: 3,
    })
    // As over HTTPS.
    const errorOf = (answer: string): unknown => {
      try {
        return readStatus(answer, refid)
      } catch (error) {
        return error
      }
    }
    expect(errorOf(body)).toMatchObject({ name: "KpayUnknownOutcomeError", hasAnswer: false })
    // Said of this payment, it is no trouble of the account.
    expect(errorOf(`{"refid":"${REFID}","statusid":"500"}`)).toMatchObject({
      name: "KpayUnknownOutcomeError",
      hasAnswer: true,
    })
  })

  it("keeps its connections alive and bounded", async () => {
    const kpay = await answering((response) => setTimeout(() => response.end(STATUS.pending), 20))
    const client = clientOf(kpay.url)
    await Promise.all(Array.from({ length: 100 }, () => client.checkStatus(refid)))
    expect(kpay.received).toHaveLength(100)
    expect(kpay.sockets).toBeLessThanOrEqual(STATUS_CONNECTIONS_MAX)
  })
})
