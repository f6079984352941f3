import type { KpayRefundResponse } from "../../src/http-types"
import type { Story } from "./story"

export function describePaidOtherwise(story: Story): void {
  describe("What the shopper pays otherwise", () => {
    story.core(
      "an admin records a part in cash and the rest to the shop's MoMo code, and the order is paid",
      async ({ shop, dashboard }) => {
        const { orderId } = await shop.order({ method: "momo", phone: "0788 0000 18" })
        await shop.untilAttempt(orderId, ({ status }) => status === "failed")
        const { page } = dashboard
        const momoId = String(Date.now())
        await dashboard.visit(`/orders/${orderId}`)
        const widget = page.locator("[data-kpay=order]")
        const form = page.getByRole("dialog")
        await widget.getByText("Ask the shopper to top up").waitFor()
        await widget.getByRole("button", { name: "Paid otherwise" }).click()
        await form.getByText("The order owes RWF 6,200.").waitFor()
        await form.getByLabel("Note (optional)").fill("At the counter")
        await dashboard.screenshot("order paid otherwise, form")
        await dashboard.expectAccessible(form)

        await form.getByLabel("Amount in francs").fill("7000")
        await form.getByRole("button", { name: "Record payment" }).click()
        await form.getByText("The order owes RWF 6,200, less than RWF 7,000.").waitFor()
        dashboard.expectFaults(/HTTP 409: POST .*manual-payments/)
        await form.getByLabel("Amount in francs").fill("2000")
        await form.getByRole("button", { name: "Record payment" }).click()
        await page.getByText("RWF 2,000 was recorded").waitFor()
        await widget.getByText("admin@example.com · At the counter").waitFor()
        await page.getByText("RWF 4,200 is still owed.").waitFor()

        await widget.getByRole("button", { name: "Paid otherwise" }).click()
        await form.getByText("The order owes RWF 4,200.").waitFor()
        await form.getByLabel("How it was paid").click()
        await page.getByRole("option", { name: "MoMo to the shop's code" }).click()
        await form.getByText("Required", { exact: true }).waitFor()
        expect(await form.getByRole("button", { name: "Record payment" }).isDisabled()).toBe(true)
        await dashboard.screenshot("order paid otherwise, MoMo id required")
        await form.getByLabel("MoMo id (TxId)").fill(momoId)
        await form.getByRole("button", { name: "Record payment" }).click()
        await page.getByText("RWF 4,200 was recorded").waitFor()
        await widget.getByText(momoId).waitFor()
        await page.getByText("Not paid yet. Do not ship.").waitFor({ state: "detached" })
        await widget.getByRole("button", { name: "Paid otherwise" }).waitFor({ state: "detached" })
        await widget.locator("span", { hasText: "Paid otherwise" }).first().waitFor()
        await widget.getByText("Ask the shopper to top up").waitFor({ state: "detached" })
        await dashboard.screenshot("order paid otherwise", widget)
        await dashboard.expectAccessible(widget)
      }
    )

    story(
      "a payment that was recorded by mistake is taken out of the books, and the order owes it again; a transaction that another order has is refused",
      async ({ shop, dashboard }) => {
        const { orderId, total } = await shop.order({ method: "momo", phone: "0788 0000 18" })
        const { id } = await shop.untilAttempt(orderId, ({ status }) => status === "failed")
        await shop.asAdmin("POST", `/kpay/orders/${orderId}/manual-payments`, {
          kind: "cash",
          amount: total,
          request_id: `mistake before ${id}`,
        })
        const { page } = dashboard
        const widget = page.locator("[data-kpay=order]")
        const form = page.getByRole("dialog")
        await dashboard.visit(`/orders/${orderId}`)
        await widget.getByRole("button", { name: "Recorded by mistake" }).click()
        await form.getByText("No money moves, and nothing goes back to the shopper.").waitFor()
        await form.getByLabel("Note").fill("It was for another order")
        await dashboard.screenshot("order paid otherwise, recorded by mistake")
        await dashboard.expectAccessible(form)
        await form.getByRole("button", { name: "Take out of the books" }).click()
        await page.getByText("The record was taken back").waitFor()
        await widget.getByText("Recorded by mistake, and taken back").waitFor()
        await page.getByText("Not paid yet. Do not ship.").waitFor()
        await widget.getByRole("button", { name: "Paid otherwise" }).waitFor()
        expect(await widget.getByRole("button", { name: "Recorded by mistake" }).count()).toBe(0)
        await dashboard.screenshot("order paid otherwise, taken back", widget)

        const other = await shop.order({ method: "momo", phone: "0788 0000 18" })
        await shop.untilAttempt(other.orderId, ({ status }) => status === "failed")
        const momoId = String(Date.now())
        await shop.asAdmin("POST", `/kpay/orders/${other.orderId}/manual-payments`, {
          kind: "momo",
          amount: 1_000,
          reference: momoId,
          request_id: `transfer before ${id}`,
        })
        await dashboard.speak("fr")
        await dashboard.visit(`/orders/${orderId}`)
        await widget.getByRole("button", { name: "Payé autrement" }).click()
        await form.getByLabel("Mode de paiement").click()
        await page.getByRole("option", { name: "MoMo vers le code de la boutique" }).click()
        await form.getByLabel("Id MoMo (TxId)").fill(momoId)
        await form.getByRole("button", { name: "Enregistrer le paiement" }).click()
        await form
          .getByText(`est déjà enregistrée, comme paiement pour la commande #${other.displayId}.`)
          .waitFor()
        dashboard.expectFaults(/HTTP 409: POST .*manual-payments/)
        await dashboard.screenshot("order paid otherwise, transaction used before in French")
        await page.setViewportSize({ width: 390, height: 844 })
        await dashboard.screenshot(
          "order paid otherwise, transaction used before in French, narrow"
        )
      }
    )

    story(
      "an order that was paid in cash is paid, whatever becomes of money that came late",
      async ({ shop, dashboard }) => {
        const { orderId, total } = await shop.order()
        const { refid, id } = await shop.untilAttempt(orderId, () => true)
        await shop.asAdmin("POST", `/kpay/orders/${orderId}/manual-payments`, {
          kind: "cash",
          amount: total,
          request_id: `cash before ${id}`,
        })
        shop.sandbox.decide(refid, "pays")
        await shop.untilAttempt(orderId, ({ status }) => status === "unapplied")
        const { refund } = await shop.asAdmin<KpayRefundResponse>("POST", "/kpay/refunds", {
          attempt_id: id,
        })
        const widget = dashboard.page.locator("[data-kpay=order]")
        await dashboard.visit(`/orders/${orderId}`)
        await widget.getByText("Refund due RWF 6,200").waitFor()
        await shop.asAdmin("POST", `/kpay/refunds/${refund.id}/sent`, { reference: "MP1" })
        await dashboard.visit(`/orders/${orderId}`)
        await widget.getByText("Refunded", { exact: true }).waitFor()
        await widget.locator("span", { hasText: "Paid otherwise" }).first().waitFor()
        expect(await widget.getByText("Refund due").count()).toBe(0)
        await dashboard.screenshot("order paid otherwise, late money refunded", widget)
      }
    )
  })
}
