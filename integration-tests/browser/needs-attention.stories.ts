import type { Page } from "playwright-core"
import type { KpayAttemptResponse, KpayRefundsResponse } from "../../src/http-types"
import type { Story } from "./story"

const cardOf = (page: Page, id: string) => page.locator(`[data-kpay-card=${id}]`)

export function describeNeedsAttention(story: Story): void {
  describe("What needs attention", () => {
    story.core(
      "money of a cancelled order is applied to another order",
      async ({ shop, dashboard }) => {
        const { attempt } = await shop.unappliedMoney()
        const other = await shop.order()
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=attention")
        const card = cardOf(page, attempt.id)
        await card.getByText("but no order took it: the order was cancelled.").waitFor()
        // The count stands at the head of the page.
        await page.getByRole("tab", { name: /Needs attention\s*\d+/ }).waitFor()
        await dashboard.screenshot("attention")
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))

        await card.getByRole("button", { name: "Apply" }).click()
        const form = page.getByRole("dialog")
        await form.getByLabel("To another order").click()
        await form.getByLabel("Order number").fill(`#${other.displayId}`)
        await form.getByRole("button", { name: "Find" }).click()
        await form.getByText(`Order #${other.displayId}, RWF 6,200`).waitFor()
        await dashboard.screenshot("attention apply")
        await dashboard.expectAccessible(form)
        await form.getByRole("button", { name: "Apply" }).click()
        await page.getByText("The money was applied").waitFor()
        await card.waitFor({ state: "detached" })
        const { journal, attempt: applied } = await shop.asAdmin<KpayAttemptResponse>(
          "GET",
          `/kpay/attempts/${attempt.id}`
        )
        expect(applied).toMatchObject({ status: "applied", order_id: other.orderId })
        expect(journal.find(({ event }) => event === "apply_requested")?.actor_name).toBe(
          "admin@example.com"
        )
        await dashboard.visit(`/orders/${other.orderId}`)
        await page.getByText("Captured", { exact: true }).first().waitFor()
      }
    )

    story("a cancelled order takes no money, and the form says why", async (stage) => {
      const { shop, dashboard } = stage
      const { attempt, displayId } = await shop.unappliedMoney()
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=attention")
      await cardOf(page, attempt.id).getByRole("button", { name: "Apply" }).click()
      const form = page.getByRole("dialog")
      await form.getByLabel(`To order #${displayId}`).click()
      await form.getByRole("button", { name: "Apply" }).click()
      const refusal = form.getByText("The order is cancelled. Name another order")
      await refusal.waitFor()
      await dashboard.screenshot("attention apply refused")
      await form.getByLabel("To another order").click()
      await refusal.waitFor({ state: "detached" })
      dashboard.expectFaults(/HTTP 400: POST .*apply/)
    })

    story(
      "money that came twice names the paid order, which is not offered first and takes no more",
      async ({ shop, dashboard }) => {
        const { attempt, displayId } = await shop.paidTwice()
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=attention")
        await page.evaluate(() => {
          localStorage.setItem("kpay_language", "fr")
        })
        try {
          await page.reload()
          const card = cardOf(page, attempt.id)
          await card.getByText(`la commande #${displayId} est déjà payée.`).waitFor()
          await card.getByRole("button", { name: "Affecter" }).click()
          const form = page.getByRole("dialog")
          expect(await form.getByLabel("À une autre commande").isChecked()).toBe(true)
          await form.getByLabel(`À la commande #${displayId}`).click()
          await form.getByRole("button", { name: "Affecter" }).click()
          await form
            .getByText("L'argent n'a pas été affecté. La commande ne doit plus rien")
            .waitFor()
          await dashboard.screenshot("attention paid twice")
          await dashboard.expectAccessible(form)
          dashboard.expectFaults(/HTTP 400: POST .*apply/)
        } finally {
          await page.evaluate(() => {
            localStorage.removeItem("kpay_language")
          })
        }
      }
    )

    story.core(
      "money is refunded by hand: due at first, then sent with its reference",
      async (stage) => {
        const { shop, dashboard } = stage
        const { attempt } = await shop.unappliedMoney()
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=attention")
        await cardOf(page, attempt.id).getByRole("button", { name: "Refund by hand" }).click()
        const form = page.getByRole("dialog")
        await form.getByLabel("Note (optional)").fill("the shopper called")
        await dashboard.screenshot("attention refund")
        await form.getByRole("button", { name: "Refund by hand" }).click()
        await page.getByText("The refund is now due").waitFor()
        await cardOf(page, attempt.id).waitFor({ state: "detached" })

        const listOf = async () =>
          (await shop.asAdmin<KpayRefundsResponse>("GET", `/kpay/refunds?attempt_id=${attempt.id}`))
            .refunds
        const [due] = await listOf()
        const card = cardOf(page, due?.id ?? "")
        await card.getByText("Note: the shopper called").waitFor()
        // The admin who sends it needs the number.
        await card.getByRole("button", { name: "Show the number" }).click()
        await card.getByText("0788 300 000").waitFor()
        await dashboard.screenshot("attention refund due")
        await card.getByRole("button", { name: "Mark as sent" }).click()
        await form.getByLabel("Transfer reference").fill("MP241124.1402.A1")
        await dashboard.expectAccessible(form)
        await form.getByRole("button", { name: "Mark as sent" }).click()
        await page.getByText("The refund was recorded as sent").waitFor()
        await card.waitFor({ state: "detached" })
        expect(await listOf()).toEqual([
          expect.objectContaining({
            status: "sent",
            amount: attempt.amount,
            reference: "MP241124.1402.A1",
            sent_by: expect.stringMatching(/^user_/) as string,
          }),
        ])
      }
    )

    story("a refund in Medusa is due here until it is sent", async ({ shop, dashboard }) => {
      const { refund, orderId, displayId } = await shop.refundDue(1_500)
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=attention")
      await cardOf(page, refund.id).getByText("Refund RWF 1,500 to 0788 ••• 001.").waitFor()
      await cardOf(page, refund.id)
        .getByRole("link", { name: `Open order #${displayId}` })
        .waitFor()
      await cardOf(page, refund.id).getByRole("button", { name: "Mark as sent" }).click()
      await page.getByRole("heading", { name: "Mark RWF 1,500 as sent" }).waitFor()
      await page.getByRole("dialog").getByText(`0788 ••• 001 · Order #${displayId}`).waitFor()
      await dashboard.screenshot("attention mark as sent")
      await dashboard.visit(`/orders/${orderId}`)
      const widget = page.locator("[data-kpay=order]")
      await widget.getByText("Refund due RWF 1,500").waitFor()
      await dashboard.screenshot("order refund due", widget)
      await dashboard.expectAccessible(widget)
      await widget.getByRole("link", { name: "Send it by hand" }).press("Enter")
      await cardOf(page, refund.id).getByText("Test", { exact: true }).waitFor()
    })

    story("money is dismissed only with a reason, which is kept", async ({ shop, dashboard }) => {
      const { attempt } = await shop.unappliedMoney()
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=attention")
      await cardOf(page, attempt.id).getByRole("button", { name: "Dismiss" }).click()
      const form = page.getByRole("dialog")
      expect(await form.getByRole("button", { name: "Dismiss" }).isDisabled()).toBe(true)
      await form.getByLabel("Reason").fill("no")
      expect(await form.getByRole("button", { name: "Dismiss" }).isDisabled()).toBe(true)
      await form.getByLabel("Reason").fill("paid out in cash at the counter")
      await dashboard.screenshot("attention dismiss")
      await form.getByRole("button", { name: "Dismiss" }).click()
      await cardOf(page, attempt.id).waitFor({ state: "detached" })
      const { attempt: dismissed, journal } = await shop.asAdmin<KpayAttemptResponse>(
        "GET",
        `/kpay/attempts/${attempt.id}`
      )
      expect(dismissed.status).toBe("dismissed")
      expect(journal.find(({ event }) => event === "dismissed")).toMatchObject({
        note: "paid out in cash at the counter",
        actor_name: "admin@example.com",
      })
    })

    story("K-Pay being down is shown with what to do, until it is back", async (stage) => {
      const { shop, dashboard } = stage
      const { orderId } = await shop.order()
      const { id } = await shop.untilAttempt(orderId, () => true)
      const { page } = dashboard
      const fault = page.getByText("K-Pay does not work at the moment")
      await shop.whileKpayIsDown(async () => {
        await shop.asAdmin("POST", `/kpay/attempts/${id}/refresh`)
        await dashboard.visit("/kpay?tab=attention")
        await fault.waitFor()
        await dashboard.screenshot("attention K-Pay down")
      })
      await shop.asAdmin("POST", `/kpay/attempts/${id}/refresh`)
      await page.reload()
      await page.locator("[data-kpay=attention]").waitFor()
      await fault.waitFor({ state: "detached" })
    })

    story(
      "missing callbacks are shown, with how many payments were paid without one",
      async (stage) => {
        const { shop, dashboard } = stage
        for (let i = 0; i < 3; i++) {
          const { orderId } = await shop.order({ method: "momo", phone: "0788 0000 05" })
          const { id, refid } = await shop.untilAttempt(orderId, () => true)
          await shop.untilDecided(refid)
          await shop.asAdmin("POST", `/kpay/attempts/${id}/refresh`)
        }
        // A callback may be a little late; these are later than that.
        await shop.inDatabase(
          `update kpay_attempt set paid_at = now() - interval '3 minutes'
         where callback_at is null and paid_at is not null`
        )
        await shop.inDatabase(
          `update kpay_attempt set paid_at = paid_at - interval '1 hour', callback_at = callback_at - interval '1 hour'
         where callback_at is not null and paid_at is not null`
        )
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=attention")
        await page.getByText("Callbacks do not arrive").waitFor()
        await page.getByText(/No callback has arrived since .*\d+ payments? of the last/).waitFor()
        await dashboard.screenshot("attention callbacks missing")
        await page.getByRole("button", { name: "Open Setup" }).click()
        await page.getByRole("button", { name: "Send a test callback" }).waitFor()
      }
    )
  })
}
