import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { Answers } from "./answers"
import { Callbacks } from "./callbacks"
import { readBody } from "./http"
import { KpayEndpoint } from "./kpay-endpoint"
import { Ledger, type Transaction } from "./ledger"
import { toSandboxSettings, type SandboxOptions } from "./options"
import { Payers } from "./payers"
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
  readonly #server: Server
  readonly #port: number
  #url: string
  #localUrl = ""

  constructor(options: SandboxOptions) {
    const settings = toSandboxSettings(options)
    const random = toRandom(options.seed ?? Date.now())
    const answers = new Answers(random, () => this.#url)
    const callbacks = new Callbacks(answers, this.#timers)
    this.#url = options.publicUrl ?? ""
    this.#port = settings.port
    this.#ledger = new Ledger(random)
    this.#payers = new Payers(settings, this.#ledger, callbacks, this.#timers)
    this.#endpoint = new KpayEndpoint(settings, this.#ledger, answers, this.#payers, this.#timers)
    this.#website = new Website(settings, this.#ledger, this.#payers, this.#log)
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

  /** Starts listening. Rejects when the port is taken. */
  async listen(): Promise<void> {
    await this.#listenOn(this.#port)
    this.#localUrl = `http://localhost:${(this.#server.address() as AddressInfo).port}`
    this.#url ||= this.#localUrl
  }

  /** Refuses every connection, as when K-Pay is down. Transactions stay, and payers go on answering. */
  async goDown(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  /** Listens again at the same address after `goDown`. */
  async comeBack(): Promise<void> {
    await this.#listenOn(Number(new URL(this.#localUrl).port))
  }

  /** Stops at once: cuts running calls and cancels every callback that is not posted yet. */
  async close(): Promise<void> {
    this.#timers.clear()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
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
    const transaction = this.#ledger.find(refid)
    if (!transaction) throw new Error(`The sandbox has no transaction with refid ${refid}.`)
    void this.#payers.settle(transaction, outcome)
  }

  async #listenOn(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject)
      this.#server.listen(port, resolve)
    })
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

/** The JSON of a call; the text itself, where it is no JSON. */
function parseCall(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
