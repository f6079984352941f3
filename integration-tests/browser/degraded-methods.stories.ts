import type { KpayPayLinkResponse } from "../../src/http-types"
import type { BrowserShop } from "./browser-shop"
import { Phone, SMALL_PHONE } from "./phone"
import type { ShopStory, Story } from "./story"

const NOTICES = {
  en: "Payments by Airtel Money often fail right now. Another way may be quicker.",
  fr: "Les paiements par Airtel Money échouent souvent en ce moment. Un autre moyen sera peut-être plus rapide.",
  rw: "Kwishyura na Airtel Money biranga kenshi muri iyi minota. Ubundi buryo bushobora kwihuta.",
} as const

/** Airtel fails for payers, and the shop has found out. The shop's own rule needs more payers than a story has. */
async function whileAirtelFails(shop: BrowserShop, act: () => Promise<void>): Promise<void> {
  for (const phone of ["0728 0000 17", "0729 0000 17"]) {
    const { orderId } = await shop.order({ method: "airtel", phone })
    await shop.untilAttempt(orderId, ({ status }) => status === "failed")
  }
  await shop.inDatabase(
    `insert into kpay_degraded_method (id, method, environment, since, troubles, payers, usual_troubles, usual_payers)
     values ('kpdeg_story', 'airtel', 'test', now() - interval '20 minutes', 9, 12, 20, 400)`
  )
  try {
    await act()
  } finally {
    await shop.inDatabase("delete from kpay_degraded_method")
  }
}

export function describeDegradedMethods(story: Story): void {
  describe("A method that often fails", () => {
    story("is told to admins in three languages, with what to do", async ({ shop, dashboard }) => {
      await whileAirtelFails(shop, async () => {
        const { page } = dashboard
        const told = page.locator("[data-kpay=degraded-method]")
        await dashboard.visit("/kpay")
        await told
          .getByText(
            /Payments by Airtel Money have been failing since .*: \d+ of \d+ payers in the last 24 h, usually 5 in 100\. The checkout shows it last/
          )
          .waitFor()
        await dashboard.screenshot("degraded method payments")
        await dashboard.expectAccessible(page.locator("[data-kpay=page]"))
        await dashboard.visit("/kpay?tab=setup")
        await page
          .locator("[data-kpay=setup] li")
          .filter({ hasText: "Payments by Airtel Money have been failing" })
          .getByText("Check this", { exact: true })
          .waitFor()
        await dashboard.screenshot("degraded method setup", page.locator("[data-kpay=setup]"))
        for (const [language, words] of [
          ["fr", "Les paiements par Airtel Money échouent depuis le"],
          ["rw", "Kwishyura na Airtel Money biranga kuva ku wa"],
        ] as const) {
          await page.evaluate((chosen) => localStorage.setItem("kpay_language", chosen), language)
          await dashboard.visit("/kpay?tab=attention")
          await told.getByText(words).waitFor()
          await dashboard.screenshot(`degraded method attention ${language}`)
        }
        await page.evaluate(() => localStorage.removeItem("kpay_language"))
      })
    })

    story("comes last on the pay page, and can be chosen", async ({ shop, dashboard }) => {
      const { orderId } = await shop.order({ method: "airtel", phone: "0727 0000 17" })
      await shop.untilAttempt(orderId, ({ status }) => status === "failed")
      const { url } = await shop.asAdmin<KpayPayLinkResponse>("POST", "/kpay/pay-links", {
        order_id: orderId,
      })
      await whileAirtelFails(shop, async () => {
        await Phone.use(dashboard, SMALL_PHONE, async (phone) => {
          for (const lang of ["en", "fr", "rw"] as const) {
            await phone.page.goto(`${url}?lang=${lang}`)
            await phone.page.locator(".way").last().getByText(NOTICES[lang]).waitFor()
            await phone.screenshot(`${lang} method that often fails`)
            await phone.expectAccessible()
          }
          await phone.page.locator("[value=airtel]").check()
        })
      })
    })
  })
}

export function describeDegradedMethodsInShop(story: ShopStory): void {
  describe("The shop: a method that often fails", () => {
    story.core("comes last with a sentence, and pays all the same", async ({ shop, shoppers }) => {
      const { cartId } = await shop.shopper.fillCart()
      await whileAirtelFails(shop, async () => {
        for (const language of ["rw", "fr", "en"] as const) {
          const tab = await shoppers.come({ cartId, language })
          await tab.visit("/checkout")
          await tab.kit.locator(".kpay-method").last().getByText(NOTICES[language]).waitFor()
          await tab.screenshot(`shop ${language} method that often fails`)
          await tab.expectAccessible()
          if (language !== "en") continue
          await tab.pay("airtel", "0722 300 000")
          await tab.heading(/^Approve the payment on 07.. ••• 000$/).waitFor()
        }
      })
    })
  })
}
