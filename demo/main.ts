import { join } from "node:path"
import { playStories } from "./check"
import { LOGIN, resetDemoShop, startDemoShop } from "./demo-shop"

const FOLDER = join(__dirname, ".data")

/** What the demo's shoppers are told. */
const NOTIFICATIONS = {
  paid: { sms: true },
  refund_sent: { sms: true },
  pay_link: { sms: true, whatsapp: true, email: true },
}

/** The options that the demo was started with. */
function givenOptions(): object {
  return JSON.parse(process.env.KPAY_OPTIONS ?? "{}") as object
}

const HELP = `npm run demo                 starts a shop in Rwanda with its dashboard, and K-Pay on this machine
npm run demo -- --reset      the same with a new, empty shop
npm run demo -- --check      plays one shopper for every method and story, and says how each ended`

const KNOWN = new Set(["--reset", "--check", "--help"])

/** How often the demo looks whether npm still runs. */
const LOOK_MS = 1_000

/** Ends with npm: where npm is told to end, it ends its shell only, and the demo would run on. */
function endWithNpm(): void {
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    process.kill(process.pid, "SIGTERM")
  }, LOOK_MS)
  looking.unref()
}

async function main(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => !KNOWN.has(arg))
  if (unknown || args.includes("--help")) {
    console.log(unknown ? `${unknown} is not an option of the demo.\n\n${HELP}` : HELP)
    process.exitCode = unknown ? 2 : 0
    return
  }
  endWithNpm()
  if (args.includes("--check")) await check()
  else await run(args.includes("--reset"))
}

async function run(reset: boolean): Promise<void> {
  if (reset) await resetDemoShop(FOLDER)
  const startedAt = Date.now()
  const shop = await startDemoShop({
    folder: FOLDER,
    withDashboard: true,
    withShopPage: true,
    // Another K-Pay has no account for it.
    withBranch: !process.env.KPAY_BASE_URL,
    sandbox: {},
    env: {
      KPAY_OPTIONS: JSON.stringify({
        shop: {
          legalName: "Ikawa Shop Ltd",
          tin: "123456789",
          address: "KG 11 Ave, Kigali",
          phone: "+250 788 300 999",
        },
        notifications: NOTIFICATIONS,
        // Three payers in trouble are enough to try it out.
        degradedMethods: { window: "10m", minFailures: 3 },
        ...givenOptions(),
      }),
    },
    onStep: (step) => {
      console.log(`${seconds(startedAt)}  ${step} …`)
    },
    onStopped: (isKept) => {
      console.log(isKept ? "Stopped. The shop's data is kept." : "Stopped.")
    },
  })
  const shopUrl = shop.shopUrl ?? ""
  const address = (url: string): string => url.padEnd(`${shopUrl}/messages`.length)
  console.log(`${seconds(startedAt)}  Ready.

  Shop        ${address(shopUrl)}   a small shop that takes K-Pay, in three languages
  Dashboard   ${address(`${shop.backendUrl}/app`)}   ${LOGIN.email} / ${LOGIN.password}
  Messages    ${address(`${shopUrl}/messages`)}   what shoppers get by SMS, WhatsApp and e-mail
  K-Pay       ${address(shop.kpayUrl)}   prompts to approve, numbers with a story, test cards
  Store API   ${address(`${shop.backendUrl}/store`)}   x-publishable-api-key: ${shop.seeded.publishableKey}
  Medusa log  ${shop.logFile}

  To try: buy coffee in the shop by MTN MoMo on 0788 300 000, approve it on the K-Pay page, and watch the order
  become paid in the shop and in the dashboard. Messages shows the SMS with the receipt. Numbers such as 0788 0000 18
  have a story of their own.
  Order three times, by 0788 0000 17, 0789 0000 17 and 0780 0000 17: within a minute MTN MoMo comes last, with a sentence.
  Orders that are picked up in Huye are paid to the branch's own K-Pay account: the cash-up shows both.
  npm run demo -- --check plays every method and story.

  Ctrl-C stops everything and keeps the shop's data; the K-Pay forgets its payments. npm run demo -- --reset starts over.`)
}

async function check(): Promise<void> {
  // It has a shop of its own, so that a demo can run at the same time.
  const folder = join(__dirname, ".data", "check")
  await resetDemoShop(folder)
  const startedAt = Date.now()
  const shop = await startDemoShop({
    folder,
    withDashboard: false,
    sandbox: { promptMs: 300, callbackMs: 300, lateCallbackMs: 3_000, answerMs: 20, seed: 1 },
    env: { KPAY_TIMEOUT_MS: "2000", LOG_LEVEL: "warn" },
    onStep: (step) => {
      console.log(`${seconds(startedAt)}  ${step} …`)
    },
  })
  try {
    const { failed } = await playStories(shop)
    if (failed > 0) process.exitCode = 1
  } finally {
    await shop.stop()
    await resetDemoShop(folder)
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
