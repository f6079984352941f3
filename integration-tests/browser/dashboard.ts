import type { Browser, BrowserContext, Locator, Page } from "playwright-core"
import { LOGIN } from "../../demo/demo-shop"
import { Tab, toScreenshotFile } from "./tab"

/** Errors that Medusa's dashboard itself logs. No error of the plugin may be listed here. */
const KNOWN_CONSOLE_ERRORS: readonly RegExp[] = [
  // The order's page puts a <div> into the <p> of a shipping cost. Seen in Medusa 2.21.2, as `Cost` or, built, under a short name.
  /^Warning: validateDOMNesting.* <div> p\s+at div\s+at p\s+at \S+\s+at div\s+at \w+ \(\S+order-detail/,
]

/** What Medusa's dashboard fetches from the web, which the tests' browser cannot reach: pictures of flags. */
const KNOWN_WEB_ADDRESSES: readonly RegExp[] = [/cdn\.jsdelivr\.net.*flag-icons/]

/** A Chromium with an admin logged in to the dashboard. */
export class DashboardBrowser {
  readonly #context: BrowserContext
  readonly #backendUrl: string

  private constructor(context: BrowserContext, backendUrl: string) {
    this.#context = context
    this.#backendUrl = backendUrl
  }

  /** Logs in through the dashboard's form. */
  static async logIn(browser: Browser, backendUrl: string): Promise<DashboardBrowser> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      timezoneId: "Africa/Kigali",
    })
    context.setDefaultTimeout(60_000)
    const page = await context.newPage()
    // Vite prepares the dashboard at its first visit, and may reload it when done.
    await page.goto(`${backendUrl}/app/login`, { timeout: 300_000, waitUntil: "networkidle" })
    await page.getByPlaceholder("Email").fill(LOGIN.email)
    await page.getByPlaceholder("Password").fill(LOGIN.password)
    await page.getByRole("button", { name: "Continue with Email" }).click()
    await page.waitForURL("**/app/orders", { timeout: 120_000 })
    await page.close()
    return new DashboardBrowser(context, backendUrl)
  }

  /** A fresh tab, in English. */
  async open(): Promise<Dashboard> {
    const dashboard = new Dashboard(await this.#context.newPage(), this.#backendUrl)
    await dashboard.speak("en")
    return dashboard
  }
}

/** A tab with the dashboard. */
export class Dashboard extends Tab {
  readonly #backendUrl: string

  constructor(page: Page, backendUrl: string) {
    super(page, { consoleErrors: KNOWN_CONSOLE_ERRORS, failedRequests: KNOWN_WEB_ADDRESSES })
    this.#backendUrl = backendUrl
  }

  /** Goes to a page of the dashboard, e.g. `/orders/order_01`. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.#backendUrl}/app${path}`)
    await this.page.getByRole("main").waitFor()
  }

  /** Sets the dashboard's language, e.g. `fr`, from the next visit on. */
  async speak(language: string): Promise<void> {
    await this.page.context().addCookies([{ name: "lng", value: language, url: this.#backendUrl }])
  }

  /** Keeps a picture of the page, or of one part of it, in both themes. */
  async screenshot(name: string, part?: Locator): Promise<void> {
    await this.#inBothThemes(async (theme) => {
      const path = toScreenshotFile(name, theme)
      await (part ?? this.page).screenshot({ path, animations: "disabled" })
    })
  }

  /**
   * Fails with every serious accessibility violation in a part of the page, in either theme. Name a part of the plugin: we
   * cannot fix Medusa's own.
   */
  async expectAccessible(part: Locator): Promise<void> {
    await part.waitFor()
    // The colours of a hovered button are the dashboard's own.
    await this.page.mouse.move(0, 0)
    const found: string[] = []
    await this.#inBothThemes(async (theme) => {
      const violations = await this.listViolations(part)
      found.push(...violations.map((violation) => `${theme}: ${violation}`))
    })
    expect(found).toEqual([])
  }

  /** Switches the theme as the dashboard's theme provider does, without closing what is open on the page. */
  async #inBothThemes(act: (theme: "light" | "dark") => Promise<void>): Promise<void> {
    for (const theme of ["dark", "light"] as const) {
      await this.page.evaluate((theme) => {
        const style = document.createElement("style")
        style.textContent = "* { transition: none !important }"
        document.head.append(style)
        const { classList } = document.documentElement
        classList.remove("light", "dark")
        classList.add(theme)
        document.documentElement.style.colorScheme = theme
      }, theme)
      await act(theme)
    }
  }
}
