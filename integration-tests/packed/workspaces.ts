import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { resetDemoShop, startDemoShop, type DemoShop } from "../../demo/demo-shop"
import { Shopper } from "../../demo/shopper"
import { findChromium, launchChromium } from "../browser/chromium"
import { DashboardBrowser } from "../browser/dashboard"
import { eventually } from "../eventually"
import { Application } from "./application"
import { pack } from "./pack"
import { run } from "./run"

const HELP = `npm run test:workspaces [-- npm|pnpm|yarn ...]   installs the packed plugin in a workspace whose other packages have other majors of
                                              what the dashboard needs, and opens the built dashboard in Chromium

Without names: all three.`

/** How each package manager is run here, without having it on the machine. */
const MANAGERS: Readonly<Record<string, readonly string[]>> = {
  npm: ["npm", "install", "--no-audit", "--no-fund"],
  pnpm: ["npx", "--yes", "pnpm@10", "install", "--no-frozen-lockfile"],
  yarn: ["npx", "--yes", "--package", "@yarnpkg/cli-dist@4", "yarn", "install", "--no-immutable"],
}

/** What another package of the workspace uses: no major is the dashboard's. */
const OTHER_MAJORS = {
  "@tanstack/react-query": "^4.36.1",
  i18next: "^21.10.0",
  react: "^19.1.0",
  "react-dom": "^19.1.0",
  "react-i18next": "^11.18.6",
  "react-router-dom": "^5.3.4",
}

/**
 * What a backend in a workspace declares itself, in the dashboard's own versions, as the README says. Without it npm tears
 * Medusa's own packages apart, and pnpm hides the dashboard from Medusa's build, with or without the plugin.
 */
const OF_DASHBOARD = ["@tanstack/react-query", "i18next", "react-i18next", "react-router-dom"]

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((name) => !(name in MANAGERS))
  if (unknown !== undefined) {
    console.log(HELP)
    process.exitCode = args.includes("--help") ? 0 : 2
    return
  }
  const folder = mkdtempSync(join(tmpdir(), "kpay-workspaces-"))
  const tarball = await pack(folder)
  const results: { manager: string; result: string }[] = []
  for (const manager of args.length > 0 ? args : Object.keys(MANAGERS)) {
    try {
      await tryWorkspace(join(folder, manager), manager, tarball)
      results.push({ manager, result: "ok" })
    } catch (error) {
      console.error(`${manager}: ${error instanceof Error ? error.message : String(error)}`)
      results.push({ manager, result: "FAILED" })
    }
  }
  console.table(results)
  const isOk = results.every(({ result }) => result === "ok")
  // What failed names its log, which is in the folder.
  if (isOk) rmSync(folder, { recursive: true, force: true })
  process.exitCode = isOk ? 0 : 1
}

async function tryWorkspace(folder: string, manager: string, tarball: string): Promise<void> {
  const step = (what: string): void => {
    console.log(`${manager.padEnd(6)}${what} …`)
  }
  const log = `${folder}.log`
  const version = (
    await run("npm", ["view", "@medusajs/medusa", "version"], { cwd: tmpdir(), log })
  ).trim()
  const backend = new Application(join(folder, "apps/backend"), version, log)
  step(`Installing a workspace with Medusa ${version}`)
  writeWorkspace(folder)
  backend.writeFiles({
    "medusa-payment-kpay": `file:${tarball}`,
    ...(await readDashboardVersions(version, log)),
  })
  backend.configure()
  const [command = "", ...args] = MANAGERS[manager] ?? []
  await run(command, args, { cwd: folder, log })
  step("Building the application and its dashboard")
  await backend.run("npx", ["medusa", "build"])
  // Where Medusa looks for the built dashboard, if it is started in the application's own folder.
  cpSync(join(backend.folder, ".medusa/server/public"), join(backend.folder, "public"), {
    recursive: true,
  })
  const data = join(folder, ".data")
  try {
    const shop = await startDemoShop({
      folder: data,
      application: { folder: backend.folder, seedScript: "./src/scripts/seed-script.ts" },
      withDashboard: true,
      sandbox: { promptMs: 300, callbackMs: 300, seed: 1 },
      ports: { medusa: 9_600, kpay: 4_750, postgres: 54_900 },
      // With `development` Medusa would not take the built dashboard.
      env: { NODE_ENV: "test", LOG_LEVEL: "warn" },
      onStep: step,
    })
    try {
      step("Opening the dashboard")
      await openDashboard(shop, manager)
    } finally {
      await shop.stop()
    }
  } finally {
    await resetDemoShop(data)
  }
}

async function readDashboardVersions(
  version: string,
  log: string
): Promise<Record<string, string>> {
  const dashboard = "@medusajs/dashboard"
  const printed = await run("npm", ["view", `${dashboard}@${version}`, "dependencies", "--json"], {
    cwd: tmpdir(),
    log,
  })
  const versions = JSON.parse(printed) as Record<string, string>
  const own = OF_DASHBOARD.map((name): [string, string] => [name, versions[name] ?? "missing"])
  return { [dashboard]: version, ...Object.fromEntries(own) }
}

/** A workspace in which another package has the other majors. */
function writeWorkspace(folder: string): void {
  const site = join(folder, "apps/site")
  mkdirSync(site, { recursive: true })
  const write = (file: string, content: object): void => {
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  }
  write(join(folder, "package.json"), {
    name: "workspace",
    private: true,
    workspaces: ["apps/*"],
  })
  write(join(site, "package.json"), { name: "site", private: true, dependencies: OTHER_MAJORS })
  writeFileSync(
    join(folder, "pnpm-workspace.yaml"),
    'packages:\n  - apps/*\ndangerouslyAllowAllBuilds: true\npublicHoistPattern: ["@medusajs/*"]\n'
  )
  writeFileSync(join(folder, ".yarnrc.yml"), "nodeLinker: node-modules\n")
}

/** A paid order is on the K-Pay page and on its own page, and nothing goes wrong in the browser. */
async function openDashboard(shop: DemoShop, manager: string): Promise<void> {
  const shopper = new Shopper(shop.backendUrl, shop.seeded)
  const { cartId, collectionId } = await shopper.fillCart()
  const sessionId = await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 01" })
  const completion = await shopper.placeOrder(cartId)
  if (completion.type !== "order") throw new Error(completion.error.message)
  await eventually(
    () => shopper.readSession(sessionId),
    ({ status }) => status === "paid"
  )

  const chromium = await launchChromium(findChromium())
  try {
    const dashboard = await (await DashboardBrowser.logIn(chromium, shop.backendUrl)).open()
    try {
      await dashboard.visit("/kpay")
      const row = dashboard.page.locator("[data-kpay=payments] tbody tr")
      await row.getByText("Paid", { exact: true }).waitFor()
      await dashboard.screenshot(`workspace ${manager}, payments`)
      await row.getByRole("link", { name: `#${completion.order.display_id}` }).click()
      const widget = dashboard.page.locator("[data-kpay=order]")
      await widget.getByText("Paid", { exact: true }).waitFor()
      await dashboard.screenshot(`workspace ${manager}, order`)
    } catch (error) {
      await dashboard.screenshot(`workspace ${manager}, failed`)
      console.error(dashboard.faults.join("\n"))
      throw error
    }
    if (dashboard.faults.length > 0) throw new Error(dashboard.faults.join("\n"))
  } finally {
    await chromium.close()
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
