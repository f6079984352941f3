import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Answers, type Body } from "./answers"
import { Callbacks } from "./callbacks"
import {
  FAILED,
  FAILED_FOR_FUNDS,
  Ledger,
  OPERATOR_CODE,
  PAID,
  type Decision,
  type Transaction,
} from "./ledger"
import { cardPage, listPage, returnPage } from "./pages"
import { checkPay, toText } from "./checks"
import { toStory, TEST_CARDS, type Story } from "./stories"

export interface SandboxOptions {
  /** 0 takes a free one. */
  readonly port?: number
  /** The address that K-Pay's answers carry; needed behind a proxy. */
  readonly publicUrl?: string
  readonly username?: string
  readonly password?: string
  readonly retailerId?: string
  /** Whether K-Pay has the shop's address on its list. */
  readonly isWhitelisted?: boolean
  /** How long `pay` takes to answer. */
  readonly answerMs?: number
  /** How long `checkstatus` takes to answer. */
  readonly statusMs?: number
  /** From the prompt until the phone of a story approves or refuses. */
  readonly promptMs?: number
  /** From the outcome until the callback. */
  readonly callbackMs?: number
  /** The same for a late callback. */
  readonly lateCallbackMs?: number
  /** The code for a used refid: K-Pay's two tables disagree. */
  readonly usedRefidCode?: 608 | 604
  /** How the browser comes back from the card page: nobody has recorded which. */
  readonly cardReturn?: "get" | "post"
  /** Makes ids and bad habits the same in every run. */
  readonly seed?: number
}

/** Something that the sandbox received. */
export interface LogEntry {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  /** The JSON body of a call to K-Pay, otherwise the text. */
  readonly body: unknown
}

const LOG_MAX = 5_000
const BODY_BYTES_MAX = 256 * 1024

const DEFAULTS = {
  port: 0,
  username: "sandbox",
  password: "sandbox",
  retailerId: "01",
  isWhitelisted: true,
  answerMs: 50,
  statusMs: 20,
  promptMs: 1_500,
  callbackMs: 1_000,
  lateCallbackMs: 20_000,
  usedRefidCode: 608,
  cardReturn: "get",
} as const

/** K-Pay on localhost. Start it with {@link startSandbox}. */
export class Sandbox {
  readonly #options: Required<Omit<SandboxOptions, "publicUrl" | "seed">>
  readonly #ledger: Ledger
  readonly #answers: Answers
  readonly #callbacks: Callbacks
  readonly #server: Server
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #log: LogEntry[] = []
  #url: string
  #localUrl = ""

  constructor(options: SandboxOptions) {
    this.#options = { ...DEFAULTS, ...options }
    this.#url = options.publicUrl ?? ""
    const random = toRandom(options.seed ?? Date.now())
    this.#ledger = new Ledger(random)
    this.#answers = new Answers(random, () => this.#url)
    this.#callbacks = new Callbacks(this.#answers, (afterMs, act) => {
      this.#later(afterMs, act)
    })
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined)
      })
    })
  }

  /** The address to give as `baseUrl`. */
  get url(): string {
    return this.#url
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject)
      this.#server.listen(this.#options.port, resolve)
    })
    this.#localUrl = `http://localhost:${(this.#server.address() as AddressInfo).port}`
    this.#url ||= this.#localUrl
  }

  /** Refuses every connection, as when K-Pay is down, and forgets nothing. Phones go on being answered. */
  async goDown(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  /** Is there again, at the same address. */
  async comeBack(): Promise<void> {
    const port = Number(new URL(this.#localUrl).port)
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject)
      this.#server.listen(port, resolve)
    })
  }

  /** Stops at once: running calls are cut off and no further callback goes out. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** Everything received so far, oldest first. */
  log(): readonly LogEntry[] {
    return this.#log
  }

  /** Every transaction, oldest first. */
  transactions(): readonly Readonly<Transaction>[] {
    return this.#ledger.all()
  }

  /** The payer approves or refuses, and the callback goes out. */
  decide(refid: string, outcome: "pays" | "fails" | "fails_for_funds"): void {
    const transaction = this.#ledger.find(refid)
    if (!transaction) throw new Error(`The sandbox has no transaction with refid ${refid}.`)
    void this.#settle(transaction, toDecision(outcome))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.#url)
    const text = await readBody(request)
    const isCall = request.method === "POST" && url.pathname === "/"
    const body = isCall ? parseCall(text) : text
    if (url.pathname !== "/_sandbox/log") this.#remember(request, url.pathname, body)

    if (isCall) return this.#call(request, response, body)
    const checkout = /^\/checkout\/(\w+)$/.exec(url.pathname)?.[1]
    if (checkout) {
      this.#checkout(request, response, checkout, new URLSearchParams(text))
      return
    }
    const decided = /^\/_sandbox\/transactions\/([\w-]+)\/(pays|fails|fails_for_funds)$/.exec(
      url.pathname
    )
    if (decided && request.method === "POST") {
      this.#decideByHand(response, decided[1] ?? "", decided[2] ?? "")
      return
    }
    switch (url.pathname) {
      case "/": {
        send(response, 200, "text/html; charset=utf-8", listPage(this.#ledger.all()))
        return
      }
      case "/_sandbox/transactions": {
        send(response, 200, "application/json", JSON.stringify(this.#ledger.all()))
        return
      }
      case "/_sandbox/log": {
        send(response, 200, "application/json", JSON.stringify(this.#log))
        return
      }
      default: {
        send(response, 404, "text/plain", "Not found")
        return
      }
    }
  }

  /** K-Pay's one endpoint. Business errors come with HTTP 200, like everything else. */
  async #call(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
    const rejection = this.#checkCaller(request)
    if (rejection) {
      json(response, rejection)
      return
    }
    if (!isBody(body)) {
      json(response, this.#answers.rejected(603, "Empty or missing parameter"))
      return
    }
    if (body.action === "checkstatus") {
      await this.#pause(this.#options.statusMs)
      const transaction = this.#ledger.find(toText(body.refid))
      json(response, transaction ? this.#answers.status(transaction) : this.#answers.notFound())
      return
    }
    if (body.action === "pay") return this.#pay(response, body)
    json(response, this.#answers.rejected(603, "Empty or missing parameter"))
  }

  #checkCaller(request: IncomingMessage): Body | null {
    if (!this.#options.isWhitelisted) return this.#answers.rejected(602, "IP not whitelisted")
    const { authorization } = request.headers
    if (!authorization) return this.#answers.rejected(401, "Missing authentication header")
    const { username, password } = this.#options
    const expected = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`
    return authorization === expected ? null : this.#answers.rejected(600, "Invalid PIN")
  }

  async #pay(response: ServerResponse, body: Body): Promise<void> {
    const fault = checkPay(body, this.#options.retailerId)
    if (fault) {
      json(response, this.#answers.rejected(fault.retcode, fault.reply))
      return
    }
    const story = toStory(toText(body.msisdn))
    if (story.answer === "hangs_before_acceptance") return
    if (story.answer === "html_error_before_acceptance") {
      htmlError(response)
      return
    }
    if (this.#ledger.find(toText(body.refid))) {
      json(response, this.#usedRefid(toText(body.refid)))
      return
    }

    const transaction = this.#ledger.open({
      refid: toText(body.refid),
      method: toText(body.pmethod),
      bankid: toText(body.bankid),
      msisdn: toText(body.msisdn),
      amount: Number(body.amount),
      details: toText(body.details),
      returl: toText(body.returl),
      redirecturl: toText(body.redirecturl),
      story,
    })
    if (story.answer !== "slow") await this.#pause(this.#options.answerMs)
    await this.#answerPay(response, transaction)
  }

  async #answerPay(response: ServerResponse, transaction: Transaction): Promise<void> {
    switch (transaction.story.answer) {
      case "not_enough_funds":
        this.#ledger.decide(transaction, FAILED_FOR_FUNDS)
        {
          json(
            response,
            this.#answers.refused(
              transaction,
              606,
              "TARGET_AUTHORIZATION_ERROR",
              "Not enough funds"
            )
          )
          return
        }
      case "wrong_network":
        this.#ledger.decide(transaction, FAILED)
        {
          json(response, this.#answers.refused(transaction, 606, "TARGET_AUTHORIZATION_ERROR"))
          return
        }
      case "paid_at_once":
        void this.#settle(transaction, PAID)
        {
          json(response, this.#answers.paidAtOnce(transaction))
          return
        }
      case "hangs_after_acceptance": {
        this.#prompt(transaction)
        return
      }
      case "resets_after_acceptance":
        this.#prompt(transaction)
        response.socket?.resetAndDestroy()
        return
      case "html_error_after_acceptance":
        this.#prompt(transaction)
        {
          htmlError(response)
          return
        }
      case "slow":
        // The payer is faster than K-Pay's answer: outcome and callback come first.
        await this.#settle(transaction, PAID)
        {
          json(response, this.#answers.accepted(transaction))
          return
        }
      case "accepted":
        this.#prompt(transaction)
        {
          json(response, this.#answers.accepted(transaction))
          return
        }
      case "hangs_before_acceptance":
      case "html_error_before_acceptance":
        throw new Error("These stories end before there is a transaction.")
    }
  }

  #usedRefid(refid: string): Body {
    const { usedRefidCode } = this.#options
    return {
      ...this.#answers.rejected(
        usedRefidCode,
        usedRefidCode === 604 ? "DUPLICATE_REFID" : "Refid used before"
      ),
      refid,
    }
  }

  /** The phone rings; in a story it answers by itself. Cards wait for their page. */
  #prompt(transaction: Transaction): void {
    if (transaction.method === "cc") return
    const { story } = transaction
    if (story.callback === "forged") this.#callbacks.forge(transaction, this.#options.callbackMs)
    if (story.outcome === "never" || story.outcome === "person") return
    const decision = toDecision(story.outcome)
    this.#later(this.#options.promptMs, () => {
      void this.#settle(transaction, decision)
    })
  }

  /** Ends when the shop has answered the callbacks. */
  async #settle(transaction: Transaction, decision: Decision): Promise<void> {
    this.#ledger.decide(transaction, decision)
    await this.#callbacks.announce(transaction, this.#options)
  }

  #checkout(
    request: IncomingMessage,
    response: ServerResponse,
    checkoutId: string,
    form: URLSearchParams
  ): void {
    const transaction = this.#ledger.findByCheckout(checkoutId)
    if (!transaction) return send(response, 404, "text/plain", "Transaction not found")
    if (request.method !== "POST")
      return send(response, 200, "text/html; charset=utf-8", cardPage(transaction))
    if (transaction.statusid === "03")
      void this.#settle(transaction, isTestCard(form) ? PAID : FAILED)
    if (this.#options.cardReturn === "post") {
      return send(response, 200, "text/html; charset=utf-8", returnPage(transaction.redirecturl))
    }
    response.writeHead(302, { location: transaction.redirecturl }).end()
  }

  #decideByHand(response: ServerResponse, refid: string, outcome: string): void {
    const transaction = this.#ledger.find(refid)
    if (!transaction) return send(response, 404, "text/plain", "Transaction not found")
    void this.#settle(transaction, toDecision(outcome as "pays" | "fails" | "fails_for_funds"))
    response.writeHead(303, { location: "/" }).end()
  }

  #remember(request: IncomingMessage, path: string, body: unknown): void {
    this.#log.push({
      at: new Date().toISOString(),
      method: request.method ?? "",
      path,
      headers: request.headers,
      body,
    })
    if (this.#log.length > LOG_MAX) this.#log.shift()
  }

  #later(afterMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      act()
    }, afterMs)
    this.#timers.add(timer)
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#later(ms, resolve)
    })
  }
}

/** Starts K-Pay on localhost; it answers when the promise is kept. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = new Sandbox(options)
  await sandbox.listen()
  return sandbox
}

function toDecision(outcome: Exclude<Story["outcome"], "person" | "never">): Decision {
  switch (outcome) {
    case "pays":
      return PAID
    case "fails":
      return FAILED
    case "fails_for_funds":
      return FAILED_FOR_FUNDS
    case "operator_code":
      return OPERATOR_CODE
  }
}

/** A documented test card with a future expiry and a 3-digit CVV. */
function isTestCard(form: URLSearchParams): boolean {
  const number = (form.get("number") ?? "").replace(/\D/g, "")
  const expiry = /^(0[1-9]|1[0-2])\s*\/\s*(\d{2})$/.exec((form.get("expiry") ?? "").trim())
  if (!expiry) return false
  // A card is good to the last day of its month.
  const expiresAt = new Date(2000 + Number(expiry[2]), Number(expiry[1]), 1)
  const isKnown = TEST_CARDS.some((card) => card.number === number)
  return isKnown && expiresAt > new Date() && /^\d{3}$/.test((form.get("cvv") ?? "").trim())
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) throw new Error("The request is too large.")
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

function parseCall(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function json(response: ServerResponse, body: Body): void {
  send(response, 200, "application/json", JSON.stringify(body))
}

function htmlError(response: ServerResponse): void {
  send(response, 502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>")
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { "content-type": contentType }).end(body)
}

/** Mulberry32: small, seeded, and good enough for ids in a sandbox. */
function toRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
