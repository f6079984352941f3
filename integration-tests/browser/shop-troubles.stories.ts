import { callsOf, eventually } from "../eventually"
import { WAITING_PHONE, type BrowserShop } from "./browser-shop"
import type { ShopTab, Shoppers } from "./shop-tab"
import type { ShopStory } from "./story"

const SLOW_3G = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
}

export function describeShopTroubles(story: ShopStory): void {
  describe("The shop: what can come between", () => {
    story.core(
      "refused at once: the cart is kept, the reason said, another number pays",
      async (stage) => {
        const { shop, shoppers } = stage
        const tab = await openCheckout(shop, shoppers)
        await tab.pay("momo", "0788 0000 02")
        await tab.heading("Not paid").waitFor()
        await tab.kit.getByText("There is not enough money on this account.").waitFor()
        await tab.kit.getByText("Your cart is kept.").waitFor()
        expect(tab.page.url()).toMatch(/#\/checkout$/)
        await tab.button("Another number").click()
        await tab.phone.fill("0788 0000 01")
        await tab.press()
        await tab.readOrderId()
        await tab.untilSeen(tab.heading("Paid"))
      }
    )

    story(
      "refused later: the waiting becomes the reason, and another number pays",
      async (stage) => {
        const { shop, shoppers } = stage
        const tab = await openCheckout(shop, shoppers)
        await tab.pay("momo", WAITING_PHONE)
        const orderId = await tab.readOrderId()
        const refuse = async (): Promise<void> => {
          const { refid } = await shop.untilAttempt(orderId, ({ status }) => status === "pending")
          shop.sandbox.decide(refid, "fails_for_funds")
        }
        await refuse()
        await tab.untilSeen(tab.heading("Not paid"))
        await tab.kit.getByText("There is not enough money on this account.").waitFor()
        await tab.kit.getByText("Your order is kept").waitFor()
        await tab.button("Try again").click()
        await tab.heading(/^Approve/).waitFor()
        await refuse()
        await tab.untilSeen(tab.heading("Not paid"))
        expect(await shop.listAttempts(orderId)).toHaveLength(2)
        await tab.button("Another number").click()
        await tab.phone.fill("0788 0000 01")
        await tab.press()
        await tab.untilSeen(tab.heading("Paid"))
      }
    )

    story(
      "a number that never answers is told where to find the request, and never told off",
      async (stage) => {
        const { tab } = await openWaitingOrder(stage, "0788 0000 04")
        expect(await tab.kit.getByText("*182*7*1#").count()).toBe(0)
        await tab.passTime(21_000)
        await tab.kit.getByRole("link", { name: "*182*7*1#" }).waitFor()
        await tab.screenshot("shop en no message on the phone")
        await tab.passTime(10 * 60_000)
        await tab.button("Send again").waitFor()
        await tab.heading("Approve the payment on 0788 ••• 004").waitFor()
        expect(await tab.kit.getByText("Not paid").count()).toBe(0)
      }
    )

    for (const { button, fill, phone } of [
      { button: "Send again", phone: "250788300000" },
      { button: "Another number", fill: "0788 300 111", phone: "250788300111" },
      { button: "Someone else pays", fill: "+250 788 300 222", phone: "250788300222" },
    ])
      story(`${button}: one more request, and its approval pays`, async (stage) => {
        const { tab, orderId, sessionId } = await openWaitingOrder(stage)
        await untilMayRetry(stage, tab, sessionId)
        await tab.button(button).click()
        if (fill) {
          await tab.phone.fill(fill)
          await tab.press()
        }
        const [newest] = await untilAttempts(stage.shop, orderId, 2)
        const { sandbox } = stage.shop
        const asked = callsOf(sandbox, "pay").filter(({ refid }) => refid === newest?.refid)
        expect(asked).toMatchObject([{ msisdn: phone }])
        await tab.heading(`Approve the payment on 0788 ••• ${phone.slice(-3)}`).waitFor()
        sandbox.decide(newest?.refid ?? "", "pays")
        await tab.untilSeen(tab.heading("Paid"))
      })

    story("Another way to pay: the waiting is left for another method", async (stage) => {
      const { tab, orderId, sessionId } = await openWaitingOrder(stage)
      await untilMayRetry(stage, tab, sessionId)
      await tab.button("Another way to pay").click()
      await tab.page.getByText("refuse the old one, or you may pay twice.").waitFor()
      await tab.screenshot("shop other way while a request waits")
      await tab.button("Back").click()
      await tab.heading(/^Approve/).waitFor()
      await tab.button("Another way to pay").click()
      await tab.pay("airtel", "0722 0000 01")
      const [newest] = await untilAttempts(stage.shop, orderId, 2)
      expect(newest).toMatchObject({ method: "airtel" })
      await tab.untilSeen(tab.heading("Paid"))
    })

    story(
      "a page that is reloaded, or opened on another phone, shows the waiting payment",
      async (stage) => {
        const { shop, shoppers } = stage
        const { tab, orderId } = await openWaitingOrder(stage)
        await tab.page.reload()
        await tab.heading("Approve the payment on 0788 ••• 000").waitFor()
        await tab.close()
        const other = await shoppers.come()
        await other.visit(`/order/${orderId}`)
        await other.heading("Approve the payment on 0788 ••• 000").waitFor()
        const { refid } = await shop.untilAttempt(orderId, () => true)
        shop.sandbox.decide(refid, "pays")
        await other.untilSeen(other.heading("Paid"))
        expect(await shop.listAttempts(orderId)).toHaveLength(1)
      }
    )

    story.core(
      "reloaded before the shop has answered, the checkout leads to the order",
      async (stage) => {
        const { shop, shoppers } = stage
        const tab = await openCheckout(shop, shoppers)
        const isPlaced = new Promise<void>((resolve) => {
          void tab.page.route("**/complete", async (route) => {
            await route.fetch()
            resolve()
          })
        })
        await tab.pay("momo", WAITING_PHONE)
        await isPlaced
        await tab.page.reload()
        const orderId = await tab.readOrderId()
        await tab.heading("Approve the payment on 0788 ••• 000").waitFor()
        expect(await shop.listAttempts(orderId)).toHaveLength(1)
      }
    )

    story.core(
      "two tabs that pay the same cart at once make one request",
      async ({ shop, shoppers }) => {
        const one = await openCheckout(shop, shoppers)
        const other = await shoppers.openBeside(one)
        await other.visit("/checkout")
        const before = callsOf(shop.sandbox, "pay").length
        for (const tab of [one, other]) await tab.choose("momo", WAITING_PHONE)
        await Promise.all([one, other].map((tab) => tab.press()))
        const orderIds = await Promise.all([one, other].map((tab) => tab.readOrderId()))
        expect(orderIds[0]).toBe(orderIds[1])
        for (const tab of [one, other]) await tab.heading(/^Approve/).waitFor()
        expect(callsOf(shop.sandbox, "pay")).toHaveLength(before + 1)
        const { refid } = await shop.untilAttempt(orderIds[0] ?? "", () => true)
        shop.sandbox.decide(refid, "pays")
        for (const tab of [one, other]) await tab.untilSeen(tab.heading("Paid"))
      }
    )

    story.core(
      "a line that is cut is told of, and what was paid meanwhile is found",
      async (stage) => {
        const { shop } = stage
        const { tab, orderId } = await openWaitingOrder(stage)
        await tab.page.context().setOffline(true)
        await tab.untilSeen(tab.kit.getByText("No connection. We go on by ourselves"))
        await tab.screenshot("shop en offline")
        const { refid } = await shop.untilAttempt(orderId, () => true)
        shop.sandbox.decide(refid, "pays")
        await shop.untilAttempt(orderId, ({ status }) => status === "applied")
        await tab.page.context().setOffline(false)
        await tab.heading("Paid").waitFor()
        tab.expectFaults(/ERR_INTERNET_DISCONNECTED/)
      }
    )

    story("a slow line gets there as well", async ({ shop, shoppers }) => {
      const { cartId } = await shop.shopper.fillCart()
      const tab = await shoppers.come({ cartId })
      const wire = await tab.page.context().newCDPSession(tab.page)
      await wire.send("Network.emulateNetworkConditions", SLOW_3G)
      await tab.visit("/checkout")
      await tab.pay("momo", "0788 0000 01")
      await tab.heading("Paid").waitFor()
    })
  })
}

type Stage = Parameters<Parameters<ShopStory>[1]>[0]

async function openCheckout(shop: BrowserShop, shoppers: Shoppers): Promise<ShopTab> {
  const { cartId } = await shop.shopper.fillCart()
  const tab = await shoppers.come({ cartId })
  await tab.visit("/checkout")
  return tab
}

/** An order whose payer has not answered, on a page whose clock can be moved. */
async function openWaitingOrder(
  { shop, shoppers }: Stage,
  phone = WAITING_PHONE
): Promise<{ tab: ShopTab; orderId: string; sessionId: string }> {
  const { orderId, sessionId } = await shop.order({ method: "momo", phone })
  const tab = await shoppers.come()
  await tab.visit(`/order/${orderId}`)
  await tab.heading(/^Approve/).waitFor()
  return { tab, orderId, sessionId }
}

/** The server lets a further request be sent after a while, and the page looks. */
async function untilMayRetry({ shop }: Stage, tab: ShopTab, sessionId: string): Promise<void> {
  await eventually(
    () => shop.shopper.readSession(sessionId),
    ({ can_retry }) => can_retry
  )
  await tab.untilSeen(tab.button("Send again"))
}

async function untilAttempts(shop: BrowserShop, orderId: string, count: number) {
  return eventually(
    () => shop.listAttempts(orderId),
    (attempts) => attempts.length === count
  )
}
