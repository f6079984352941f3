import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { playStories, type Row } from "../../demo/check"
import {
  LOGIN,
  resetDemoShop,
  startDemoShop,
  type DemoShop,
  type Ports,
} from "../../demo/demo-shop"
import type {
  KpayAttemptsResponse,
  KpayManualPaymentsResponse,
  KpayStatementResponse,
} from "../../src/http-types"
import { Application } from "./application"
import { pack } from "./pack"
import { run } from "./run"

const HELP = `npm run test:matrix [-- --short] [--built] [VERSION ...]   installs the packed plugin in new applications of these versions of
                                                 Medusa, as the README says, and plays every method and story there

Without versions: the oldest that the plugin supports, one in the middle, and the newest. --short plays every story by MTN MoMo
and one payment by each other method, and builds the dashboard with the oldest only. --built packs what \`npm run build\` has built a moment ago.`

const OLDEST = "2.18.0"
const MIDDLE = "2.20.1"

async function main(args: readonly string[]): Promise<void> {
  const flags = args.filter((arg) => arg.startsWith("-"))
  if (flags.some((flag) => !["--short", "--built"].includes(flag))) {
    console.log(HELP)
    process.exitCode = flags.includes("--help") ? 0 : 2
    return
  }
  const given = args.filter((arg) => !arg.startsWith("-"))
  const folder = mkdtempSync(join(tmpdir(), "kpay-packed-"))
  step("", "Packing the plugin")
  const trial = {
    folder,
    tarball: await pack(folder, { isBuilt: flags.includes("--built") }),
    isShort: flags.includes("--short"),
  }
  const waiting = (given.length > 0 ? given : [OLDEST, MIDDLE, "latest"]).entries()
  const results: { version: string; result: string }[] = []
  // Much of a trial is waiting, so two go on side by side.
  const work = async (): Promise<void> => {
    for (const [place, version] of waiting) results[place] = await tryVersion(trial, version, place)
  }
  await Promise.all([work(), work()])
  console.table(results)
  const isOk = results.every(({ result }) => result === "ok")
  // What failed names its log, which is in the folder.
  if (isOk) rmSync(folder, { recursive: true, force: true })
  process.exitCode = isOk ? 0 : 1
}

interface Trial {
  readonly folder: string
  readonly tarball: string
  readonly isShort: boolean
}

/** @param place Servers of trials that go on at the same time keep apart by it. */
async function tryVersion(trial: Trial, wanted: string, place: number) {
  const { folder } = trial
  const log = join(folder, `${wanted}.log`)
  const version = (
    await run("npm", ["view", `@medusajs/medusa@${wanted}`, "version"], { cwd: folder, log })
  ).trim()
  const application = new Application(join(folder, version), version, log)
  try {
    await tryApplication(application, trial, place)
    return { version, result: "ok" }
  } catch (error) {
    console.error(`${version}: ${error instanceof Error ? error.message : String(error)}`)
    return { version, result: "FAILED" }
  }
}

async function tryApplication(
  application: Application,
  { tarball, isShort }: Trial,
  place: number
): Promise<void> {
  const { version } = application
  const tell = (what: string): void => {
    step(version, what)
  }
  tell("Making an application")
  await application.make()
  tell("Installing the plugin")
  await application.install(tarball)
  tell("Checking its types")
  await application.run("npx", ["tsc", "--noEmit"])
  tell("Opening every door of the package")
  cpSync(join(__dirname, "doors.mjs"), join(application.folder, "doors.mjs"))
  await application.run("node", ["doors.mjs"])
  tell("Building the application")
  const withDashboard = !isShort || version === OLDEST
  await application.run("npx", ["medusa", "build"], { DISABLE_ADMIN: String(!withDashboard) })

  const data = join(application.folder, ".data")
  const ports = {
    medusa: 9_100 + place * 100,
    kpay: 4_800 + place * 100,
    postgres: 54_500 + place * 100,
  }
  const options = { application, data, ports, tell }
  try {
    await inShop(options, async (shop) => {
      tell("Playing stories")
      const { rows, failed } = await playStories(shop, { isShort })
      if (failed > 0) throw new Error(`${failed} stories failed.`)
      tell("Running kpay doctor and kpay show")
      await tryCommands(application, shop, rows)
      tell("Uploading a statement")
      await tryParts(shop)
    })
    tell("Uninstalling the plugin")
    await application.uninstall()
    await inShop(options, async (shop) => {
      tell("Reading the orders without the plugin")
      await checkOrders(shop)
    })
  } finally {
    await resetDemoShop(data)
  }
}

/** The doctor finds nothing wrong, and a payment is shown by its order's number. */
async function tryCommands(
  application: Application,
  { env }: DemoShop,
  rows: readonly Row[]
): Promise<void> {
  const report = await application.run("npx", ["kpay", "doctor"], env)
  if (!report.includes("0 wrong")) throw new Error(`kpay doctor said:\n${report}`)
  // A number may be missing: an order that K-Pay refuses at once is taken back by core.
  const number = rows.find(({ payment }) => payment === "captured")?.order.slice(1) ?? ""
  const shown = await application.run("npx", ["kpay", "show", number], env)
  if (!new RegExp(`^ {2}order +#${number}, `, "m").test(shown) || !/Request sent to/.test(shown))
    throw new Error(`kpay show said:\n${shown}`)
}

async function inShop(
  {
    application: { folder },
    data,
    ports,
    tell,
  }: {
    readonly application: Application
    readonly data: string
    readonly ports: Ports
    readonly tell: (what: string) => void
  },
  act: (shop: DemoShop) => Promise<void>
): Promise<void> {
  const shop = await startDemoShop({
    folder: data,
    application: { folder, seedScript: "./src/scripts/seed-script.ts" },
    withDashboard: false,
    sandbox: { promptMs: 300, callbackMs: 300, lateCallbackMs: 3_000, answerMs: 20, seed: 1 },
    ports,
    env: { LOG_LEVEL: "warn" },
    onStep: tell,
  })
  try {
    await act(shop)
  } finally {
    await shop.stop()
  }
}

/** The parts that have modules and tables of their own work where Medusa has found them in the package. */
async function tryParts(shop: DemoShop): Promise<void> {
  const ask = await logIn(shop)
  const { attempts } = await ask<KpayAttemptsResponse>("/kpay/attempts?status=applied&limit=1")
  const [paid] = attempts
  if (!paid) throw new Error("No payment is applied.")
  const rows = ["Transaction id,Amount,Date", [paid.tid, paid.amount, paid.paid_at].join(",")]
  const { statement } = await ask<KpayStatementResponse>("/kpay/statements?source=bank", {
    method: "POST",
    headers: { "content-type": "text/csv" },
    body: rows.join("\n"),
  })
  if (statement.counts.matched !== 1)
    throw new Error(`A statement has ${JSON.stringify(statement.counts)}.`)
  const { manual_payments } = await ask<KpayManualPaymentsResponse>(
    `/kpay/orders/${paid.order_id ?? ""}/manual-payments`
  )
  if (manual_payments.length !== 0) throw new Error("A payment is told of that was not made.")
}

/** Orders that K-Pay was used for are still shown, with what was paid. */
async function checkOrders(shop: DemoShop): Promise<void> {
  const ask = await logIn(shop)
  const { orders } = await ask<{ orders: { payment_status: string }[] }>(
    "/orders?fields=id,payment_status&limit=100"
  )
  const paid = orders.filter(({ payment_status }) => payment_status === "captured")
  if (paid.length === 0) throw new Error("No paid order is shown without the plugin.")
  console.log(`         ${orders.length} orders are shown, ${paid.length} of them paid`)
}

/** Gives a way to call the dashboard's interface. */
async function logIn({ backendUrl }: DemoShop) {
  const login = await fetch(`${backendUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(LOGIN),
  })
  const { token } = (await login.json()) as { token: string }
  return async <T>(
    path: string,
    request: { method?: string; headers?: Record<string, string>; body?: string } = {}
  ): Promise<T> => {
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const answer = await fetch(`${backendUrl}/admin${path}`, { ...request, headers })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

const startedAt = Date.now()

function step(version: string, what: string): void {
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0).padStart(5)
  console.log(`${seconds} s  ${version.padEnd(8)}${what} …`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
