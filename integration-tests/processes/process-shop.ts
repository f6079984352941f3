import { spawn, type ChildProcess } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { knex, type Knex } from "@medusajs/framework/mikro-orm/knex"
import { startPostgres, toReachable, type Postgres } from "../../demo/postgres"
import { end } from "../../demo/processes"
import type { SeededShop } from "../../demo/seed"
import { Shopper } from "../../demo/shopper"
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox"
import { findFreePort } from "../free-port"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"
import { copyData, DATABASE, readMadeShop, toDataFolder, toMedusaEnv } from "./made-shop"

/** Only what never answers runs into a limit: they are much longer than K-Pay takes to answer here, on any machine. */
const OPTIONS = {
  timeouts: { connectMs: 10_000, headersMs: 10_000, bodyMs: 10_000, statusMs: 20_000 },
  resendAfter: "1s",
  promptLimits: NO_PROMPT_LIMITS,
}

/** A shop's own subscriber. Medusa loads it before any job runs, so it hears what is emitted while a server starts. */
const SUBSCRIBER = `
exports.default = async ({ event: { name, data } }) => {
  process.stdout.write(\`EVENT \${JSON.stringify({ name, data })}\\n\`)
}
exports.config = {
  event: [
    "kpay.payment.paid",
    "kpay.payment.failed",
    "kpay.payment.unapplied",
    "kpay.refund.due",
    "kpay.refund.sent",
  ],
}
`

/** A Medusa in a process of its own, which can be killed. */
export interface ServerProcess {
  readonly baseUrl: string
  /** What it emitted so far. */
  readonly events: readonly { readonly name: string; readonly data: Record<string, unknown> }[]
  /** What it wrote so far, a line each. */
  readonly lines: readonly string[]
  /** What it holds in memory, in MB. */
  heapMb(): Promise<number>
  /** As `kill -9`. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** A shop whose servers, database and K-Pay can each be pulled out. */
export class ProcessShop {
  readonly #folder = mkdtempSync(join(tmpdir(), "kpay-processes-"))
  readonly #servers = new Set<ServerProcess>()
  #postgres: Postgres | null = null
  #databasePort = 0
  #sandbox: Sandbox | null = null
  #seeded: SeededShop | null = null

  /** Takes a copy of the shop that was made for all tests. */
  async setUp(): Promise<void> {
    this.#writeSubscriber()
    const made = readMadeShop()
    copyData(made.folder, this.#folder)
    this.#seeded = made.seeded
    this.#databasePort = await findFreePort()
    await this.startDatabase()
  }

  async tearDown(): Promise<void> {
    await this.reset()
    await this.stopDatabase()
    for (const path of [toReachable(toDataFolder(this.#folder)), this.#folder])
      rmSync(path, { recursive: true, force: true })
  }

  /** Ends servers and K-Pay, and forgets every payment. */
  async reset(): Promise<void> {
    await Promise.all([...this.#servers].map((server) => server.stop()))
    this.#servers.clear()
    await this.#sandbox?.close()
    this.#sandbox = null
    if (this.#postgres)
      await this.query(
        "truncate kpay_attempt, kpay_choice, kpay_journal_entry, kpay_refund, kpay_event, kpay_outage, kpay_lease"
      )
  }

  get sandbox(): Sandbox {
    if (!this.#sandbox) throw new Error("K-Pay was not started.")
    return this.#sandbox
  }

  async startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
    this.#sandbox = await startSandbox({
      answerMs: 20,
      promptMs: 100,
      callbackMs: 50,
      seed: 3,
      ...options,
      port: await findFreePort(),
    })
    return this.#sandbox
  }

  async startDatabase(): Promise<void> {
    this.#postgres = await startPostgres(toDataFolder(this.#folder), this.#databasePort, {
      keep: true,
    })
  }

  async stopDatabase(): Promise<void> {
    await this.#postgres?.stop()
    this.#postgres = null
  }

  /** Starts a server; answers when it takes requests. Callbacks go to the server that sent the prompt. */
  async startServer(
    port = 0,
    options: object = {},
    extraEnv: NodeJS.ProcessEnv = {}
  ): Promise<ServerProcess> {
    const listenOn = port || (await findFreePort())
    const env = { ...this.#env(listenOn, options), ...extraEnv }
    const child = spawn(
      process.execPath,
      ["--expose-gc", "-r", "ts-node/register/transpile-only", join(__dirname, "server.ts")],
      { env, detached: true, stdio: ["ignore", "pipe", "pipe"] }
    )
    const server = await toServer(child, `http://localhost:${listenOn}`)
    this.#servers.add(server)
    return server
  }

  get seeded(): SeededShop {
    if (!this.#seeded) throw new Error("The shop was not filled.")
    return this.#seeded
  }

  shopper(server: Pick<ServerProcess, "baseUrl">): Shopper {
    return new Shopper(server.baseUrl, this.seeded)
  }

  /** A connection to the database beside Medusa's. End it with `destroy`. */
  connect(): Knex {
    return knex({ client: "pg", connection: this.#databaseUrl(), pool: { min: 0, max: 4 } })
  }

  async query<Row extends object>(sql: string): Promise<Row[]> {
    const connection = this.connect()
    try {
      return (await connection.raw<{ rows: Row[] }>(sql)).rows
    } finally {
      await connection.destroy()
    }
  }

  #writeSubscriber(): void {
    const subscribers = join(this.#subscriberPlugin, ".medusa", "server", "src", "subscribers")
    mkdirSync(subscribers, { recursive: true })
    writeFileSync(join(this.#subscriberPlugin, "package.json"), `{ "name": "test-subscriber" }`)
    writeFileSync(join(subscribers, "print.js"), SUBSCRIBER)
  }

  get #subscriberPlugin(): string {
    return join(this.#folder, "subscriber")
  }

  #env(port: number, options: object): NodeJS.ProcessEnv {
    return {
      ...toMedusaEnv(this.#databaseUrl()),
      PORT: String(port),
      BACKEND_URL: `http://localhost:${port}`,
      STOREFRONT_URL: "http://localhost:8000/checkout",
      KPAY_BASE_URL: this.#sandbox?.url ?? "http://localhost:9",
      PLUGINS: this.#subscriberPlugin,
      KPAY_OPTIONS: JSON.stringify({ ...OPTIONS, ...options }),
    }
  }

  #databaseUrl(): string {
    return `${this.#postgres?.url ?? ""}/${DATABASE}`
  }
}

async function toServer(child: ChildProcess, baseUrl: string): Promise<ServerProcess> {
  const events: { name: string; data: Record<string, unknown> }[] = []
  const lines: string[] = []
  let tellHeap: (bytes: number) => void = () => undefined
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  const listening = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on("line", (line) => {
        if (line === "LISTENING") resolve()
        else if (line.startsWith("HEAP ")) tellHeap(Number(line.slice(5)))
        else if (line.startsWith("EVENT "))
          events.push(JSON.parse(line.slice(6)) as (typeof events)[number])
        else lines.push(line)
      })
    }
  })
  const isUp = await Promise.race([listening.then(() => true), gone.then(() => false)])
  if (!isUp || child.pid === undefined)
    throw new Error(`The server did not start:\n${lines.slice(-20).join("\n")}`)
  return {
    baseUrl,
    events,
    lines,
    heapMb: async () => {
      const heap = new Promise<number>((resolve) => (tellHeap = resolve))
      child.kill("SIGUSR2")
      return (await heap) / 1024 ** 2
    },
    kill: async () => {
      child.kill("SIGKILL")
      await gone
    },
    stop: async () => end(child),
  }
}
