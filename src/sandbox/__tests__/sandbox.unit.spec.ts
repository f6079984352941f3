import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { networkInterfaces } from "node:os"
import { eventually } from "../../../integration-tests/eventually"
import { toAmountRwf } from "../../domain/amount"
import { KpayClient } from "../../gateway/client"
import { parseMsisdn } from "../../domain/msisdn"
import type { Refid } from "../../domain/kpay-ids"
import { PAY, STATUS } from "../../gateway/__tests__/recorded-messages"
import { startSandbox, STORIES, TEST_CARDS, type Sandbox, type SandboxOptions } from "../index"

interface Callback {
  readonly contentType: string | undefined
  readonly text: string
  readonly body: Record<string, unknown>
}

/** Where callbacks go that the shop does not record. */
const NOT_KEPT = "/last"

/** A shop that only records the callbacks it receives. */
async function startShop(): Promise<{ url: string; callbacks: Callback[]; stop: () => void }> {
  const callbacks: Callback[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString()
      const contentType = request.headers["content-type"]
      if (request.url !== NOT_KEPT) callbacks.push({ contentType, text, body: toFields(text) })
      response.end("{}")
    })
  })
  server.listen(0)
  await once(server, "listening")
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    callbacks,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Of JSON, or of real form fields. */
function toFields(body: string): Callback["body"] {
  if (!body.startsWith("{")) return Object.fromEntries(new URLSearchParams(body))
  return JSON.parse(body) as Callback["body"]
}

const stops: (() => Promise<void> | void)[] = []
let shop: Awaited<ReturnType<typeof startShop>>

beforeEach(async () => {
  shop = await startShop()
  stops.push(shop.stop)
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    answerMs: 1,
    promptMs: 10,
    callbackMs: 10,
    lateCallbackMs: 60,
    seed: 3,
    ...options,
  })
  stops.push(() => sandbox.close())
  return sandbox
}

function bodyOf(fields: object = {}): Record<string, unknown> {
  return {
    action: "pay",
    msisdn: "250788300000",
    email: "payer@example.com",
    details: "Online order",
    refid: "R1",
    amount: 5_200,
    currency: "RWF",
    cname: "A Payer",
    cnumber: "250788300000",
    pmethod: "momo",
    bankid: "63510",
    retailerid: "01",
    returl: `${shop.url}/hook`,
    redirecturl: `${shop.url}/back`,
    ...fields,
  }
}

async function call(
  sandbox: Sandbox,
  body: unknown,
  authorization: string | null = `Basic ${btoa("sandbox:sandbox")}`
) {
  const answer = await fetch(sandbox.url, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization && { authorization }) },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

/**
 * Waits until the sandbox has done everything that it does by itself: a payment that is made last of all, and is told of
 * later than any other, has been told of, and every other callback has come.
 */
async function settled(sandbox: Sandbox): Promise<void> {
  const returl = `${shop.url}${NOT_KEPT}`
  const refid = `LAST-${sandbox.transactions().length}`
  await call(sandbox, bodyOf({ refid, msisdn: "0788000006", returl }))
  const listPosted = (isLast: boolean) =>
    sandbox
      .transactions()
      .filter((one) => (one.refid === refid) === isLast && (isLast || one.returl !== returl))
      .flatMap(({ callbacks }) => callbacks)
  await eventually(
    () => ({ last: listPosted(true).length, others: listPosted(false).length }),
    ({ last, others }) => last === 1 && shop.callbacks.length === others
  )
}
const fieldsOf = (message: string) => Object.keys(JSON.parse(message) as object).sort()

describe("The sandbox answers as recorded from K-Pay", () => {
  it.each([
    ["accepted", "0788300000", PAY.accepted],
    ["paid at once", "0788000015", PAY.paidAtOnce],
    ["refused", "0788000016", PAY.refused],
    ["refused with a text", "0788000002", PAY.refusedLive],
  ])("to `pay`: %s", async (_, phone, recorded) => {
    const answer = await call(await start(), bodyOf({ msisdn: phone }))
    // K-Pay adds undocumented fields. None of the recorded ones may be missing.
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(fieldsOf(recorded)))
    const { reply, success, retcode, statusid, statusmsg } = JSON.parse(recorded) as Record<
      string,
      unknown
    >
    expect({
      ...answer,
      success: answer.success === undefined ? undefined : Number(answer.success),
      retcode: Number(answer.retcode),
    }).toMatchObject(
      JSON.parse(JSON.stringify({ reply, success, retcode, statusid, statusmsg })) as object
    )
  })

  it("to `checkstatus`", async () => {
    const sandbox = await start()
    expect(await call(sandbox, { action: "checkstatus", refid: "UNKNOWN" })).toEqual(
      JSON.parse(STATUS.notFound)
    )
    await call(sandbox, bodyOf({ refid: "OPEN" }))
    expect(await call(sandbox, { action: "checkstatus", refid: "OPEN" })).toMatchObject({
      statusid: "03",
      refid: "OPEN",
    })
    await call(sandbox, bodyOf({ refid: "PAID", msisdn: "0788000001" }))
    await call(sandbox, bodyOf({ refid: "FAILED", msisdn: "0788000018" }))
    await settled(sandbox)
    const paid = await call(sandbox, { action: "checkstatus", refid: "PAID" })
    expect(Object.keys(paid).sort()).toEqual(fieldsOf(STATUS.paid))
    expect(paid).toMatchObject({
      statusid: "01",
      payaccount: "0788000001",
      statusdesc: "Successfully processed transaction.",
    })
    expect(await call(sandbox, { action: "checkstatus", refid: "FAILED" })).toMatchObject({
      statusid: "02",
      statusmsg: "Not enough funds",
    })
    for (const refid of ["OPEN", "PAID", "FAILED"]) {
      expect(Object.keys(await call(sandbox, { action: "checkstatus", refid }))).not.toContain(
        "amount"
      )
    }
  })

  it("and posts callbacks with the fields of `checkstatus`, as JSON labelled as a form", async () => {
    const sandbox = await start()
    await call(sandbox, bodyOf({ msisdn: "0788000001" }))
    await settled(sandbox)
    expect(shop.callbacks).toHaveLength(1)
    expect(shop.callbacks[0]?.contentType).toBe("application/x-www-form-urlencoded")
    expect(Object.keys(shop.callbacks[0]?.body ?? {}).sort()).toEqual(fieldsOf(STATUS.paid))
  })
})

describe("The sandbox refuses what K-Pay refuses", () => {
  it.each([
    ["no authentication", {}, null, 401],
    ["a wrong password", {}, `Basic ${btoa("sandbox:wrong")}`, 600],
    ["a missing parameter", { email: "" }, undefined, 603],
    ["an amount with decimals", { amount: 52.5 }, undefined, 603],
    ["an amount as text", { amount: "5200" }, undefined, 603],
    ["more than a wallet may pay", { amount: 2_000_001 }, undefined, 605],
    [
      "more than a card may pay",
      { amount: 10_000_001, pmethod: "cc", bankid: "000" },
      undefined,
      605,
    ],
    ["another currency", { currency: "USD" }, undefined, 603],
    ["a retailer without its leading zero", { retailerid: "1" }, undefined, 604],
    ["an unknown method", { pmethod: "cash" }, undefined, 609],
    ["an unknown bank", { bankid: "63599" }, undefined, 610],
  ])("%s", async (_, fields, authorization, retcode) => {
    const sandbox = await start()
    const answer = await call(sandbox, bodyOf(fields), authorization)
    expect(Number(answer.retcode)).toBe(retcode)
    expect(sandbox.transactions()).toHaveLength(0)
  })

  it("a call that is not labelled as JSON", async () => {
    const sandbox = await start()
    for (const contentType of ["text/plain", "application/x-www-form-urlencoded"])
      for (const action of ["pay", "checkstatus"]) {
        const answer = await fetch(sandbox.url, {
          method: "POST",
          headers: {
            "content-type": contentType,
            authorization: `Basic ${btoa("sandbox:sandbox")}`,
          },
          body: JSON.stringify(bodyOf({ action })),
        })
        expect(Number(((await answer.json()) as { retcode: unknown }).retcode)).toBe(603)
      }
    expect(sandbox.transactions()).toHaveLength(0)
  })

  it("a prompt that is sent to the network of another number, which fails", async () => {
    const sandbox = await start()
    for (const [msisdn, bankid, retcode] of [
      ["250733300000", "63510", 606],
      ["0788300000", "63514", 606],
      ["0722300000", "63514", 0],
      ["250793300000", "63510", 0],
      ["250733300000", "", 0],
    ] as const) {
      const answer = await call(sandbox, bodyOf({ refid: `${msisdn}-${bankid}`, msisdn, bankid }))
      expect({ msisdn, bankid, retcode: Number(answer.retcode) }).toEqual({
        msisdn,
        bankid,
        retcode,
      })
    }
    expect(sandbox.transactions().map(({ statusid }) => statusid)).toEqual([
      "02",
      "02",
      "03",
      "03",
      "03",
    ])
  })

  it.each([
    [608, "Refid used before"],
    [604, "DUPLICATE_REFID"],
  ] as const)("a used refid, with code %s", async (usedRefidCode, reply) => {
    const sandbox = await start({ usedRefidCode })
    await call(sandbox, bodyOf())
    const again = await call(sandbox, bodyOf())
    expect(again).toMatchObject({ reply })
    expect(Number(again.retcode)).toBe(usedRefidCode)
    expect(sandbox.transactions()).toHaveLength(1)
  })
})

describe("The sandbox keeps merchants apart", () => {
  const login = (username: string, password: string) => `Basic ${btoa(`${username}:${password}`)}`

  it("each sees its own transactions and pays to its own retailers", async () => {
    const sandbox = await start({
      merchants: [
        { username: "huye", password: "h", retailerId: "02" },
        { username: "sandbox", password: "sandbox", retailerId: "03" },
      ],
    })
    const pay = async (refid: string, retailerid: string, authorization?: string) =>
      Number((await call(sandbox, bodyOf({ refid, retailerid }), authorization)).retcode)
    const ask = async (refid: string, authorization?: string) =>
      (await call(sandbox, { action: "checkstatus", refid }, authorization)).statusid
    const huye = login("huye", "h")
    expect(await pay("A", "02", huye)).toBe(0)
    expect(await pay("B", "01", huye)).toBe(604)
    expect(await pay("C", "03")).toBe(0)
    expect(await pay("D", "02")).toBe(604)
    expect(await pay("E", "02", login("huye", "sandbox"))).toBe(600)
    expect(await ask("A", huye)).toBe("03")
    expect(await ask("A")).toBe("611")
    expect(await ask("C")).toBe("03")
    expect(await ask("C", huye)).toBe("611")
    expect(sandbox.transactions().map(({ username }) => username)).toEqual(["huye", "sandbox"])
  })
})

describe.each(["recorded", "possible"] as const)(
  "The sandbox plays stories, quirks: %s",
  (quirks) => {
    it.each(STORIES.filter(({ answer }) => !answer.includes("hang")))(
      "$digits $name",
      async (story) => {
        const sandbox = await start({ quirks })
        const timeouts = { connectMs: 30_000, headersMs: 30_000, bodyMs: 30_000, statusMs: 60_000 }
        const client = new KpayClient({
          baseUrl: sandbox.url,
          username: "sandbox",
          password: "sandbox",
          retailerId: "01",
          timeouts,
        })
        stops.push(() => client.close())
        const refid = `STORY-${story.digits}` as Refid
        const answer = await client
          .pay({
            refid,
            method: "momo",
            amountRwf: toAmountRwf(5_200, "RWF", "nearest"),
            msisdn: parseMsisdn(`07880000${story.digits}`),
            payerName: "A Payer",
            payerEmail: "payer@example.com",
            details: "x",
            returl: `${shop.url}/hook`,
            redirecturl: `${shop.url}/back`,
          })
          .then(
            ({ state }) => state as string,
            (error: unknown) => (error as Error).name
          )
        const answers: Record<typeof story.answer, string> = {
          accepted: "accepted",
          slow: "accepted",
          paid_at_once: "paid_at_once",
          not_enough_funds: "KpayRefusedError",
          wrong_network: "KpayRefusedError",
          refused_with_prompt: "KpayRefusedError",
          html_error_before_acceptance: "KpayUnknownOutcomeError",
          html_error_after_acceptance: "KpayUnknownOutcomeError",
          resets_after_acceptance: "KpayUnknownOutcomeError",
          hangs_before_acceptance: "",
          hangs_after_acceptance: "",
        }
        expect(answer).toBe(answers[story.answer])

        await settled(sandbox)
        const outcomes: Record<typeof story.outcome, string> = {
          pays: "paid",
          fails: "failed",
          fails_for_funds: "failed",
          operator_code: "failed",
          person: "pending",
          never: "pending",
        }
        const isUnknown = story.answer === "html_error_before_acceptance"
        expect((await client.checkStatus(refid)).state).toBe(
          isUnknown ? "not_found" : outcomes[story.outcome]
        )
        const callbacks: Record<typeof story.callback, string[]> = {
          once: ["x"],
          lost: [],
          late: ["x"],
          twice: ["x", "x"],
          forged: ["01"],
          before_answer: ["01"],
          failed_after_paid: ["01", "02"],
          pending_after_paid: ["01", "03"],
        }
        expect(shop.callbacks).toHaveLength(callbacks[story.callback].length)
      }
    )
  }
)

describe("The sandbox", () => {
  it("writes messages in each way that is possible, where it is told to", async () => {
    const sandbox = await start({ quirks: "possible" })
    const waiting = new Set<unknown>()
    const paid = new Set<unknown>()
    for (let n = 0; n < 40; n++) {
      const refid = `R${n}`
      await call(sandbox, bodyOf({ refid }))
      waiting.add((await call(sandbox, { action: "checkstatus", refid })).statusid)
      sandbox.decide(refid, "pays")
      paid.add((await call(sandbox, { action: "checkstatus", refid })).statusid)
    }
    expect([...waiting].map(String).sort()).toEqual([" 03 ", "0", "00", "03", "3"])
    expect(paid).toEqual(new Set(["01", " 01 ", 1]))
    await settled(sandbox)
    const kinds = shop.callbacks.map(
      ({ contentType = "", text }) => `${contentType}, ${text.startsWith("{") ? "JSON" : "fields"}`
    )
    expect(new Set(kinds)).toEqual(
      new Set([
        "application/x-www-form-urlencoded, JSON",
        "application/x-www-form-urlencoded, fields",
        "application/json, JSON",
      ])
    )
    const texts = shop.callbacks.flatMap(({ body }) => Object.values(body)).map(String)
    expect(texts.some((text) => text !== text.trim())).toBe(true)
  })

  it.each([
    [500, "each call", 0],
    [601, "each call", 0],
    [605, "pay", 0],
    [607, "pay", 1],
  ] as const)("has the trouble %s, which it tells to %s", async (trouble, to, transactions) => {
    const sandbox = await start({ trouble })
    expect(Number((await call(sandbox, bodyOf())).retcode)).toBe(trouble)
    expect(sandbox.transactions()).toHaveLength(transactions)
    const { retcode } = await call(sandbox, { action: "checkstatus", refid: "R2" })
    expect(retcode === undefined ? null : Number(retcode)).toBe(to === "pay" ? null : trouble)
  })

  it("leaves a prompt to any other number pending until a button on its page is pressed", async () => {
    const sandbox = await start()
    await call(sandbox, bodyOf())
    await settled(sandbox)
    expect(shop.callbacks).toHaveLength(0)
    expect(await (await fetch(sandbox.url)).text()).toContain("Approve")
    await fetch(`${sandbox.url}/_sandbox/transactions/R1/pays`, {
      method: "POST",
      redirect: "manual",
    })
    await settled(sandbox)
    expect(shop.callbacks).toEqual([
      expect.objectContaining({ body: expect.objectContaining({ statusid: "01" }) as unknown }),
    ])
  })

  it("accepts the documented test cards, declines other and expired cards, and sends the browser back to the shop", async () => {
    const sandbox = await start()
    const cards = [
      ...TEST_CARDS.map(({ number }) => [number, "12/39", "01"]),
      ["4000000000000002", "12/39", "02"],
      ["4111111111111111", "01/20", "02"],
    ]
    for (const [index, [number = "", expiry = "", statusid]] of cards.entries()) {
      const refid = `CARD-${index}`
      const { url } = await call(sandbox, bodyOf({ refid, pmethod: "cc", bankid: "000" }))
      const back = await fetch(String(url), {
        method: "POST",
        body: new URLSearchParams({ number, expiry, cvv: "123" }),
        redirect: "manual",
      })
      expect(back.headers.get("location")).toBe(`${shop.url}/back`)
      expect(await call(sandbox, { action: "checkstatus", refid })).toMatchObject({ statusid })
    }
  })

  it("gives the same answers in every run with the same seed", async () => {
    const answers = []
    for (const seed of [5, 5, 6]) answers.push(await call(await start({ seed }), bodyOf()))
    const withoutPort = (answer: unknown) =>
      JSON.stringify(answer).replace(/localhost:\d+/, "localhost")
    expect(withoutPort(answers[0])).toBe(withoutPort(answers[1]))
    expect(withoutPort(answers[0])).not.toBe(withoutPort(answers[2]))
  })
})

/** An address by which other machines reach this one; `null` where it is in no network. */
function findPublicAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? [])
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? null
}

/** Whether the page of the sandbox answers under a host. */
async function isReached(sandbox: Sandbox, host: string): Promise<boolean> {
  const address = Object.assign(new URL(sandbox.url), { hostname: host })
  return fetch(address).then(
    ({ ok }) => ok,
    () => false
  )
}

const publicAddress = findPublicAddress()
const inNetwork = publicAddress === null ? it.skip : it
const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === "::1")
)

describe("The sandbox can be reached", () => {
  it("by this machine, under each address that `localhost` can mean, also after it was down", async () => {
    const sandbox = await start()
    const hosts = ["localhost", "127.0.0.1", ...(hasIpv6 ? ["[::1]"] : [])]
    const reached = () => Promise.all(hosts.map((host) => isReached(sandbox, host)))
    expect(await reached()).toEqual(hosts.map(() => true))
    await sandbox.goDown()
    expect(await reached()).toEqual(hosts.map(() => false))
    await sandbox.comeBack()
    expect(await reached()).toEqual(hosts.map(() => true))
  })

  inNetwork("by no other machine, unless `host` says so", async () => {
    expect(await isReached(await start(), publicAddress ?? "")).toBe(false)
    const open = await start({ host: "0.0.0.0" })
    expect(await isReached(open, publicAddress ?? "")).toBe(true)
    expect(await isReached(open, "localhost")).toBe(true)
    const { url } = await start({ host: publicAddress ?? "" })
    expect(new URL(url).hostname).toBe(publicAddress)
  })

  it("on a port that is free; a taken one is an error", async () => {
    const { url } = await start()
    await expect(startSandbox({ port: Number(new URL(url).port) })).rejects.toThrow("EADDRINUSE")
  })
})
