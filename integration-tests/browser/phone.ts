import { readFileSync } from "node:fs"
import { join } from "node:path"
import type axe from "axe-core"
import type { Browser, BrowserContext, Page } from "playwright-core"
import type { Dashboard } from "./dashboard"

/** Where pictures of the screens are kept until the next run. */
const SCREENSHOTS = join(__dirname, "screenshots")

type Axe = typeof axe

export interface PhoneSize {
  readonly width: number
  readonly height: number
}

export const COMMON_PHONE: PhoneSize = { width: 360, height: 640 }
export const SMALL_PHONE: PhoneSize = { width: 320, height: 480 }

/** A shopper's phone, whose browser runs no JavaScript and shares nothing with the dashboard's. */
export class Phone {
  readonly page: Page
  readonly faults: string[] = []
  readonly #browser: Browser
  readonly #context: BrowserContext

  private constructor(browser: Browser, context: BrowserContext, page: Page) {
    this.#browser = browser
    this.#context = context
    this.page = page
    page.on("console", (message) => {
      // Such as what the page's own policy forbids.
      if (message.type() === "error")
        this.faults.push(`${message.text()} ${message.location().url}`)
    })
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? ""
      if (reason !== "net::ERR_ABORTED") this.faults.push(`${reason}: ${request.url()}`)
    })
  }

  /** Opens a phone's browser for a story and closes it afterwards; fails when anything went wrong in it. */
  static async use(
    dashboard: Dashboard,
    size: PhoneSize,
    act: (phone: Phone) => Promise<void>
  ): Promise<void> {
    const browser = dashboard.page.context().browser()
    if (!browser) throw new Error("The dashboard's browser is closed.")
    const context = await browser.newContext({
      viewport: size,
      javaScriptEnabled: false,
      locale: "en-GB",
    })
    context.setDefaultTimeout(60_000)
    const phone = new Phone(browser, context, await context.newPage())
    try {
      await act(phone)
      expect(phone.faults).toEqual([])
    } finally {
      await context.close()
    }
  }

  /** Keeps the pages at an address from reloading themselves, from the next visit on. */
  async stopRefreshing(url: string): Promise<void> {
    await this.page.route(`${url}*`, async (route) => {
      if (route.request().method() !== "GET") return route.continue()
      const response = await route.fetch()
      const markup = await response.text()
      return route.fulfill({ response, body: markup.replace(REFRESH, "") })
    })
  }

  /** Takes out the faults that the story brings about on purpose; fails when none came. */
  expectFaults(pattern: RegExp): void {
    const others = this.faults.filter((fault) => !pattern.test(fault))
    expect(others.length).toBeLessThan(this.faults.length)
    this.faults.splice(0, Infinity, ...others)
  }

  /** Keeps a picture of the whole page, however long it is; fails when something of it is cut off at the side. */
  async screenshot(name: string): Promise<void> {
    const { width } = this.page.viewportSize() ?? COMMON_PHONE
    const path = join(SCREENSHOTS, `pay page ${name}.${width}.png`)
    await this.page.screenshot({ path, fullPage: true })
    const right = await this.page
      .locator("body *")
      .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)))
    expect(right).toBeLessThanOrEqual(width)
  }

  /** Fails with every accessibility rule that the page breaks seriously. */
  async expectAccessible(): Promise<void> {
    // The rules are JavaScript: they look at a copy, where some may run.
    const page = await this.#browser.newPage({ viewport: this.page.viewportSize() })
    try {
      const markup = await this.page.content()
      await page.setContent(markup.replace(REFRESH, ""))
      await page.evaluate(AXE)
      const { violations } = await page.evaluate(() => {
        const { axe } = globalThis as unknown as { axe: Axe }
        return axe.run(document, { resultTypes: ["violations"] })
      })
      const found = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`)
      expect(found).toEqual([])
    } finally {
      await page.close()
    }
  }

  /** Presses Tab until the wanted element has the focus, as a shopper without a pointer does. */
  async tabTo(selector: string): Promise<void> {
    for (let pressed = 0; pressed < 20; pressed++) {
      await this.page.keyboard.press("Tab")
      if ((await this.page.locator(`${selector}:focus`).count()) > 0) return
    }
    throw new Error(`${selector} is not reached by the Tab key.`)
  }
}

/** What makes a page reload itself. */
const REFRESH = /<meta http-equiv="refresh"[^>]*>/

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")
