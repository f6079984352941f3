import { readFileSync } from "node:fs"
import { formatRwf } from "../../src/domain/amount"
import type { KpaySummaryResponse } from "../../src/http-types"
import type { Story } from "./story"

export function describeCashUp(story: Story): void {
  describe("The cash-up", () => {
    story.core(
      "adds up what was taken, is waiting and was refunded",
      async ({ shop, dashboard }) => {
        await shop.paidOrder()
        const paid = await shop.order({ method: "airtel", phone: "0738 0000 01" })
        await shop.untilAttempt(paid.orderId, ({ status }) => status === "applied")
        const { orderId } = await shop.order({ method: "airtel", phone: "0738 0000 18" })
        await shop.untilAttempt(orderId, ({ status }) => status === "failed")
        await shop.order({ method: "spenn", phone: "0788 0000 04" })
        const { page } = dashboard
        await dashboard.visit("/kpay?tab=cash_up")
        const { totals } = await shop.asAdmin<KpaySummaryResponse>("GET", "/kpay/summary")
        expect(totals.taken).toBeGreaterThan(0)
        for (const [name, amount] of [
          ["Taken", totals.taken],
          ["Waiting", totals.pending],
          ["Refunded", totals.refunded],
          ["Net", totals.net],
        ] as const)
          await page
            .locator("[data-kpay=cash-up] div")
            .filter({ has: page.getByText(name, { exact: true }) })
            .getByText(formatRwf(amount), { exact: true })
            .first()
            .waitFor()
        await page.getByText("Why payments failed").waitFor()
        await page.getByText("Not enough money").waitFor()
        await page.getByText("Median time to pay").waitFor()
        // A bar for each method that was paid by.
        expect(await page.locator("[data-kpay-bar=paid]").count()).toBeGreaterThan(1)
        await dashboard.screenshot("cash-up")
        await dashboard.screenshot("cash-up days", page.locator("[data-kpay=cash-up]"))
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
      }
    )

    story("the dates below the chart do not overprint each other on a phone", async (stage) => {
      const { shop, dashboard } = stage
      await shop.paidOrder()
      const { page } = dashboard
      const before = page.viewportSize()
      await page.setViewportSize({ width: 390, height: 844 })
      try {
        await dashboard.visit("/kpay?tab=cash_up")
        await page.locator("[data-kpay-bar=paid]").first().waitFor()
        await page.locator("[data-kpay=chart]").scrollIntoViewIfNeeded()
        await dashboard.screenshot("cash-up on a phone")
        const dates = page.locator("[data-kpay-date]:visible")
        const boxes = await Promise.all((await dates.all()).map((date) => date.boundingBox()))
        expect(boxes.length).toBeGreaterThan(1)
        for (const [index, box] of boxes.slice(1).entries())
          expect(box?.x).toBeGreaterThan((boxes[index]?.x ?? 0) + (boxes[index]?.width ?? 0))
      } finally {
        if (before) await page.setViewportSize(before)
      }
    })

    story("another period shows its own days, and an impossible one says so", async (stage) => {
      const { shop, dashboard } = stage
      await shop.paidOrder()
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=cash_up")
      await page.getByText("By day and method").waitFor()
      await page.getByRole("combobox", { name: "Period" }).click()
      await page.getByRole("option", { name: "Last month" }).click()
      await page.getByText("Nothing in this period").waitFor()
      await page.getByRole("combobox", { name: "Period" }).click()
      await page.getByRole("option", { name: "Custom days" }).click()
      await page.getByLabel("From").fill("2020-01-01")
      await page.getByRole("alert").filter({ hasText: "366" }).waitFor()
      await dashboard.screenshot("cash-up impossible period")
      dashboard.expectFaults(/HTTP 400: GET .*summary/)
    })

    story("the CSV has a line for each payment", async ({ shop, dashboard }) => {
      const { attempt, displayId } = await shop.paidOrder()
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=cash_up")
      await page.getByText("By day and method").waitFor()
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download CSV" }).click(),
      ])
      expect(download.url()).toMatch(/counted_from=.*&counted_to=/)
      expect(download.suggestedFilename()).toMatch(/^kpay-payments.*\.csv$/)
      const lines = readFileSync(await download.path(), "utf8")
        .trim()
        .split("\r\n")
      expect(lines[0]).toContain("refid")
      const line = lines.find((one) => one.includes(attempt.refid))?.split(",")
      expect(line).toEqual(expect.arrayContaining([String(displayId), "6200", "momo", "applied"]))
      expect(lines.join()).not.toContain("788000001")
    })
  })
}
