import jsQR from "jsqr"
import type { Locator, Page } from "playwright-core"
import type { KpayPayLinkResponse } from "../../src/http-types"
import type { BrowserShop } from "./browser-shop"
import type { Dashboard } from "./dashboard"
import { COMMON_PHONE, Phone, SMALL_PHONE } from "./phone"
import type { Stage, Story } from "./story"
import { toScreenshotFile } from "./tab"

export function describeCounter(story: Story): void {
  describe("At the counter and at the door", () => {
    story.core(
      "an order that was never asked is asked on a phone, and the drawer shows it paid",
      async (stage) => {
        const { shop, dashboard } = stage
        const orderId = await unaskedOrder(shop)
        const { page } = dashboard
        await dashboard.visit(`/orders/${orderId}`)
        const widget = page.locator("[data-kpay=order]")
        const drawer = page.getByRole("dialog")
        await page.clock.install()
        await widget.getByRole("button", { name: "Ask for payment on a phone" }).click()
        await drawer.getByText("The payer gets a prompt for RWF 5,200").waitFor()
        expect(await drawer.getByLabel("Phone number").getAttribute("placeholder")).toBe(
          "Leave empty for 0788 ••• 000"
        )
        await drawer.getByLabel("Payment method").click()
        await page.getByRole("option", { name: "Airtel Money" }).click()
        await dashboard.screenshot("counter ask")
        await dashboard.expectAccessible(drawer)
        await drawer.getByRole("button", { name: "Send prompt" }).click()
        await drawer.getByText("Waiting for the payer").waitFor()
        // The number is MTN's, whatever was chosen.
        await drawer.getByText("MTN MoMo · 0788 ••• 000").waitFor()
        await drawer
          .getByText("This is a number of MTN: the request comes from MTN MoMo.")
          .waitFor()
        await drawer.getByText("The prompt for RWF 5,200 is on 0788 ••• 000.").waitFor()
        // Nothing but the time changes.
        await page.clock.fastForward(25_000)
        await drawer.getByText("Dial *182*7*1#").waitFor()
        await dashboard.screenshot("counter waiting")
        await dashboard.expectAccessible(drawer)
        const { refid } = await shop.untilAttempt(orderId, () => true)
        shop.sandbox.decide(refid, "pays")
        await drawer.getByText("✓ Paid").waitFor()
        const paid = await shop.untilAttempt(orderId, ({ status }) => status === "applied")
        await drawer.getByText(`MoMo id (TxId) ${paid.momo_transaction_id ?? "none"}`).waitFor()
        await drawer.getByText("in Kigali").waitFor()
        await dashboard.screenshot("counter paid")
        await dashboard.expectAccessible(drawer)
        await drawer.getByRole("button", { name: "Close" }).first().click()
        await widget.getByText("Paid", { exact: true }).waitFor()
        // A paid order has no pay link to make, and a courier all the same.
        await widget.getByRole("button", { name: "For the courier" }).click()
        await drawer.getByRole("link", { name: "Print slip" }).waitFor()
        const courier = drawer.locator("[data-kpay=courier-link]")
        const courierUrl = await courier.getByText("/kpay/courier/").textContent()
        expect(await scan(page, drawer.locator("[data-kpay=courier-qr]"))).toBe(courierUrl)
        await dashboard.screenshot("counter door links")
        await dashboard.expectAccessible(drawer)
      }
    )

    story("a prompt that fails says why, and is tried again on another number", async (stage) => {
      const { shop, dashboard } = stage
      const orderId = await unaskedOrder(shop)
      const { page } = dashboard
      await dashboard.visit(`/orders/${orderId}`)
      const drawer = page.getByRole("dialog")
      await page.getByRole("button", { name: "Ask for payment on a phone" }).click()
      await drawer.getByLabel("Phone number").fill("0788 0000 18")
      await drawer.getByRole("button", { name: "Send prompt" }).click()
      await drawer.getByText("Not paid", { exact: true }).waitFor()
      await drawer.getByText("K-Pay says: “Not enough funds”").waitFor()
      await dashboard.screenshot("counter failed")
      await dashboard.expectAccessible(drawer)
      await drawer.getByRole("button", { name: "Try again" }).click()
      expect(await drawer.getByLabel("Phone number").inputValue()).toBe("0788 0000 18")
      await drawer.getByLabel("Phone number").fill("0788 0000 01")
      await drawer.getByRole("button", { name: "Send prompt" }).click()
      await drawer.getByText("✓ Paid").waitFor()
    })

    story(
      "the pay link has a QR code, a slip that is scanned as printed, and the courier's page",
      async (stage) => {
        const { shop, dashboard } = stage
        const orderId = await unaskedOrder(shop)
        const { page } = dashboard
        await dashboard.visit(`/orders/${orderId}`)
        await page.getByRole("button", { name: "Pay link" }).click()
        const drawer = page.getByRole("dialog")
        const url = (await drawer.locator("[data-kpay=pay-link-url]").textContent()) ?? ""
        const code = drawer.locator("[data-kpay=pay-link-qr]")
        expect(await scan(page, code)).toBe(url)
        const box = await code.boundingBox()
        expect(box?.height).toBe(box?.width)
        await dashboard.screenshot("counter pay link")
        await dashboard.expectAccessible(drawer)
        const slipUrl = await drawer.getByRole("link", { name: "Print slip" }).getAttribute("href")
        await scanPrinted(dashboard, slipUrl ?? "", url)
      }
    )

    for (const lang of ["en", "fr", "rw"] as const)
      story(`the slip and the courier's page on phones, in the language ${lang}`, async (stage) => {
        const { shop, dashboard } = stage
        const orderId = await unaskedOrder(shop)
        const { slip_url, courier_url } = await makeLink(stage, orderId)
        await Phone.use(dashboard, SMALL_PHONE, async (phone) => {
          const see = async (name: string) => {
            await phone.screenshot(`${lang} ${name}`)
            await phone.expectAccessible()
          }
          await phone.page.goto(`${slip_url}?lang=${lang}`)
          await phone.page.locator(".qr").waitFor()
          await see("slip")
          await phone.stopRefreshing(courier_url)
          await phone.page.goto(`${courier_url}?lang=${lang}`)
          await phone.page.locator(".door:not(.yes)").waitFor()
          await see("courier unpaid")
        })
        await Phone.use(dashboard, COMMON_PHONE, async (phone) => {
          const { page } = phone
          const see = async (name: string) => {
            await phone.screenshot(`${lang} ${name}`)
            await phone.expectAccessible()
          }
          await page.goto(`${courier_url}?lang=${lang}`)
          await page.locator(".door:not(.yes)").waitFor()
          await phone.screenshot(`${lang} courier unpaid`)
          await shop.asAdmin("POST", `/kpay/orders/${orderId}/prompt`, {
            method: "momo",
            phone: "0788 0000 01",
          })
          // The browser looks again by itself. Money of the test environment makes no green sign.
          await page.locator(".door:not(.yes) + .asof + table").waitFor()
          await see("courier test")
          await page.goto(`${slip_url}?lang=${lang}`)
          await page.locator(".door:not(.yes) + table").waitFor()
          await see("slip test")
          const cash = await unaskedOrder(shop)
          const links = await makeLink(stage, cash)
          await shop.asAdmin("POST", `/kpay/orders/${cash}/manual-payments`, {
            kind: "cash",
            amount: 5_200,
            request_id: `cash at the door ${lang}`,
          })
          for (const [name, url] of [
            ["courier paid", links.courier_url],
            ["slip paid", links.slip_url],
          ] as const) {
            await page.goto(`${url}?lang=${lang}`)
            await page.locator(".door.yes").waitFor()
            await see(name)
          }
          const other = await shop.order()
          const made = await makeLink(stage, other.orderId)
          await shop.asAdmin("POST", `/orders/${other.orderId}/cancel`)
          await page.goto(`${made.courier_url}?lang=${lang}`)
          await page.locator(".door.stop").waitFor()
          await see("courier cancelled")
        })
      })
  })
}

async function makeLink({ shop }: Stage, orderId: string): Promise<KpayPayLinkResponse> {
  return shop.asAdmin("POST", "/kpay/pay-links", { order_id: orderId })
}

/** An order that an admin took by phone, which K-Pay was not asked about. */
async function unaskedOrder(shop: BrowserShop): Promise<string> {
  const { regions } = await shop.asAdmin<{ regions: { id: string; currency_code: string }[] }>(
    "GET",
    "/regions"
  )
  const { sales_channels } = await shop.asAdmin<{ sales_channels: { id: string; name: string }[] }>(
    "GET",
    "/sales-channels"
  )
  const { variants } = await shop.asAdmin<{ variants: { id: string; sku: string }[] }>(
    "GET",
    "/product-variants?limit=100"
  )
  const { draft_order } = await shop.asAdmin<{ draft_order: { id: string } }>(
    "POST",
    "/draft-orders",
    {
      email: "by-phone@example.com",
      region_id: regions.find(({ currency_code }) => currency_code === "rwf")?.id,
      sales_channel_id: sales_channels.find(({ name }) => name === "Kigali")?.id,
      items: [{ variant_id: variants.find(({ sku }) => sku === "COFFEE-250")?.id, quantity: 1 }],
      shipping_address: { first_name: "Aline", country_code: "rw", phone: "0788 300 000" },
    }
  )
  await shop.asAdmin("POST", `/draft-orders/${draft_order.id}/convert-to-order`, {})
  return draft_order.id
}

/** 192 dots an inch: less than the 203 of a printer for receipts. */
const PRINTED_SCALE = 2

/** Reads the code of a slip as it is laid out for print, and keeps a picture of the paper. */
async function scanPrinted(dashboard: Dashboard, slipUrl: string, url: string): Promise<void> {
  const browser = dashboard.page.context().browser()
  // 80 mm wide.
  const context = await browser?.newContext({
    viewport: { width: 302, height: 700 },
    deviceScaleFactor: PRINTED_SCALE,
    javaScriptEnabled: false,
  })
  if (!context) throw new Error("The dashboard's browser is closed.")
  try {
    const page = await context.newPage()
    await page.emulateMedia({ media: "print" })
    await page.goto(slipUrl)
    const code = page.locator(".qr")
    expect(await scan(dashboard.page, code)).toBe(url)
    await page.screenshot({ path: toScreenshotFile("counter slip printed"), fullPage: true })
    const { width = 0 } = (await code.boundingBox()) ?? {}
    const millimetres = (width / 96) * 25.4
    expect(millimetres).toBeGreaterThan(36)
    expect(millimetres).toBeLessThan(40)
  } finally {
    await context.close()
  }
}

/** What a camera reads from a part of a page. The picture is decoded in a page in which scripts run. */
async function scan(page: Page, part: Locator): Promise<string | null> {
  const picture = (await part.screenshot()).toString("base64")
  const { pixels, width, height } = await page.evaluate(async (base64) => {
    const image = new Image()
    image.src = `data:image/png;base64,${base64}`
    await image.decode()
    const canvas = document.createElement("canvas")
    canvas.width = image.width
    canvas.height = image.height
    const drawing = canvas.getContext("2d")
    drawing?.drawImage(image, 0, 0)
    const data = drawing?.getImageData(0, 0, image.width, image.height).data ?? []
    return { pixels: Array.from(data), width: image.width, height: image.height }
  }, picture)
  return jsQR(new Uint8ClampedArray(pixels), width, height)?.data ?? null
}
