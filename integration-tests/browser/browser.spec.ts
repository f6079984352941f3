/**
 * The screens, in a real browser against the demo's Medusa and a K-Pay on localhost.
 *
 * To add a story: call `story`, or `story.core` (story.ts says which), in the file of its screen (`<screen>.stories.ts`, which
 * gives one function `describe…`), and make a new screen's file known at the end of this one. `shop` makes orders and
 * payments, `dashboard` is a tab that is logged in; in a `shopStory`, `shoppers` come to the shop's own page, each with a
 * browser of their own. A story ends with nothing on the console, no failed request, and pictures of what it saw in
 * `screenshots`.
 * All stories share one shop: look for your own order, never for "the first". One story alone:
 * `npm run test:browser -- -t "words of its name"`; the core stories: `npm run test:browser:core`.
 */
import type { Browser } from "playwright-core"
import { startSandbox, type Sandbox } from "../../src/sandbox"
import { THREE_RETAILERS } from "../http/three-retailers"
import { describeAccounts } from "./accounts.stories"
import { BrowserShop } from "./browser-shop"
import { describeCashUp } from "./cash-up.stories"
import { describeCounter } from "./counter.stories"
import { launchChromium } from "./chromium"
import { DashboardBrowser } from "./dashboard"
import { describeDegradedMethods, describeDegradedMethodsInShop } from "./degraded-methods.stories"
import { describeNeedsAttention } from "./needs-attention.stories"
import { describeNotifications } from "./notifications.stories"
import { describeOrderActions } from "./order-actions.stories"
import { describeOrderWidget } from "./order-widget.stories"
import { describePaidOtherwise } from "./paid-otherwise.stories"
import { describeNewShop, describePaymentsPage } from "./payments-page.stories"
import { describePayPage } from "./pay-page.stories"
import { describeSetup } from "./setup.stories"
import { Shoppers } from "./shop-tab"
import { describeShop } from "./shop.stories"
import { describeShopScreens } from "./shop-screens.stories"
import { describeShopTroubles } from "./shop-troubles.stories"
import { readStartedShop } from "./started-shop"
import { describeStatements } from "./statements.stories"
import { withCore, type ShopStory, type Story } from "./story"
import type { Tab } from "./tab"

const started = readStartedShop()
// A story that failed is played once more where the machine is noisy; what it stumbled over is printed all the same.
jest.retryTimes(Number(process.env.BROWSER_RETRIES ?? 0), { logErrorsBeforeRetry: true })

let sandbox: Sandbox
let shop: BrowserShop
let chromium: Browser
let browser: DashboardBrowser

beforeAll(async () => {
  sandbox = await startSandbox({
    port: Number(new URL(started.kpayUrl).port),
    answerMs: 20,
    promptMs: 200,
    callbackMs: 100,
    seed: 11,
    merchants: THREE_RETAILERS.sandbox.merchants,
  })
  shop = new BrowserShop(started, sandbox)
  chromium = await launchChromium(started.chromiumPath)
}, 600_000)

afterAll(async () => {
  await chromium.close()
  await sandbox.close()
})

const story: Story = withCore((name, play) => {
  it(name, async () => {
    const dashboard = await browser.open()
    try {
      await withoutFaults(name, () => play({ shop, dashboard }), [dashboard])
    } finally {
      await dashboard.close()
    }
  })
})

const shopStory: ShopStory = withCore((name, play) => {
  it(name, async () => {
    const shoppers = new Shoppers(chromium, started.shopUrl)
    try {
      await withoutFaults(name, () => play({ shop, shoppers }), shoppers.tabs)
    } finally {
      await shoppers.leave()
    }
  })
})

/** Fails with what was seen in the browser, and keeps pictures of it. */
async function withoutFaults(
  name: string,
  play: () => Promise<void>,
  tabs: readonly (Tab & { screenshot(name: string): Promise<void> })[]
): Promise<void> {
  try {
    await play()
    expect(tabs.flatMap(({ faults }) => faults)).toEqual([])
  } catch (error) {
    for (const [index, tab] of tabs.entries())
      if (!tab.page.isClosed())
        await tab.screenshot(`FAILED ${name}${index ? ` ${index + 1}` : ""}`)
    const faults = tabs.flatMap((tab) => tab.faults)
    if (error instanceof Error && faults.length > 0)
      error.message += `\n\nSeen in the browser:\n${faults.join("\n")}`
    throw error
  }
}

describe("The dashboard", () => {
  beforeAll(async () => {
    browser = await DashboardBrowser.logIn(chromium, started.backendUrl)
  }, 600_000)

  describeNewShop(story)
  describeOrderWidget(story)
  describeOrderActions(story)
  describePaidOtherwise(story)
  describeCounter(story)
  describeNotifications(story)
  describePaymentsPage(story)
  describeCashUp(story)
  describeAccounts(story)
  describeStatements(story)
  describeSetup(story)
  describeNeedsAttention(story)
  describePayPage(story)
  describeDegradedMethods(story)
})

describeShop(shopStory)
describeShopTroubles(shopStory)
describeShopScreens(shopStory)
describeDegradedMethodsInShop(shopStory)
