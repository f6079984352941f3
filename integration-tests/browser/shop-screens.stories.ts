import { WAITING_PHONE } from "./browser-shop"
import { PHONE, type Language, type ShopTab } from "./shop-tab"
import type { ShopStory } from "./story"

const LANGUAGES: readonly Language[] = ["rw", "fr", "en"]

/** After it the payer is told where to find the request. */
const PROMPT_MS = 21_000

export function describeShopScreens(story: ShopStory): void {
  describe("The shop: every screen", () => {
    for (const language of LANGUAGES) {
      story(`in ${language} a cart is paid on accessible screens`, async (stage) => {
        const { shop, shoppers } = stage
        const { cartId } = await shop.shopper.fillCart({ phone: "0788 0000 02" })
        const tab = await shoppers.come({ language, cartId })
        const keep = toKeep(tab, language)
        await tab.visit("/")
        await tab.page.getByRole("listitem").first().waitFor()
        await keep("products")
        await tab.visit("/cart")
        await tab.page.getByRole("table").waitFor()
        await keep("cart")
        await tab.visit("/checkout")
        await tab.kit.getByRole("radio").first().waitFor()
        await keep("choice")
        await tab.choose("momo", "12")
        await tab.press()
        await tab.kit.locator(".kpay-error").waitFor()
        await keep("choice with error")
        await tab.choose("momo", "0788 0000 02")
        await keep("choice with number")
        await tab.press()
        await tab.kit.locator(".kpay-failed").waitFor()
        await keep("not paid, cart kept")
      })

      story(`in ${language} an order in every status is accessible`, async (stage) => {
        const { shop, shoppers } = stage
        const tab = await shoppers.come({ language })
        const keep = toKeep(tab, language)
        const see = async (orderId: string, screen: string, state: string): Promise<void> => {
          await tab.visit(`/order/${orderId}`)
          await tab.kit.locator(`.kpay-${screen}`).waitFor()
          await keep(state)
        }
        const data = { method: "momo", locale: language }
        const paid = await shop.order({ ...data, phone: "0788 0000 01" })
        const failed = await shop.order({ ...data, phone: "0788 0000 18" })
        const waiting = await shop.order({ ...data, phone: WAITING_PHONE })
        const card = await shop.order({ method: "card", locale: language })
        const unapplied = await shop.unappliedMoney({ ...data, phone: WAITING_PHONE })

        await see(waiting.orderId, "waiting", "waiting")
        await tab.passTime(PROMPT_MS)
        await tab.kit.getByRole("link", { name: "*182*7*1#" }).waitFor()
        const buttons = tab.kit.getByRole("button")
        await tab.untilSeen(buttons.first())
        await keep("waiting longer")
        await buttons.nth(1).click()
        await tab.phone.waitFor()
        await keep("other number")
        await buttons.last().click()
        await buttons.nth(3).click()
        await tab.phone.waitFor()
        await keep("other payer")

        await see(card.orderId, "waiting", "waiting for the card page")
        await shop.untilAttempt(paid.orderId, ({ status }) => status === "applied")
        await see(paid.orderId, "paid", "paid")
        await shop.untilAttempt(failed.orderId, ({ status }) => status === "failed")
        await see(failed.orderId, "failed", "not paid")
        await see(unapplied.orderId, "unapplied", "unapplied")
      })
    }

    story("who wants less motion sees none while waiting", async ({ shop, shoppers }) => {
      const { orderId } = await shop.order()
      const motions = []
      for (const reducedMotion of ["no-preference", "reduce"] as const) {
        const tab = await shoppers.come({ reducedMotion })
        await tab.visit(`/order/${orderId}`)
        await tab.heading(/^Approve/).waitFor()
        motions.push(await tab.page.evaluate(() => document.getAnimations().length))
      }
      expect(motions).toEqual([3, 0])
    })
  })
}

/** Keeps a picture of a status; fails when it is not accessible or wider than the phone. */
function toKeep(tab: ShopTab, language: Language): (state: string) => Promise<void> {
  return async (state) => {
    await tab.screenshot(`shop ${language} ${state}`)
    await tab.expectAccessible()
    const width = await tab.page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(PHONE.width)
  }
}
