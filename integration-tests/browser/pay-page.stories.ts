import type { KpayPayLinkResponse } from "../../src/http-types"
import { COMMON_PHONE, Phone, SMALL_PHONE } from "./phone"
import type { Stage, Story } from "./story"

const LANGUAGES = [
  {
    lang: "en",
    pay: "Pay RWF 6,200",
    waits: "Approve the payment on",
    unsure: "K-Pay has not confirmed the payment yet.",
    refuse: "refuse the old one, or you may pay twice.",
    paid: "Paid. Thank you.",
  },
  {
    lang: "fr",
    pay: "Payer RWF 6,200",
    waits: "Confirmez le paiement sur",
    unsure: "K-Pay n'a pas encore confirmé le paiement.",
    refuse: "refusez l'ancienne, sinon vous risquez de payer deux fois.",
    paid: "Payé. Merci.",
  },
  {
    lang: "rw",
    pay: "Ishyura RWF 6,200",
    waits: "Emeza ubwishyu",
    unsure: "K-Pay ntiremeza ubu bwishyu.",
    refuse: "wange ubwa mbere, naho ubundi wakwishyura kabiri.",
    paid: "Byishyuwe. Murakoze.",
  },
] as const

export function describePayPage(story: Story): void {
  describe("The pay page, without JavaScript", () => {
    for (const { lang, pay, waits, unsure, refuse, paid } of LANGUAGES) {
      story(`pay page: every state in the language ${lang}, on a small phone`, async (stage) => {
        const { shop, dashboard } = stage
        const { orderId, url } = await unpaidOrder(stage)
        await Phone.use(dashboard, SMALL_PHONE, async (phone) => {
          const { page } = phone
          const see = async (name: string) => {
            await phone.screenshot(`${lang} ${name}`)
            await phone.expectAccessible()
          }
          await page.goto(`${url}?lang=${lang}`)
          await page.getByRole("button", { name: pay }).waitFor()
          expect(await page.locator("html").getAttribute("lang")).toBe(lang)
          await see("1 choose after a failure")

          await page.locator("[value=momo]").check()
          await page.locator("#phone").fill("12")
          await page.getByRole("button", { name: pay }).click()
          await page.getByRole("alert").waitFor()
          expect(await page.locator("#phone").inputValue()).toBe("12")
          expect(await page.locator("[value=momo]").isChecked()).toBe(true)
          await see("2 wrong number")
          phone.expectFaults(/422/)

          await page.locator("#phone").fill("0788 300 000")
          await page.getByRole("button", { name: pay }).click()
          await page.getByRole("heading", { name: waits }).waitFor()
          await see("3 waiting")

          await shop.inDatabase(
            "update kpay_attempt set created_at = created_at - interval '25 seconds'"
          )
          // The browser looks again by itself.
          await page.getByText("*182*7*1#").waitFor()
          await see("4 waiting longer")

          await page.locator("[value=ask]").click()
          await page.getByText(unsure).waitFor()
          await see("4 approved, and not confirmed yet")

          await page.locator("a.second").first().click()
          await page.getByText(refuse).waitFor()
          await see("5 other number")

          await page.goto(`${url}?lang=${lang}`)
          const { refid } = await shop.untilAttempt(orderId, ({ status }) => status === "pending")
          shop.sandbox.decide(refid, "pays")
          await page.getByText(paid).waitFor()
          await see("6 receipt")

          await page.locator("a[href*='/kpay/receipt/']").click()
          await page.waitForURL(/\/kpay\/receipt\//)
          await page.getByText(refid).waitFor()
          expect(await page.locator("html").getAttribute("lang")).toBe(lang)
          await see("7 receipt checked")
        })
      })

      story(`pay page: what cannot be paid is said in the language ${lang}`, async (stage) => {
        const { shop, dashboard } = stage
        const { orderId, url } = await unpaidOrder(stage)
        await Phone.use(dashboard, COMMON_PHONE, async (phone) => {
          const { page } = phone
          const see = async (name: string) => {
            await phone.screenshot(`${lang} ${name}`)
            await phone.expectAccessible()
          }
          const placed = await shop.order({ method: "momo", phone: "0788 300 000" })
          const { url: other } = await makeLink(stage, placed.orderId)
          await shop.asAdmin("POST", `/orders/${placed.orderId}/cancel`)
          await page.goto(`${other}?lang=${lang}`)
          await see("7 cancelled")
          const { refid } = await shop.untilAttempt(placed.orderId, () => true)
          shop.sandbox.decide(refid, "pays")
          await shop.untilAttempt(placed.orderId, ({ status }) => status === "unapplied")
          await page.goto(`${other}?lang=${lang}`)
          await page.getByText(refid).waitFor()
          await see("8 unapplied")

          await page.goto(`${url}nonsense?lang=${lang}`)
          await see("9 no such link")
          phone.expectFaults(/404/)
          await page.goto(`${url}?lang=${lang}`)
          await page.getByRole("button", { name: pay }).waitFor()
          expect(await shop.listAttempts(orderId)).toHaveLength(1)
        })
      })
    }

    story("pay page: a number of the other network is said to be so, and asked", async (stage) => {
      const { dashboard } = stage
      const { url } = await unpaidOrder(stage)
      await Phone.use(dashboard, COMMON_PHONE, async (phone) => {
        const { page } = phone
        await page.goto(url)
        await page.locator("[value=airtel]").check()
        await page.locator("#phone").fill("0788 300 000")
        await page.getByRole("button", { name: "Pay RWF 6,200" }).click()
        await page.getByText("MTN MoMo · 0788 ••• 000").waitFor()
        await page.getByText("This is a number of MTN: the request comes from MTN MoMo.").waitFor()
        await phone.screenshot("number of the other network")
        await phone.expectAccessible()
      })
    })

    story.core("pay page: the keyboard alone pays, on a common phone", async (stage) => {
      const { shop, dashboard } = stage
      const { orderId, url } = await unpaidOrder(stage)
      await Phone.use(dashboard, COMMON_PHONE, async (phone) => {
        const { page } = phone
        await page.goto(url)
        await phone.tabTo("[name=method]")
        await page.keyboard.press("ArrowDown")
        expect(await page.locator("[value=airtel]").isChecked()).toBe(true)
        await phone.tabTo("#phone")
        await page.keyboard.type("0738 300 000")
        await phone.screenshot("keyboard form")
        await page.keyboard.press("Enter")
        const waiting = page.getByRole("heading", { name: "Approve the payment on 0738 ••• 000." })
        await waiting.waitFor()
        // A page that reloads itself would take the focus away, or show the payment before the button does.
        await phone.stopRefreshing(url)
        await page.goto(url)
        await waiting.waitFor()
        const { refid } = await shop.untilAttempt(orderId, ({ status }) => status === "pending")
        shop.sandbox.decide(refid, "pays")
        await shop.untilDecided(refid)
        await phone.tabTo("[value=ask]")
        await page.keyboard.press("Enter")
        await page.getByText("Paid. Thank you.").waitFor()
        await phone.screenshot("keyboard receipt")
      })
    })

    story.core(
      "pay page: a card is paid on the card page and ends on the receipt",
      async (stage) => {
        const { dashboard } = stage
        const { url } = await unpaidOrder(stage)
        await Phone.use(dashboard, COMMON_PHONE, async (phone) => {
          const { page } = phone
          await page.goto(url)
          await page.locator("[value=card]").check()
          await page.getByRole("button", { name: "Pay RWF 6,200" }).click()
          await page.getByText("This is the sandbox").waitFor()
          await page.goto(url)
          await page.getByRole("link", { name: "Go to the card page" }).waitFor()
          await phone.screenshot("card waiting")
          await phone.expectAccessible()
          await page.getByRole("link", { name: "Go to the card page" }).click()
          await page.getByRole("button", { name: "Pay" }).click()
          await page.getByText("Paid. Thank you.").waitFor()
          await phone.screenshot("card receipt")
        })
      }
    )

    story("pay page: ways that cannot take the amount are grey, with the reason", async (stage) => {
      const { shop, dashboard } = stage
      const { orderId } = await shop.order({ method: "card" }, { sku: "IMIGONGO-9" })
      const { url } = await makeLink(stage, orderId)
      await Phone.use(dashboard, SMALL_PHONE, async (phone) => {
        const { page } = phone
        await page.goto(`${url}?choose=any`)
        await page.getByText("outside the limits of MTN MoMo").waitFor()
        expect(await page.locator("[value=momo]").isDisabled()).toBe(true)
        await phone.screenshot("limits")
        await phone.expectAccessible()
      })
    })
  })

  describe("The pay link on the order's page", () => {
    story.core("pay page: an admin makes the link, copies it and sends it", async (stage) => {
      const { shop, dashboard } = stage
      const { orderId } = await unpaidOrder(stage)
      const { page } = dashboard
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
      await dashboard.visit(`/orders/${orderId}`)
      await page.locator("[data-kpay=order]").getByRole("button", { name: "Pay link" }).click()
      const drawer = page.locator("[data-kpay=pay-link]")
      const url = await drawer.locator("[data-kpay=pay-link-url]").innerText()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(url)
      await drawer.getByLabel("The shopper's language").click()
      await page.getByRole("option", { name: "Kinyarwanda" }).click()
      const whatsApp = await drawer.getByRole("link", { name: "WhatsApp" }).getAttribute("href")
      const sms = await drawer.getByRole("link", { name: "SMS" }).getAttribute("href")
      expect(whatsApp).toContain(`https://wa.me/?text=Ikawa%20Shop`)
      for (const href of [whatsApp, sms])
        expect(decodeURIComponent(href ?? "")).toContain(`hano: ${url}?lang=rw`)
      await dashboard.screenshot("order pay link")
      await dashboard.expectAccessible(drawer)
      await Phone.use(dashboard, COMMON_PHONE, async (phone) => {
        await phone.page.goto(url)
        await phone.page.getByRole("button", { name: "Pay RWF 6,200" }).waitFor()
      })
      expect(await shop.listAttempts(orderId)).toHaveLength(1)
    })

    story(
      "pay page: an order that an admin took has the link, as a draft and later, and no prompt to ask about",
      async (stage) => {
        const { dashboard } = stage
        const { page } = dashboard
        const orderId = await takenOrder(stage)
        await dashboard.visit(`/draft-orders/${orderId}`)
        await page.locator("[data-kpay=order]").getByRole("button", { name: "Pay link" }).waitFor()
        await dashboard.screenshot("draft order")
        await stage.shop.asAdmin("POST", `/draft-orders/${orderId}/convert-to-order`, {})
        await dashboard.visit(`/orders/${orderId}`)
        const widget = page.locator("[data-kpay=order]")
        await widget.getByRole("button", { name: "Pay link" }).click()
        await page.locator("[data-kpay=pay-link]").getByText("RWF 5,200").first().waitFor()
        await page.keyboard.press("Escape")
        expect(await widget.getByRole("button").allInnerTexts()).toEqual([
          "Paid otherwise",
          "Pay link",
          "Ask for payment on a phone",
        ])
        await dashboard.screenshot("order taken by an admin", widget)
      }
    )
  })
}

async function makeLink({ shop }: Stage, orderId: string): Promise<KpayPayLinkResponse> {
  return shop.asAdmin<KpayPayLinkResponse>("POST", "/kpay/pay-links", { order_id: orderId })
}

/** An order whose first request was refused on the phone, and the link to pay it. */
async function unpaidOrder(stage: Stage): Promise<{ orderId: string; url: string }> {
  const { shop } = stage
  const { orderId } = await shop.order({ method: "momo", phone: "0788 0000 18" })
  await shop.untilAttempt(orderId, ({ status }) => status === "failed")
  return { orderId, url: (await makeLink(stage, orderId)).url }
}

/** A draft order, as a shop writes one down when a shopper orders by phone. */
async function takenOrder({ shop }: Stage): Promise<string> {
  const { regions } = await shop.asAdmin<{ regions: { id: string }[] }>("GET", "/regions")
  const { sales_channels } = await shop.asAdmin<{ sales_channels: { id: string; name: string }[] }>(
    "GET",
    "/sales-channels"
  )
  const { variants } = await shop.asAdmin<{ variants: { id: string }[] }>(
    "GET",
    "/product-variants?sku=COFFEE-250"
  )
  const { draft_order } = await shop.asAdmin<{ draft_order: { id: string } }>(
    "POST",
    "/draft-orders",
    {
      email: "by-phone@example.com",
      region_id: regions[0]?.id,
      sales_channel_id: sales_channels.find(({ name }) => name === "Kigali")?.id,
      items: [{ variant_id: variants[0]?.id, quantity: 1 }],
    }
  )
  return draft_order.id
}
