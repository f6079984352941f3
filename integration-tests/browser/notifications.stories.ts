import { readStartedShop } from "./started-shop"
import type { Story } from "./story"

export function describeNotifications(story: Story): void {
  describe("Messages to the shopper", () => {
    story.core(
      "an admin sends a pay link by SMS with a double tap, the shopper pays by it, and the order and the demo's page show what was sent",
      async ({ shop, dashboard }) => {
        const { orderId, displayId } = await shop.order(
          { method: "momo", phone: "0788 0000 03", locale: "rw" },
          { phone: "0733 300 000" }
        )
        const { page } = dashboard
        await shop.untilAttempt(orderId, ({ status }) => status === "failed")
        await dashboard.visit(`/orders/${orderId}`)
        const widget = page.locator("[data-kpay=order]")
        await widget.getByRole("button", { name: "Pay link" }).click()
        const drawer = page.locator("[data-kpay=pay-link]")
        await drawer.getByRole("button", { name: "Send by SMS" }).waitFor()
        await dashboard.screenshot("pay link with send buttons")
        await dashboard.expectAccessible(drawer)
        const unsent = drawer.getByText("Nothing has been sent yet.")
        await unsent.waitFor()
        await drawer.getByRole("button", { name: "Send by SMS" }).dblclick()
        await page.getByText("Sent by SMS").first().waitFor()
        await unsent.waitFor({ state: "detached" })
        await page.keyboard.press("Escape")
        const messages = widget.locator("[data-kpay=messages]")
        await messages.getByText("RWF 6,200 · SMS").waitFor()
        expect(await messages.getByRole("listitem").count()).toBe(1)
        await messages.getByText("admin@example.com").waitFor()

        await page.goto(`${readStartedShop().shopUrl}/messages`)
        const sms = page.getByRole("listitem").filter({ hasText: `#${displayId} hano` })
        await sms.getByText("SMS to +250733300000").waitFor()
        await dashboard.screenshot("messages of the demo")
        await sms.getByRole("link").click()
        await page.locator("[value=momo]").check()
        await page.locator("#phone").fill("0788 0000 01")
        await page.getByRole("button", { name: "Ishyura RWF 6,200" }).click()
        await shop.untilAttempt(orderId, ({ status }) => status === "applied")

        await dashboard.visit(`/orders/${orderId}`)
        await messages.getByText("Payment received").waitFor()
        await messages.scrollIntoViewIfNeeded()
        await dashboard.screenshot("messages of an order", widget)
        await dashboard.expectAccessible(widget)
        await messages.getByRole("button", { name: "Send again" }).first().click()
        await page.getByText("Sent by SMS").first().waitFor()
      }
    )
  })
}
