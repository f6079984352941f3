import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { resetDemoShop, startDemoShop } from "../../demo/demo-shop"
import { startPostgres } from "../../demo/postgres"
import { findPort } from "../../demo/processes"
import { findChromium } from "./chromium"
import { THREE_RETAILERS } from "../http/three-retailers"
import { passOn } from "./started-shop"
import { SCREENSHOTS } from "./tab"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"

/** A shop of its own, so that a demo may be running beside it. */
const FOLDER = join(__dirname, "../../demo/.data/browser")

/** Where free ports are looked for: far from the demo's, which may be starting at the same moment. */
const PORTS = { medusa: 9_400, kpay: 4_700, postgres: 54_400 }

const DATABASE = "kpay-browser"

/** What would make the demo use something that is not its own. */
const FOREIGN = ["REDIS_URL", "BACKEND_URL", "STOREFRONT_URL", "LOCKING"]

/**
 * Starts the demo's Medusa, dashboard and shop page once for all stories, on a database that need not survive. K-Pay is
 * left to the tests, so that they hold it in their hands. Whatever is missing ends the run here, with one message.
 */
export default async function setUp(): Promise<void> {
  try {
    const chromiumPath = findChromium()
    for (const name of FOREIGN) Reflect.deleteProperty(process.env, name)
    rmSync(SCREENSHOTS, { recursive: true, force: true })
    await resetDemoShop(FOLDER)
    const startedAt = Date.now()
    const postgres = await startPostgres(join(FOLDER, "postgres"), await findPort(PORTS.postgres), {
      keep: false,
      database: DATABASE,
    })
    const databaseUrl = `${postgres.url}/${DATABASE}`
    Object.assign(process.env, {
      DATABASE_URL: databaseUrl,
      PORT: String(PORTS.medusa),
      KPAY_BASE_URL: `http://localhost:${await findPort(PORTS.kpay)}`,
    })
    const shop = await startDemoShop({
      folder: FOLDER,
      withDashboard: true,
      withShopPage: true,
      sandbox: {},
      env: {
        NODE_OPTIONS: "",
        LOG_LEVEL: "warn",
        ...THREE_RETAILERS.env,
        KPAY_OPTIONS: JSON.stringify({
          ...THREE_RETAILERS.options,
          resendAfter: "1s",
          shop: {
            legalName: "Ikawa Shop Ltd",
            tin: "123456789",
            address: "KG 11 Ave, Kigali",
            phone: "+250 788 300 999",
          },
          promptLimits: NO_PROMPT_LIMITS,
          // No story has so many payers: a method is degraded where a story says so.
          degradedMethods: { window: "24h", minFailures: 100 },
          // The demo's provider takes them.
          notifications: { paid: { sms: true }, pay_link: { sms: true, email: true } },
          // Nothing heals by itself while a story is at it.
          pollSchedule: [{ every: "1h", until: "72h" }],
        }),
      },
      onStep: (step) => {
        console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s  ${step} …`)
      },
    })
    passOn({ ...shop, shopUrl: shop.shopUrl ?? "", databaseUrl, chromiumPath })
    Object.assign(globalThis, {
      stopShop: async () => {
        await shop.stop()
        await postgres.stop()
        await resetDemoShop(FOLDER)
      },
    })
  } catch (error) {
    // PostgreSQL's package gives no reason.
    console.error(error instanceof Error ? error.message : "PostgreSQL did not start. Start again.")
    console.error(tailOf(join(FOLDER, "medusa.log")))
    process.exit(1)
  }
}

/** Where a log ends; nothing where there is none. */
function tailOf(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-30).join("\n") : ""
}
