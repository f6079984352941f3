import { formatRwf } from "../../src/domain/amount"
import type { KpaySummaryResponse } from "../../src/http-types"
import { HUYE_CHANNEL } from "../http/three-retailers"
import type { BrowserShop, PlacedOrder } from "./browser-shop"
import type { Story } from "./story"

/** An order of the sales channel whose money another retailer takes, paid. */
async function paidInHuye(shop: BrowserShop): Promise<PlacedOrder> {
  await shop.inDatabase(
    `insert into sales_channel (id, name) values ('${HUYE_CHANNEL}', 'Huye') on conflict do nothing`
  )
  const { stock_locations } = await shop.asAdmin<{ stock_locations: { id: string }[] }>(
    "GET",
    "/stock-locations"
  )
  await shop.asAdmin("POST", `/stock-locations/${stock_locations[0]?.id ?? ""}/sales-channels`, {
    add: [HUYE_CHANNEL],
  })
  const placed = await shop.order({ method: "momo", phone: "0788 0000 01" }, {}, async (cartId) =>
    shop.inDatabase(`update cart set sales_channel_id = '${HUYE_CHANNEL}' where id = '${cartId}'`)
  )
  await shop.untilAttempt(placed.orderId, ({ status }) => status === "applied")
  return placed
}

export function describeAccounts(story: Story): void {
  describe("Several accounts", () => {
    story.core("the list of payments tells them apart, and shows those of one", async (stage) => {
      const { shop, dashboard } = stage
      const own = await shop.paidOrder()
      const inHuye = await paidInHuye(shop)
      const { page } = dashboard
      const rowOf = ({ displayId }: PlacedOrder) =>
        page
          .locator("[data-kpay=payments] tbody tr")
          .filter({ has: page.getByRole("link", { name: `#${displayId}`, exact: true }) })
      await dashboard.visit("/kpay")
      await rowOf(own).getByText("default", { exact: true }).waitFor()
      await rowOf(inHuye).getByText("huye", { exact: true }).waitFor()
      await dashboard.screenshot("payments of several accounts")
      await dashboard.expectAccessible(page.locator("[data-kpay=payments]"))
      await page.getByRole("button", { name: "Add filter" }).click()
      await page.getByRole("menuitem", { name: "Account" }).click()
      await page.getByRole("dialog").getByText("huye", { exact: true }).click()
      await page.keyboard.press("Escape")
      await rowOf(own).waitFor({ state: "detached" })
      await rowOf(inHuye).waitFor()
      await dashboard.screenshot("payments of one account")
      await rowOf(inHuye).getByRole("link").first().click()
      const drawer = page.locator("[data-kpay=attempt]")
      await drawer.getByText("huye", { exact: true }).waitFor()
      await dashboard.screenshot("payment of another account", drawer)
    })

    story("the cash-up adds up each of them, and all", async ({ shop, dashboard }) => {
      await shop.paidOrder()
      await paidInHuye(shop)
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=cash_up")
      const summary = await shop.asAdmin<KpaySummaryResponse>("GET", "/kpay/summary")
      const table = page.locator("[data-kpay=cash-up-accounts]")
      const cells = table.getByRole("row")
      for (const { account, taken } of summary.by_account)
        await cells
          .filter({ hasText: account })
          .getByText(formatRwf(taken), { exact: true })
          .first()
          .waitFor()
      expect(summary.by_account.map(({ account }) => account)).toEqual(["default", "huye"])
      await dashboard.screenshot("cash-up by account", table)
      await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
      await page.getByRole("combobox", { name: "Account" }).click()
      await page.getByRole("option", { name: "huye" }).click()
      await table.waitFor({ state: "detached" })
      const [, huye] = summary.by_account
      await page
        .locator("[data-kpay=cash-up]")
        .getByText(formatRwf(huye?.taken ?? 0), { exact: true })
        .first()
        .waitFor()
      await dashboard.screenshot("cash-up of one account", page.locator("[data-kpay=cash-up]"))
    })
  })
}
