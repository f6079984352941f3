import type { IncomingMessage, ServerResponse } from "node:http"
import { isIPv6 } from "node:net"
import { Answers } from "./answers"
import { Callbacks } from "./callbacks"
import { readBody } from "./http"
import { KpayEndpoint } from "./kpay-endpoint"
import { Ledger, type Decision, type Transaction } from "./ledger"
import { Listener } from "./listener"
import { toSandboxSettings, type SandboxOptions } from "./options"
import { Payers } from "./payers"
import { Quirks } from "./quirks"
import { toRandom } from "./random"
import { RequestLog, type LogEntry } from "./request-log"
import { Timers } from "./timers"
import { Website } from "./website"

/** K-Pay on this machine. Start it with {@link startSandbox}. */
export class Sandbox {
  readonly #timers = new Timers()
  readonly #log = new RequestLog()
  readonly #ledger: Ledger
  readonly #payers: Payers
  readonly #endpoint: KpayEndpoint
  readonly #website: Website
  readonly #listener: Listener
  readonly #host: string | null
  #port: number
  #url: string

  constructor(options: SandboxOptions) {
    const settings = toSandboxSettings(options)
    const seed = options.seed ?? Date.now()
    const random = toRandom(seed)
    const answers = new Answers(random, () => this.#url)
    const quirks = new Quirks(toRandom(seed + 1), settings.quirks === "possible")
    const callbacks = new Callbacks(answers, quirks, this.#timers)
    this.#url = options.publicUrl ?? ""
    this.#host = options.host ?? null
    this.#port = settings.port
    this.#ledger = new Ledger(random)
    this.#payers = new Payers(settings, this.#ledger, callbacks, this.#timers)
    this.#endpoint = new KpayEndpoint(
      settings,
      this.#ledger,
      answers,
      quirks,
      this.#payers,
      this.#timers
    )
    this.#website = new Website(settings, this.#ledger, this.#payers, this.#log)
    this.#listener = new Listener(this.#host, (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined)
      })
    })
  }

  /** The address to give as `baseUrl`. */
  get url(): string {
    return this.#url
  }

  /** Starts listening. Rejects when the port is taken. */
  async listen(): Promise<void> {
    this.#port = await this.#listener.listen(this.#port)
    this.#url ||= toUrl(this.#host, this.#port)
  }

  /** Refuses every connection, as when K-Pay is down. Transactions stay, and payers go on answering. */
  async goDown(): Promise<void> {
    await this.#listener.close()
  }

  /** Listens again at the same address after `goDown`. */
  async comeBack(): Promise<void> {
    await this.#listener.listen(this.#port)
  }

  /** Stops at once: cuts running calls and cancels every callback that is not posted yet. */
  async close(): Promise<void> {
    this.#timers.clear()
    await this.#listener.close()
  }

  /** Every request received so far, oldest first. */
  log(): readonly LogEntry[] {
    return this.#log.all()
  }

  /** Every transaction, oldest first. */
  transactions(): readonly Readonly<Transaction>[] {
    return this.#ledger.all()
  }

  /**
   * Approves or refuses a transaction as its payer, and posts the callback.
   *
   * @throws when the sandbox has no transaction with this refid.
   */
  decide(refid: string, outcome: "pays" | "fails" | "fails_for_funds"): void {
    void this.#payers.settle(this.#require(refid), outcome)
  }

  /**
   * Has `checkstatus` say this of a transaction that is not paid, in K-Pay's own codes, e.g. 03 of one that failed. No callback comes.
   *
   * @throws when the sandbox has no transaction with this refid.
   */
  say(refid: string, decision: Decision): void {
    this.#ledger.decide(this.#require(refid), decision)
  }

  #require(refid: string): Transaction {
    const transaction = this.#ledger.find(refid)
    if (!transaction) throw new Error(`The sandbox has no transaction with refid ${refid}.`)
    return transaction
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", this.#url)
    const text = await readBody(request)
    const isCall = request.method === "POST" && pathname === "/"
    const body = isCall ? parseCall(text) : text
    if (pathname !== "/_sandbox/log") this.#log.add(request, pathname, body)
    if (isCall) await this.#endpoint.serve(request, response, body)
    else this.#website.serve(request, response, pathname, text)
  }
}

/** Starts K-Pay on this machine and resolves once it answers. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = new Sandbox(options)
  await sandbox.listen()
  return sandbox
}

/** The address of a server that listens on a host. `localhost` is among all addresses of the machine. */
function toUrl(host: string | null, port: number): string {
  if (host === null || host === "0.0.0.0" || host === "::") return `http://localhost:${port}`
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}

/** The JSON of a call; the text itself, where it is no JSON. */
function parseCall(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
