import type { Locator, Page } from "playwright-core"
import type { Story } from "./story"

const widgetOn = (page: Page): Locator => page.locator("[data-kpay=order]")
const warningOn = (page: Page): Locator => page.getByText("Not paid yet. Do not ship.")

export function describeOrderActions(story: Story): void {
  describe("What can be done on the order's page", () => {
    story(
      "the timeline tells in sentences and Kigali time what happened to a payment",
      async (stage) => {
        const { shop, dashboard } = stage
        const { orderId, attempt } = await shop.paidOrder()
        await dashboard.visit(`/orders/${orderId}`)
        const widget = widgetOn(dashboard.page)
        await widget.getByText("What happened").click()
        for (const sentence of [
          "Request sent to MTN MoMo.",
          "K-Pay answered: accepted, not paid yet.",
          "A callback arrived: Successfully processed transaction (01).",
          "K-Pay says: paid.",
          "The order received the money.",
        ])
          await widget.getByText(sentence).waitFor()
        const inKigali = new Date(attempt.created_at).toLocaleTimeString("en-GB", {
          timeZone: "Africa/Kigali",
        })
        await widget.getByText(inKigali.slice(0, 5)).first().waitFor()
        await dashboard.screenshot("order timeline", widget)
        await dashboard.expectAccessible(widget)
      }
    )

    story(
      "the phone number is shown in full on request, and the timeline records to whom",
      async (stage) => {
        const { shop, dashboard } = stage
        const { orderId } = await shop.order()
        await dashboard.visit(`/orders/${orderId}`)
        const widget = widgetOn(dashboard.page)
        await widget.getByRole("button", { name: "Show the number" }).click()
        await widget.getByText("0788 300 000").waitFor()
        await widget.getByText("What happened").click()
        await widget.getByText("The phone number was shown in full. (admin@example.com)").waitFor()
      }
    )

    story("an id can be copied", async ({ shop, dashboard }) => {
      const { orderId, attempt } = await shop.paidOrder()
      const { page } = dashboard
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
      await dashboard.visit(`/orders/${orderId}`)
      await widgetOn(page).getByRole("button", { name: "Copy: MoMo id" }).click()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
        attempt.momo_transaction_id
      )
    })

    story.core(
      "a refused payment says why, and a new prompt on another number pays",
      async (stage) => {
        const { shop, dashboard } = stage
        const { orderId } = await shop.order({ method: "momo", phone: "0788 0000 18" })
        await shop.untilAttempt(orderId, ({ status }) => status === "failed")
        const { page } = dashboard
        await dashboard.visit(`/orders/${orderId}`)
        const widget = widgetOn(page)
        await widget.getByText("K-Pay says: “Not enough funds”").waitFor()
        await widget.getByText("What to do: Ask the shopper to top up").waitFor()
        await dashboard.screenshot("order not paid", widget)
        await widget.getByRole("button", { name: "Ask for payment on a phone" }).click()
        const form = page.getByRole("dialog")
        await form.getByLabel("Phone number").fill("12")
        expect(await form.getByText("An earlier prompt").count()).toBe(0)
        await form.getByRole("button", { name: "Send prompt" }).click()
        await form.getByText("This is not a Rwandan mobile number.").waitFor()
        await dashboard.screenshot("order new prompt")
        await dashboard.expectAccessible(form)
        dashboard.expectFaults(/HTTP 400: POST .*prompt/)
        await form.getByLabel("Phone number").fill("0722 0000 01")
        await form.getByRole("button", { name: "Send prompt" }).click()
        await form.getByText("✓ Paid").waitFor()
        await widget.getByText("Paid", { exact: true }).waitFor()
        await widget.getByText("Airtel Money").waitFor()
        await widget.getByText("Other attempts").waitFor()
        await warningOn(page).waitFor({ state: "detached" })
        await dashboard.screenshot("order paid at the second attempt", widget)
      }
    )

    story("Medusa's own Check status finds the payment too", async ({ shop, dashboard }) => {
      const { orderId } = await shop.order({ method: "momo", phone: "0788 0000 05" })
      const { refid } = await shop.untilAttempt(orderId, () => true)
      await shop.untilDecided(refid)
      const { page } = dashboard
      await dashboard.visit(`/orders/${orderId}`)
      await page.getByRole("button", { name: "Check status" }).click()
      await page.getByText("Captured", { exact: true }).first().waitFor()
      await widgetOn(page).getByText("Paid", { exact: true }).waitFor()
      await warningOn(page).waitFor({ state: "detached" })
    })

    story(
      "money that arrives for a cancelled order is shown on the order",
      async ({ shop, dashboard }) => {
        const { orderId } = await shop.unappliedMoney()
        const { page } = dashboard
        await dashboard.visit(`/orders/${orderId}`)
        const widget = widgetOn(page)
        await widget.getByText("No order took the money: the order was cancelled.").waitFor()
        await dashboard.screenshot("order cancelled then paid", widget)
        await widget.getByRole("link", { name: "Needs attention" }).click()
        await page.locator("[data-kpay=attention]").waitFor()
      }
    )
  })
}
