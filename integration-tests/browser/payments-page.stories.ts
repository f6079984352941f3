import type { Page } from "playwright-core"
import { eventually } from "../eventually"
import type { Story } from "./story"

const PAGE_ROWS = 25

const rowsOn = (page: Page) => page.locator("[data-kpay=payments] tbody tr")
const rowOf = (page: Page, displayId: number) =>
  rowsOn(page).filter({ has: page.getByRole("link", { name: `#${displayId}`, exact: true }) })

/** Must run first: the shop must not have sold anything yet. */
export function describeNewShop(story: Story): void {
  describe("The K-Pay page of a new shop", () => {
    story("says what will appear here, and that nothing needs attention", async ({ dashboard }) => {
      const { page } = dashboard
      await dashboard.visit("/kpay")
      await page.getByText("No payments yet").waitFor()
      await dashboard.screenshot("payments empty")
      await page.getByRole("tab", { name: "Needs attention" }).click()
      await page.getByText("Nothing needs attention").waitFor()
      await dashboard.screenshot("attention empty")
      await page.getByRole("tab", { name: "Cash-up" }).click()
      await page.getByText("Nothing in this period").waitFor()
      await dashboard.screenshot("cash-up empty")
    })
  })
}

export function describePaymentsPage(story: Story): void {
  describe("The page of payments", () => {
    story.core(
      "is linked in the sidebar, and lists every payment with a link to its order",
      async (stage) => {
        const { shop, dashboard } = stage
        const { displayId, orderId } = await shop.paidOrder()
        const { page } = dashboard
        await dashboard.visit("/orders")
        await page.getByRole("link", { name: "K-Pay" }).click()
        const row = rowOf(page, displayId)
        for (const text of ["MTN MoMo", "0788 ••• 001", "RWF 6,200", "Paid", "Test"])
          await row.getByText(text, { exact: true }).waitFor()
        await dashboard.screenshot("payments")
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
        await row.getByRole("link", { name: `#${displayId}` }).click()
        await page.waitForURL(`**/orders/${orderId}`)
        await page.locator("[data-kpay=order]").waitFor()
      }
    )

    story(
      "shows on a phone, without scrolling, the order, the amount and where a payment is now",
      async ({ shop, dashboard }) => {
        const { displayId } = await shop.unappliedMoney()
        const { page } = dashboard
        const before = page.viewportSize()
        await page.setViewportSize({ width: 390, height: 844 })
        try {
          await dashboard.visit("/kpay")
          const row = rowOf(page, displayId)
          for (const text of ["RWF 6,200", "Needs attention", "Test"]) {
            const shown = row.getByText(text, { exact: true })
            await shown.waitFor()
            // The list is drawn again while its data comes.
            await eventually(
              () => shown.boundingBox(),
              (box) => box !== null && box.x + box.width < 378
            )
          }
          await dashboard.screenshot("payments on a phone")
          await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
        } finally {
          if (before) await page.setViewportSize(before)
        }
      }
    )

    story(
      "finds a payment by the MoMo id of the shopper's SMS, refid, tid, order and phone",
      async ({ shop, dashboard }) => {
        const { displayId, orderId } = await shop.order({ method: "airtel", phone: "0733 0000 01" })
        const attempt = await shop.untilAttempt(orderId, ({ status }) => status === "applied")
        const { page } = dashboard
        await dashboard.visit("/kpay")
        const search = page.getByPlaceholder("MoMo id, refid, tid, order, phone")
        const { momo_transaction_id, refid, tid } = attempt
        for (const q of [momo_transaction_id, refid, tid, `#${displayId}`, "0733 000 001"]) {
          await search.fill("finds nothing")
          await page.getByText("No matching payments").waitFor()
          await search.fill(q ?? "an id that is missing")
          await rowOf(page, displayId).waitFor()
          expect(await rowsOn(page).count()).toBe(1)
        }
        await dashboard.screenshot("payments found")
        await search.fill("finds nothing")
        await page.getByText("No matching payments").waitFor()
        await dashboard.screenshot("payments none found")
      }
    )

    story("a filter shows what needs attention, and outlives a reload", async (stage) => {
      const { shop, dashboard } = stage
      const { displayId } = await shop.unappliedMoney()
      const { displayId: paidId } = await shop.paidOrder()
      const { page } = dashboard
      await dashboard.visit("/kpay")
      await rowOf(page, paidId).waitFor()
      await page.getByRole("button", { name: "Add filter" }).click()
      await dashboard.screenshot("payments filter menu")
      await page.getByRole("menuitem", { name: "Status" }).click()
      await page.getByRole("dialog").getByText("Needs attention").click()
      await page.keyboard.press("Escape")
      await rowOf(page, paidId).waitFor({ state: "detached" })
      await rowOf(page, displayId).getByText("Needs attention").waitFor()
      expect(page.url()).toContain("status=unapplied")
      await page.reload()
      await rowOf(page, displayId).waitFor()
      expect(await rowOf(page, paidId).count()).toBe(0)
      await dashboard.screenshot("payments filtered")
    })

    story("a payment opens over the list with its timeline", async (stage) => {
      const { shop, dashboard } = stage
      const { displayId, attempt } = await shop.paidOrder()
      const { page } = dashboard
      await dashboard.visit("/kpay")
      await rowOf(page, displayId).getByRole("link").first().click()
      const drawer = page.getByRole("dialog")
      for (const sentence of [
        "Request sent to MTN MoMo.",
        "K-Pay answered: accepted, not paid yet.",
        "K-Pay says: paid.",
        "The order received the money.",
      ])
        await drawer.getByText(sentence).waitFor()
      await drawer.getByText(attempt.refid).waitFor()
      await dashboard.screenshot("payment opened")
      await dashboard.expectAccessible(drawer)
      await page.keyboard.press("Escape")
      await drawer.waitFor({ state: "detached" })
    })

    story("several payments whose callbacks were lost are asked about at once", async (stage) => {
      const { shop, dashboard } = stage
      const lost = [
        await shop.order({ method: "momo", phone: "0788 0000 05" }),
        await shop.order({ method: "momo", phone: "0788 0000 05" }),
      ]
      for (const { orderId } of lost)
        await shop.untilDecided((await shop.untilAttempt(orderId, () => true)).refid)
      const { page } = dashboard
      await dashboard.visit("/kpay")
      for (const { displayId } of lost) await rowOf(page, displayId).getByRole("checkbox").click()
      await page.getByText("Ask K-Pay again").last().waitFor()
      await dashboard.screenshot("payments chosen")
      await page.getByText("Ask K-Pay again").last().click()
      await page.getByText("K-Pay was asked about 2 payments").waitFor()
      for (const { displayId } of lost)
        await rowOf(page, displayId).getByText("Paid", { exact: true }).waitFor()
    })

    story("older payments are a page away, and newer ones a page back", async (stage) => {
      const { shop, dashboard } = stage
      const { attempts } = await shop.asAdmin<{ attempts: { id: string }[] }>(
        "GET",
        `/kpay/attempts?limit=${PAGE_ROWS + 1}`
      )
      for (let missing = PAGE_ROWS + 1 - attempts.length; missing > 0; missing -= 4)
        await Promise.all(Array.from({ length: Math.min(missing, 4) }, () => shop.order()))
      const { page } = dashboard
      await dashboard.visit("/kpay")
      await rowsOn(page)
        .nth(PAGE_ROWS - 1)
        .waitFor()
      const first = await rowsOn(page).first().getByRole("link").nth(1).innerText()
      await page.getByRole("button", { name: "Older" }).click()
      await page.getByText("Page 2").waitFor()
      await page.getByText(first, { exact: true }).waitFor({ state: "detached" })
      expect(await rowsOn(page).count()).toBeGreaterThan(0)
      await page.getByRole("button", { name: "Newer" }).click()
      await page.getByText(first, { exact: true }).waitFor()
    })

    story(
      "a list that cannot be loaded says so, and loads when the line is back",
      async (stage) => {
        const { shop, dashboard } = stage
        const { displayId } = await shop.paidOrder()
        const { page } = dashboard
        // The line is cut for the list alone, so that the dashboard itself still opens.
        await page.route("**/admin/kpay/attempts?*", (route) => route.abort("connectionreset"))
        await dashboard.visit("/kpay")
        await page.getByText("This could not be loaded").waitFor()
        await dashboard.screenshot("payments cannot be loaded")
        await page.unroute("**/admin/kpay/attempts?*")
        await page.getByRole("button", { name: "Try again" }).click()
        await rowOf(page, displayId).waitFor()
        dashboard.expectFaults(/ERR_CONNECTION_RESET/)
      }
    )
  })
}
