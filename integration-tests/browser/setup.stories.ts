import type { Story } from "./story"

const TABS = [
  ["payments", ""],
  ["attention", "?tab=attention"],
  ["cash-up", "?tab=cash_up"],
  ["setup", "?tab=setup"],
] as const

export function describeSetup(story: Story): void {
  describe("The setup", () => {
    story.core("shows every check, with what to do where something is wrong", async (stage) => {
      const { shop, dashboard } = stage
      await shop.paidOrder()
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=setup")
      const checks = page.locator("[data-kpay=setup] li")
      const checkOf = (name: string) =>
        checks.filter({ has: page.getByText(name, { exact: true }) })
      await checkOf("Credentials").getByText("OK", { exact: true }).waitFor()
      await checkOf("Retailer").getByText("OK", { exact: true }).waitFor()
      await checkOf("Environment").getByText("Set the option environment").waitFor()
      await checkOf("Locking").getByText("Check this", { exact: true }).waitFor()
      await page.getByText("/hooks/kpay/<token>").waitFor()
      const text = await page.locator("[data-kpay=setup]").innerText()
      expect(text).not.toMatch(/sandbox:sandbox|password is|Basic /)
      await dashboard.screenshot("setup")
      await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
    })

    story("a test callback that is received shows how long it took", async ({ dashboard }) => {
      const { page } = dashboard
      await dashboard.visit("/kpay?tab=setup")
      await page.getByRole("button", { name: "Send a test callback" }).click()
      await page.getByText(/Received after \d+ ms/).waitFor()
      await dashboard.screenshot("setup callback received", page.locator("[data-kpay=setup]"))
    })

    story("while K-Pay is down its checks are unknown, and OK again afterwards", async (stage) => {
      const { shop, dashboard } = stage
      const { page } = dashboard
      const credentials = page
        .locator("[data-kpay=setup] li")
        .filter({ has: page.getByText("Credentials", { exact: true }) })
      await shop.whileKpayIsDown(async () => {
        await dashboard.visit("/kpay?tab=setup")
        await credentials.getByText("Unknown", { exact: true }).waitFor()
        await dashboard.screenshot("setup K-Pay down")
      })
      await page.getByRole("button", { name: "Check again" }).click()
      await credentials.getByText("OK", { exact: true }).waitFor()
    })
  })

  describe("The languages", () => {
    story("the texts are French where the dashboard is", async ({ shop, dashboard }) => {
      const { orderId } = await shop.order()
      await dashboard.speak("fr")
      const { page } = dashboard
      await dashboard.visit(`/orders/${orderId}`)
      await page.getByText("Pas encore payé. N'expédiez pas.").waitFor()
      await dashboard.screenshot("fr order", page.locator("[data-kpay=order]"))
      for (const [name, query] of TABS) {
        await dashboard.visit(`/kpay${query}`)
        await page.getByRole("tab", { name: "À traiter" }).waitFor()
        await page.waitForLoadState("networkidle")
        await dashboard.screenshot(`fr ${name}`)
      }
    })

    story("Kinyarwanda can be chosen for the K-Pay pages", async ({ shop, dashboard }) => {
      const { orderId } = await shop.unappliedMoney()
      const { page } = dashboard
      await dashboard.visit("/kpay")
      await page.getByRole("combobox", { name: "Language of this page" }).click()
      await page.getByRole("option", { name: "Kinyarwanda" }).click()
      await page.getByRole("tab", { name: "Isanduku" }).waitFor()
      try {
        for (const [name, query] of TABS) {
          await dashboard.visit(`/kpay${query}`)
          await page.getByRole("tab", { name: "Ubwishyu" }).waitFor()
          await page.waitForLoadState("networkidle")
          await dashboard.screenshot(`rw ${name}`)
        }
        expect(await page.locator("[data-kpay=page]").getAttribute("lang")).toBe("rw")
        await dashboard.visit(`/orders/${orderId}`)
        await page
          .locator("[data-kpay=order]")
          .getByText("Birasaba gukurikiranwa")
          .first()
          .waitFor()
        await dashboard.screenshot("rw order", page.locator("[data-kpay=order]"))
      } finally {
        await page.evaluate(() => {
          localStorage.removeItem("kpay_language")
        })
      }
    })
  })
}
