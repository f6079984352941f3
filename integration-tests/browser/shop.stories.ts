import { callsOf } from "../eventually"
import type { BrowserShop } from "./browser-shop"
import { WAITING_PHONE } from "./browser-shop"
import { DESKTOP, type ShopTab } from "./shop-tab"
import type { ShopStory } from "./story"

/** Waits for a person like {@link WAITING_PHONE}, but no callback tells the shop. */
const WITHOUT_CALLBACK_PHONE = "0788 0000 04"

/** The most that the page may be advised to wait between two looks, so that the shopper is thanked within 3 s. */
const INTERVAL_S_MAX = 2

export function describeShop(story: ShopStory): void {
  describe("The shop: buying", () => {
    story.core(
      "a shopper buys coffee by MTN MoMo and is thanked after approving",
      async (stage) => {
        const { shop, shoppers } = stage
        const tab = await shoppers.come()
        await tab.goShopping()
        await tab.pay("momo", WAITING_PHONE)
        await tab.heading("Approve the payment on 0788 ••• 000").waitFor()
        const orderId = await tab.readOrderId()
        const { afterS, intervalS } = await approve(shop, tab, orderId)
        tell(`${afterS.toFixed(2)} s from the approval to the thank-you page, with a callback`)
        expect(intervalS).toBeLessThanOrEqual(INTERVAL_S_MAX)
        const { order_display_id } = await shop.untilAttempt(
          orderId,
          ({ status }) => status === "applied"
        )
        await tab.kit.getByText(`Order #${order_display_id ?? ""}`).waitFor()
        await tab.page.getByText("We are packing it.").waitFor()
      }
    )

    story("an address is changed before paying, and what else was typed is kept", async (stage) => {
      const tab = await stage.shoppers.come()
      const { page } = tab
      const change = page.getByRole("button", { name: "Change address or delivery" })
      await tab.goShopping()
      await change.click()
      await page.getByLabel("Street or place").fill("KN 5 Rd")
      await page.getByRole("button", { name: "To payment" }).click()
      await tab.kit.getByRole("radio").first().waitFor()
      // After a reload the cart itself says what was typed.
      await page.reload()
      await change.click()
      for (const [field, value] of [
        ["Name", "A Shopper"],
        ["E-mail address", "shopper@example.com"],
        ["Your phone", "0788 300 000"],
        ["Street or place", "KN 5 Rd"],
      ] as const)
        expect([field, await page.getByLabel(field).inputValue()]).toEqual([field, value])
      await page.getByRole("button", { name: "To payment" }).click()
      await tab.kit.getByRole("radio").first().waitFor()
    })

    story.core("without a callback the page knows after one polling interval", async (stage) => {
      const { shop, shoppers } = stage
      const { orderId } = await shop.order({ method: "momo", phone: WITHOUT_CALLBACK_PHONE })
      const tab = await shoppers.come()
      await tab.visit(`/order/${orderId}`)
      const { afterS, intervalS } = await approve(shop, tab, orderId)
      tell(
        `${afterS.toFixed(2)} s without a callback; the page is advised to look every ${intervalS} s`
      )
      expect(intervalS).toBeLessThanOrEqual(INTERVAL_S_MAX)
    })

    for (const { method, name, phone } of [
      { method: "airtel", name: "Airtel Money", phone: "0722 300 000" },
      { method: "spenn", name: "SPENN", phone: "0788 300 000" },
    ] as const)
      story(`${name} is approved on the phone as well`, async ({ shop, shoppers }) => {
        const { cartId } = await shop.shopper.fillCart()
        const tab = await shoppers.come({ cartId })
        await tab.visit("/checkout")
        await tab.pay(method, phone)
        const orderId = await tab.readOrderId()
        await tab.heading(/^Approve the payment on 07.. ••• 000$/).waitFor()
        const { refid } = await shop.untilAttempt(orderId, () => true)
        shop.sandbox.decide(refid, "pays")
        await tab.untilSeen(tab.heading("Paid"))
      })

    story.core(
      "a card pays on K-Pay's page, and the browser is back at the order",
      async (stage) => {
        const { shop, shoppers } = stage
        const { cartId } = await shop.shopper.fillCart()
        const tab = await shoppers.come({ cartId, viewport: DESKTOP })
        await tab.visit("/checkout")
        await tab.screenshot("shop en desktop checkout")
        await tab.pay("card")
        await payByCard(tab, "4111 1111 1111 1111")
        await tab.readOrderId()
        await tab.heading("Paid").waitFor()
        await tab.screenshot("shop en desktop paid")
      }
    )

    story("a card page that is opened in another browser leads to the order too", async (stage) => {
      const { shop, shoppers } = stage
      const { cartId } = await shop.shopper.fillCart()
      const tab = await shoppers.come({ cartId })
      await tab.visit("/checkout")
      await tab.pay("card")
      await tab.page.getByLabel("Card number").waitFor()
      const other = await shoppers.come()
      await other.page.goto(tab.page.url())
      await payByCard(other, "5555 5555 5555 4444")
      const orderId = await other.readOrderId()
      await other.heading("Paid").waitFor()
      // A shopper who goes back to the first page sees the same order.
      await tab.page.goBack()
      expect(await tab.readOrderId()).toBe(orderId)
      await tab.heading("Paid").waitFor()
    })

    story.core("a declined card says so, and another way pays", async ({ shop, shoppers }) => {
      const { cartId } = await shop.shopper.fillCart()
      const tab = await shoppers.come({ cartId })
      await tab.visit("/checkout")
      await tab.pay("card")
      await payByCard(tab, "4000 0000 0000 0002")
      await tab.readOrderId()
      await tab.heading("Not paid").waitFor()
      await tab.kit.getByText("Your order is kept").waitFor()
      await tab.screenshot("shop en card declined")
      await tab.expectAccessible()
      await tab.button("Another way to pay").click()
      // The card was declined a moment ago.
      await tab.kit.getByRole("radio", { name: /MTN MoMo/ }).waitFor()
      expect(await tab.kit.getByRole("radio", { checked: true }).count()).toBe(0)
      await tab.kit.getByRole("radio", { name: /Airtel Money/ }).check()
      await tab.kit.getByText("Write it like 0730 300 000.").waitFor()
      await tab.pay("momo", "0788 0000 01")
      await tab.untilSeen(tab.heading("Paid"))
    })

    story("what costs more than a wallet may pay is paid by card only", async (stage) => {
      const { shop, shoppers } = stage
      const { cartId } = await shop.shopper.fillCart({ sku: "IMIGONGO-9" })
      const tab = await shoppers.come({ cartId })
      await tab.visit("/checkout")
      const momo = tab.kit.getByRole("radio", { name: /MTN MoMo/ })
      await momo.waitFor()
      expect(await momo.isDisabled()).toBe(true)
      await tab.kit.getByText(/outside the limits of MTN MoMo/).waitFor()
      await tab.screenshot("shop en over the limit")
      await tab.expectAccessible()
      await tab.pay("card")
      await tab.page.getByLabel("Card number").waitFor()
    })

    story("a shopper pays by keyboard alone, from the product to the thanks", async (stage) => {
      const { shop, shoppers } = stage
      const { page, ...tab } = await byKeyboard(await shoppers.come())
      await tab.goTo(/Tea from Nyungwe/)
      await page.keyboard.press("Enter")
      await page.getByRole("link", { name: "To checkout" }).waitFor()
      await tab.goTo("To checkout")
      await page.keyboard.press("Enter")
      await page.getByLabel("Name").waitFor()
      await tab.goTo("Name")
      for (const word of ["A Shopper", "shopper@example.com", WAITING_PHONE, "KG 11 Ave"]) {
        await page.keyboard.type(word)
        await page.keyboard.press("Tab")
      }
      await page.keyboard.press("Enter")
      await tab.shopTab.heading(/How do you want to pay/).waitFor({ state: "attached" })
      await tab.goTo(/MTN MoMo/)
      await page.keyboard.press("ArrowDown")
      await page.keyboard.press("ArrowUp")
      await tab.goTo("Phone number")
      // The number of the address stands there already.
      await page.keyboard.press("Enter")
      await tab.shopTab.heading(/Approve the payment/).waitFor()
      const { refid } = await shop.untilAttempt(await tab.shopTab.readOrderId(), () => true)
      shop.sandbox.decide(refid, "pays")
      await tab.shopTab.untilSeen(tab.shopTab.heading("Paid"))
      // A screen reader is taken to what is new on the page.
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Paid")
    })
  })
}

/** The payer approves at the worst moment: when the page has just looked. K-Pay is asked once then, not again and again. */
async function approve(
  shop: BrowserShop,
  tab: ShopTab,
  orderId: string
): Promise<{ afterS: number; intervalS: number }> {
  const { refid } = await shop.untilAttempt(orderId, () => true)
  const look = await tab.page.waitForResponse(/\/store\/kpay\/sessions\//)
  const { kpay } = (await look.json()) as { kpay: { poll_after_ms: number } }
  const countAsked = () =>
    callsOf(shop.sandbox, "checkstatus").filter((call) => call.refid === refid).length
  const askedBefore = countAsked()
  const approvedAt = Date.now()
  shop.sandbox.decide(refid, "pays")
  await tab.heading("Paid").waitFor()
  const afterS = (Date.now() - approvedAt) / 1000
  expect(countAsked() - askedBefore).toBeLessThanOrEqual(1)
  return { afterS, intervalS: kpay.poll_after_ms / 1000 }
}

async function payByCard({ page }: ShopTab, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number)
  await page.getByRole("button", { name: "Pay" }).click()
}

/** Nothing but keys: finds its way by what a screen reader would say. */
async function byKeyboard(shopTab: ShopTab) {
  const { page } = shopTab
  await shopTab.visit("/")
  await page
    .getByRole("button", { name: /Put in the cart/ })
    .first()
    .waitFor()
  const goTo = async (name: string | RegExp): Promise<void> => {
    const focused = page.locator(":focus")
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press("Tab")
      const found = page.getByRole("main").and(page.locator("main")).locator(":focus")
      const isThere = await page
        .getByRole("button", { name })
        .or(page.getByRole("link", { name }))
        .or(page.getByRole("radio", { name }))
        .or(page.getByRole("textbox", { name }))
        .and(focused)
        .count()
      if (isThere > 0 && (await found.count()) > 0) return
    }
    throw new Error(`The key Tab does not reach ${String(name)}.`)
  }
  return { page, shopTab, goTo }
}

function tell(figure: string): void {
  process.stdout.write(`  ${figure}\n`)
}
