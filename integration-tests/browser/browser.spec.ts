/**
 * The screens, in a real browser against the demo's Medusa and a K-Pay on localhost.
 *
 * To add a story: call `story` in the file of its screen (`<screen>.stories.ts`, which gives one function `describe…`), and
 * make a new screen's file known at the end of this one. `shop` makes orders and payments, `dashboard` is a tab that is
 * logged in. A story ends with nothing on the console, no failed request, and pictures of what it saw in `screenshots`.
 * All stories share one shop: look for your own order, never for "the first". One story alone:
 * `npm run test:browser -- -t "words of its name"`.
 */
import { startSandbox, type Sandbox } from "../../src/sandbox"
import { BrowserShop } from "./browser-shop"
import { DashboardBrowser } from "./dashboard"
import { describeCashUp } from "./cash-up.stories"
import { describeNeedsAttention } from "./needs-attention.stories"
import { describeOrderActions } from "./order-actions.stories"
import { describeOrderWidget } from "./order-widget.stories"
import { describeNewShop, describePaymentsPage } from "./payments-page.stories"
import { describePayPage } from "./pay-page.stories"
import { describeSetup } from "./setup.stories"
import { readStartedShop } from "./started-shop"
import type { Story } from "./story"

let sandbox: Sandbox
let shop: BrowserShop
let browser: DashboardBrowser

beforeAll(async () => {
  const started = readStartedShop()
  sandbox = await startSandbox({
    port: Number(new URL(started.kpayUrl).port),
    answerMs: 20,
    promptMs: 200,
    callbackMs: 100,
    seed: 11,
  })
  shop = new BrowserShop(started, sandbox)
  browser = await DashboardBrowser.launch(started.chromiumPath, started.backendUrl)
}, 180_000)

afterAll(async () => {
  await browser.close()
  await sandbox.close()
})

const story: Story = (name, play) => {
  it(name, async () => {
    const dashboard = await browser.open()
    try {
      await play({ shop, dashboard })
      expect(dashboard.faults).toEqual([])
    } catch (error) {
      await dashboard.screenshot(`FAILED ${name}`)
      if (error instanceof Error && dashboard.faults.length > 0)
        error.message += `\n\nSeen in the browser:\n${dashboard.faults.join("\n")}`
      throw error
    } finally {
      await dashboard.close()
    }
  })
}

describeNewShop(story)
describeOrderWidget(story)
describeOrderActions(story)
describePaymentsPage(story)
describeCashUp(story)
describeSetup(story)
describeNeedsAttention(story)
describePayPage(story)
