import type { ChildProcess } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { NOTIFICATION_CHANNELS } from "../src/domain/notifications"
import { startSandbox, type Sandbox, type SandboxOptions } from "../src/sandbox"
import type { Merchant } from "../src/sandbox/options"
import { deleteDatabase, startDatabase } from "./database"
import { end, findPort, finish, startMedusaCommand, untilAnswering } from "./processes"
import type { SeededBranch, SeededShop } from "./seed"
import { serveShopPage } from "./shop-page"

/** The login of the demo's dashboard. */
export const LOGIN = { email: "admin@example.com", password: "supersecret" }

/** The first port that is tried for each server. */
export interface Ports {
  readonly medusa: number
  readonly kpay: number
  readonly postgres: number
}

/** The branch's own customer of K-Pay. */
const BRANCH: Merchant = { username: "huye", password: "huye", retailerId: "02" }

const PORTS: Ports = { medusa: 9_000, kpay: 4_600, postgres: 54_320 }

export interface DemoShopOptions {
  /** Where the shop's data is kept. */
  readonly folder: string
  /** The Medusa application; this project where no other is named. */
  readonly application?: {
    readonly folder: string
    /** A copy of `seed-script.ts` in it, which finds the application's own Medusa. */
    readonly seedScript: string
  }
  readonly withDashboard: boolean
  /** Whether the shop has a branch in Huye, whose money goes to a K-Pay account of its own. */
  readonly withBranch?: boolean
  /** Whether to serve the shop's page as well. */
  readonly withShopPage?: boolean
  readonly sandbox: SandboxOptions
  /** Where free ports are looked for; the demo's where nothing else is said. */
  readonly ports?: Ports
  readonly env?: Readonly<Record<string, string>>
  /** Called with each step of the start. */
  readonly onStep: (step: string) => void
  /**
   * Called when a signal has stopped it all.
   *
   * @param isKept whether the folder has a shop for the next start.
   */
  readonly onStopped?: (isKept: boolean) => void
}

/** A running shop. */
export interface DemoShop {
  readonly backendUrl: string
  /** K-Pay's address. */
  readonly kpayUrl: string
  /** `null` where `KPAY_BASE_URL` names another K-Pay. */
  readonly sandbox: Sandbox | null
  readonly seeded: SeededShop
  /** The shop's page; `null` without `withShopPage`. */
  readonly shopUrl: string | null
  readonly logFile: string
  /** What Medusa was started with. */
  readonly env: NodeJS.ProcessEnv
  stop(): Promise<void>
}

/** Starts PostgreSQL, the sandbox and Medusa, and seeds a new shop. When a step fails, it stops what it has started. */
export async function startDemoShop(options: DemoShopOptions): Promise<DemoShop> {
  mkdirSync(options.folder, { recursive: true })
  const running: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const stopOne of running.splice(0).reverse()) await stopOne()
  }
  const interruption = new AbortController()
  const onSignal = (): void => {
    interruption.abort()
    options.onStep("Stopping")
    // PostgreSQL's package also ends the process, once it has stopped its server.
    process.once("exit", () => options.onStopped?.(existsSync(toSeedFile(options.folder))))
    void stop().finally(() => process.exit(130))
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, onSignal)
  try {
    return { ...(await startAll(options, running)), stop }
  } catch (error) {
    // What was stopped did not fail. The process ends when all is stopped.
    if (interruption.signal.aborted) return new Promise(() => undefined)
    await stop()
    throw error
  }
}

/** What the seed has made. It exists once the shop is complete. */
function toSeedFile(folder: string): string {
  return join(folder, "shop.json")
}

/** Deletes the shop of a folder. */
export async function resetDemoShop(folder: string): Promise<void> {
  await deleteDatabase(folder)
  rmSync(folder, { recursive: true, force: true })
}

async function startAll(
  options: DemoShopOptions,
  running: (() => Promise<void>)[]
): Promise<Omit<DemoShop, "stop">> {
  const { folder, onStep, ports = PORTS } = options
  const logFile = join(folder, "medusa.log")
  const seedFile = toSeedFile(folder)
  const startOwnDatabase = async (): Promise<string> => {
    onStep("Starting PostgreSQL")
    // A first start that was interrupted left a part of a shop at most.
    if (!existsSync(seedFile)) await deleteDatabase(folder)
    const postgres = await startDatabase(folder, await findPort(ports.postgres))
    running.push(() => postgres.stop())
    return postgres.url
  }
  const databaseUrl = process.env.DATABASE_URL ?? (await startOwnDatabase())

  const sandbox = process.env.KPAY_BASE_URL ? null : await startLocalSandbox(options, ports)
  if (sandbox) running.push(() => sandbox.close())
  const kpayUrl = process.env.KPAY_BASE_URL ?? sandbox?.url ?? ""

  const shopPort = options.withShopPage ? await findPort(8_000) : null
  const port = await findPort(Number(process.env.PORT ?? ports.medusa))
  const backendUrl = process.env.BACKEND_URL ?? `http://localhost:${port}`
  const messagesFile = join(folder, "messages.jsonl")
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "development",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    BACKEND_URL: backendUrl,
    KPAY_BASE_URL: kpayUrl,
    DISABLE_ADMIN: String(!options.withDashboard),
    ...(shopPort !== null && { STOREFRONT_URL: `http://localhost:${shopPort}` }),
    // An application that the plugin is installed in has no providers of the demo.
    ...(!options.application && {
      NOTIFICATION_PROVIDERS: JSON.stringify([toMessagesProvider(messagesFile)]),
    }),
    ...options.env,
  }
  const runCommand = async (step: string, args: string[]): Promise<void> => {
    onStep(step)
    const command = startMedusaCommand(args, env, logFile, options.application?.folder)
    running.push(() => end(command))
    await finish(command, step, logFile)
    running.pop()
  }
  const isMade = existsSync(seedFile)
  await runCommand(isMade ? "Checking the tables" : "Creating the tables", ["db:migrate"])
  if (!isMade) {
    await runCommand("Seeding the shop", [
      "exec",
      options.application?.seedScript ?? "./demo/seed-script.ts",
      seedFile,
      LOGIN.email,
      LOGIN.password,
      ...(options.withBranch ? ["with-branch"] : []),
    ])
  }
  const seeded = JSON.parse(readFileSync(seedFile, "utf8")) as SeededShop
  if (options.withBranch && seeded.branch) Object.assign(env, toBranchEnv(seeded.branch, env))

  onStep(options.withDashboard ? "Starting Medusa and its dashboard" : "Starting Medusa")
  const medusa: ChildProcess = startMedusaCommand(
    ["start", "--port", String(port)],
    env,
    logFile,
    options.application?.folder
  )
  running.push(() => end(medusa))
  await untilAnswering(`http://localhost:${port}/health`, medusa, logFile)
  if (shopPort !== null) onStep("Building the shop's page")
  const page =
    shopPort === null
      ? null
      : await serveShopPage({ folder, port: shopPort, backendUrl, messagesFile }, seeded)
  if (page) running.push(() => page.close())
  return { backendUrl, kpayUrl, sandbox, seeded, shopUrl: page?.url ?? null, logFile, env }
}

/** The branch's account, and the rule that names it. What is set already has its way. */
function toBranchEnv(
  { stockLocationId }: SeededBranch,
  { KPAY_OPTIONS = "{}", KPAY_ACCOUNTS }: NodeJS.ProcessEnv
): NodeJS.ProcessEnv {
  const accountBy = { stockLocation: { [stockLocationId]: "huye" } }
  return {
    KPAY_ACCOUNTS: KPAY_ACCOUNTS ?? JSON.stringify({ huye: BRANCH }),
    KPAY_OPTIONS: JSON.stringify({ accountBy, ...(JSON.parse(KPAY_OPTIONS) as object) }),
  }
}

/** The demo's own way to send messages, for every channel. */
function toMessagesProvider(file: string): object {
  return {
    resolve: join(__dirname, "messages"),
    id: "demo-messages",
    options: { channels: NOTIFICATION_CHANNELS, file },
  }
}

async function startLocalSandbox(
  { sandbox, withBranch, onStep }: DemoShopOptions,
  { kpay }: Ports
): Promise<Sandbox> {
  onStep("Starting the K-Pay sandbox")
  const merchants = withBranch ? [BRANCH] : []
  return startSandbox({ merchants, ...sandbox, port: await findPort(kpay) })
}
