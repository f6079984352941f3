import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core"
import type { KpayMethodId } from "../../src/storefront/shop-routes"
import { Tab, toScreenshotFile } from "./tab"

/** A cheap phone, and the shop's computer at the counter. */
export const PHONE = { width: 360, height: 640 }
export const DESKTOP = { width: 1280, height: 800 }

export type Language = "en" | "fr" | "rw"

export interface ShopperOptions extends Pick<BrowserContextOptions, "viewport" | "reducedMotion"> {
  readonly language?: Language
  /** A cart that was filled elsewhere. */
  readonly cartId?: string
}

/** What the server advises to wait between two looks, and a little; how long a look takes to be answered. */
const LOOK_MS = 3_000
const SHORT_MS = 500

/** How the ways of paying are called in every language. */
const METHOD_NAMES: Readonly<Record<KpayMethodId, RegExp>> = {
  momo: /MTN MoMo/,
  airtel: /Airtel Money/,
  card: /card|carte|ikarita/i,
  spenn: /SPENN/,
}

/** Browsers of shoppers: each belongs to another shopper, without cookies, storage or login. */
export class Shoppers {
  readonly #browser: Browser
  readonly #shopUrl: string
  readonly #contexts: BrowserContext[] = []
  readonly #tabs: ShopTab[] = []

  constructor(browser: Browser, shopUrl: string) {
    this.#browser = browser
    this.#shopUrl = shopUrl
  }

  /** Every tab that was opened. */
  get tabs(): readonly ShopTab[] {
    return this.#tabs
  }

  /** A shopper comes with a phone, unless another screen is named. */
  async come({ language = "en", cartId, ...options }: ShopperOptions = {}): Promise<ShopTab> {
    const context = await this.#browser.newContext({
      viewport: PHONE,
      locale: language,
      timezoneId: "Africa/Kigali",
      ...options,
      ...(cartId && {
        storageState: {
          cookies: [],
          origins: [
            { origin: this.#shopUrl, localStorage: [{ name: "ikawa_cart", value: cartId }] },
          ],
        },
      }),
    })
    context.setDefaultTimeout(60_000)
    this.#contexts.push(context)
    return this.#open(context)
  }

  /** Another tab in the same browser. */
  async openBeside(tab: ShopTab): Promise<ShopTab> {
    return this.#open(tab.page.context())
  }

  async leave(): Promise<void> {
    for (const context of this.#contexts) await context.close()
  }

  async #open(context: BrowserContext): Promise<ShopTab> {
    const tab = new ShopTab(await context.newPage(), this.#shopUrl)
    await tab.page.clock.install()
    this.#tabs.push(tab)
    return tab
  }
}

/** A tab with the shop's own page. */
export class ShopTab extends Tab {
  readonly #shopUrl: string

  constructor(page: Page, shopUrl: string) {
    super(page)
    this.#shopUrl = shopUrl
  }

  /** Goes to a page of the shop, e.g. `/checkout`. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.#shopUrl}/#${path}`)
    await this.page.getByRole("main").waitFor()
  }

  /** The order that the shop shows; waits for its page. */
  async readOrderId(): Promise<string> {
    await this.page.waitForURL(/#\/order\//)
    return this.page.url().split("/").pop() ?? ""
  }

  /** The kit's part of the page. */
  get kit(): Locator {
    return this.page.locator(".kpay-checkout")
  }

  heading(name: string | RegExp): Locator {
    return this.kit.getByRole("heading", { name, exact: true })
  }

  button(name: string | RegExp): Locator {
    return this.kit.getByRole("button", { name })
  }

  /** Puts goods into the cart and says who gets them, as a shopper does. */
  async goShopping(product = "Coffee from Huye"): Promise<void> {
    const { page } = this
    await this.visit("/")
    await page.getByRole("button", { name: new RegExp(product) }).click()
    await page.getByRole("link", { name: "To checkout" }).click()
    await page.getByLabel("Name").fill("A Shopper")
    await page.getByLabel("E-mail address").fill("shopper@example.com")
    await page.getByLabel("Your phone").fill("0788 300 000")
    await page.getByLabel("Street or place").fill("KG 11 Ave")
    await page.getByRole("button", { name: "To payment" }).click()
  }

  /** Chooses a way, types the number and presses the button that pays. */
  async pay(method: KpayMethodId, phone?: string): Promise<void> {
    await this.choose(method, phone)
    await this.press()
  }

  /** Presses the button that pays, even while it says what is missing. */
  async press(): Promise<void> {
    await this.button(/^(Pay|Payer|Ishyura) RWF/).click({ force: true })
  }

  async choose(method: KpayMethodId, phone?: string): Promise<void> {
    await this.kit.getByRole("radio", { name: METHOD_NAMES[method] }).check()
    if (phone !== undefined) await this.phone.fill(phone)
  }

  get phone(): Locator {
    return this.kit.locator("input[type=tel]")
  }

  /** Lets the page's clock run ahead; on it depends when the kit looks, and when it says more. */
  async passTime(ms: number): Promise<void> {
    await this.page.clock.fastForward(ms)
  }

  /** Waits until something is seen, without waiting for the time at which the page looks again. */
  async untilSeen(what: Locator): Promise<void> {
    for (let looks = 0; looks < 8; looks++) {
      if (await what.isVisible()) return
      await this.passTime(LOOK_MS)
      await what.waitFor({ timeout: SHORT_MS }).catch(() => undefined)
    }
    await what.waitFor()
  }

  /** Keeps a picture of the whole page. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({
      path: toScreenshotFile(name),
      animations: "disabled",
      fullPage: true,
    })
  }

  /** Fails with every accessibility rule that the page breaks seriously. */
  async expectAccessible(): Promise<void> {
    expect(await this.listViolations(this.page.locator("body"))).toEqual([])
  }
}
