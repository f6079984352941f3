import type { Locator, Page } from "playwright-core"
import type { Story } from "./story"

const widgetOn = (page: Page): Locator => page.locator("[data-kpay=order]")

const warningOn = (page: Page): Locator => page.getByText("Not paid yet. Do not ship.")

export function describeOrderWidget(story: Story): void {
  describe("The order's page", () => {
    story.core("the owner sees on the order how it was paid", async ({ shop, dashboard }) => {
      const { orderId, attempt } = await shop.paidOrder()
      await dashboard.visit(`/orders/${orderId}`)
      const widget = widgetOn(dashboard.page)
      await widget.getByText("Paid", { exact: true }).waitFor()
      for (const fact of ["MTN MoMo", "0788 ••• 001", "RWF 6,200"])
        await widget.getByText(fact).first().waitFor()
      for (const id of [attempt.refid, attempt.tid, attempt.momo_transaction_id])
        await widget
          .getByText(id ?? "an id that is missing")
          .first()
          .waitFor()
      expect(await warningOn(dashboard.page).count()).toBe(0)
      await dashboard.screenshot("order paid", widget)
      await dashboard.expectAccessible(widget)
    })

    story.core(
      "an unpaid order says on top that it must not be shipped",
      async ({ shop, dashboard }) => {
        const { orderId } = await shop.order()
        await dashboard.visit(`/orders/${orderId}`)
        const widget = widgetOn(dashboard.page)
        await dashboard.page.getByText("RWF 6,200 is still owed.").waitFor()
        const warning = await topOf(warningOn(dashboard.page))
        expect(warning).toBeLessThan(await topOf(widget.getByText("0788 ••• 000").first()))
        await dashboard.screenshot("order unpaid")
        await dashboard.screenshot("order unpaid, widget", widget)
        await dashboard.expectAccessible(widget)
        await widget.getByRole("button", { name: "Ask for payment on a phone" }).click()
        await dashboard.page.getByText("An earlier prompt may still be open").waitFor()
        await dashboard.screenshot("order unpaid, asked again")
      }
    )

    story.core(
      "Ask K-Pay now finds a payment whose callback was lost",
      async ({ shop, dashboard }) => {
        const { orderId } = await shop.order({ method: "momo", phone: "0788 0000 05" })
        const { refid } = await shop.untilAttempt(orderId, () => true)
        await shop.untilDecided(refid)
        await dashboard.visit(`/orders/${orderId}`)
        const { page } = dashboard
        const widget = widgetOn(page)
        await warningOn(page).waitFor()
        expect(await page.getByText("Captured", { exact: true }).count()).toBe(0)

        await widget.getByRole("button", { name: "Ask K-Pay now" }).click()
        await widget.getByText("Paid", { exact: true }).waitFor()
        await warningOn(page).waitFor({ state: "detached" })
        // Medusa's own part of the page follows.
        await page.getByText("Captured", { exact: true }).first().waitFor()
        expect(
          await shop.untilAttempt(orderId, ({ status }) => status === "applied")
        ).toMatchObject({
          status: "applied",
        })
        await dashboard.screenshot("order found paid")
      }
    )
  })
}

/** How far from the top of the window something is seen. */
async function topOf(part: Locator): Promise<number> {
  await part.waitFor()
  const box = await part.boundingBox()
  if (!box) throw new Error("The element is not on the screen.")
  return box.y
}
