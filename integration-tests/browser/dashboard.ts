import { readFileSync } from "node:fs"
import { join } from "node:path"
import type axe from "axe-core"
import { chromium, type BrowserContext, type Locator, type Page } from "playwright-core"
import { LOGIN } from "../../demo/demo-shop"

/** Where pictures of the screens are kept until the next run. */
export const SCREENSHOTS = join(__dirname, "screenshots")

type Axe = typeof axe

/** What the dashboard itself writes as an error. Nothing of ours may be listed here. */
const KNOWN_CONSOLE_ERRORS: readonly RegExp[] = [
  // The order's page puts a <div> into the <p> of a shipping cost. Seen in Medusa 2.21.2.
  /^Warning: validateDOMNesting.* <div> p\s+at div\s+at p\s+at \S+\s+at div\s+at Cost \(\S+order-detail/,
]

/** React's warnings name every component up to the root; the innermost tell whose it is. */
const CONSOLE_LINES_MAX = 12

/** A Chromium in which somebody is logged in to the dashboard. */
export class DashboardBrowser {
  readonly #context: BrowserContext
  readonly #backendUrl: string

  private constructor(context: BrowserContext, backendUrl: string) {
    this.#context = context
    this.#backendUrl = backendUrl
  }

  /** Starts Chromium and logs in through the dashboard's own form. */
  static async launch(chromiumPath: string, backendUrl: string): Promise<DashboardBrowser> {
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      // Chromium refuses to run as root with its sandbox, as in most containers.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    })
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      timezoneId: "Africa/Kigali",
    })
    context.setDefaultTimeout(15_000)
    // The dashboard loads pictures of flags from the web, which a test must not depend on.
    await context.route(
      ({ hostname }) => hostname !== "localhost",
      (route) => route.fulfill({ contentType: "image/svg+xml", body: EMPTY_PICTURE })
    )
    const page = await context.newPage()
    // Vite prepares the dashboard at its first visit, and may load it anew when done.
    await page.goto(`${backendUrl}/app/login`, { timeout: 120_000, waitUntil: "networkidle" })
    await page.getByPlaceholder("Email").fill(LOGIN.email)
    await page.getByPlaceholder("Password").fill(LOGIN.password)
    await page.getByRole("button", { name: "Continue with Email" }).click()
    await page.waitForURL("**/app/orders", { timeout: 60_000 })
    await page.close()
    return new DashboardBrowser(context, backendUrl)
  }

  /** A fresh tab, in English. */
  async open(): Promise<Dashboard> {
    const dashboard = new Dashboard(await this.#context.newPage(), this.#backendUrl)
    await dashboard.speak("en")
    return dashboard
  }

  async close(): Promise<void> {
    await this.#context.browser()?.close()
  }
}

/** A tab with the dashboard, which remembers everything that went wrong in it. */
export class Dashboard {
  readonly page: Page
  readonly #backendUrl: string
  readonly #faults: string[] = []

  constructor(page: Page, backendUrl: string) {
    this.page = page
    this.#backendUrl = backendUrl
    page.on("pageerror", (error) => this.#faults.push(`Thrown: ${error.message}`))
    page.on("console", (message) => {
      if (message.type() === "error") this.#rememberConsole(message.text())
    })
    page.on("response", (answer) => {
      if (answer.status() >= 400)
        this.#faults.push(`HTTP ${answer.status()}: ${answer.request().method()} ${answer.url()}`)
    })
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? ""
      // Going elsewhere ends what is still on its way.
      if (reason !== "net::ERR_ABORTED") this.#faults.push(`${reason}: ${request.url()}`)
    })
  }

  /** Console errors, thrown errors and failed requests so far. */
  get faults(): readonly string[] {
    return this.#faults
  }

  /** Takes out the faults that the story brings about on purpose; fails when none came. */
  expectFaults(pattern: RegExp): void {
    const others = this.#faults.filter((fault) => !pattern.test(fault))
    if (others.length === this.#faults.length)
      throw new Error(`No fault like ${pattern.source} among: ${others.join("\n") || "none"}`)
    this.#faults.splice(0, Infinity, ...others)
  }

  /** Goes to a page of the dashboard, e.g. `/orders/order_01`. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.#backendUrl}/app${path}`)
    await this.page.getByRole("main").waitFor()
  }

  /** Lets the dashboard speak another language, e.g. `fr`, from the next visit on. */
  async speak(language: string): Promise<void> {
    await this.page.context().addCookies([{ name: "lng", value: language, url: this.#backendUrl }])
  }

  /** Keeps a picture of what is seen, or of one part of it, in both themes. */
  async screenshot(name: string, part?: Locator): Promise<void> {
    const file = name.replace(/[^\w -]/g, "").slice(0, 100)
    await this.#inBothThemes(async (theme) => {
      const path = join(SCREENSHOTS, `${file}.${theme}.png`)
      await (part ?? this.page).screenshot({ path, animations: "disabled" })
    })
  }

  /**
   * Fails with every rule that a part of the page breaks so badly that somebody cannot use it, in either theme. Name our own
   * part: what the dashboard itself breaks is not ours to mend.
   */
  async expectAccessible(part: Locator): Promise<void> {
    await part.waitFor()
    // The colours of a button that is pointed at are the dashboard's own.
    await this.page.mouse.move(0, 0)
    await this.page.evaluate(AXE)
    const found: string[] = []
    await this.#inBothThemes(async (theme) => {
      const { violations } = await part.evaluate((element) => {
        const { axe } = globalThis as unknown as { axe: Axe }
        return axe.run(element, { resultTypes: ["violations"] })
      })
      for (const { id, impact, help, nodes } of violations) {
        if (impact !== "serious" && impact !== "critical") continue
        for (const { target } of nodes)
          found.push(`${theme}: ${id} at ${target.join(" ")}: ${help}`)
      }
    })
    expect(found).toEqual([])
  }

  async close(): Promise<void> {
    await this.page.close()
  }

  #rememberConsole(text: string): void {
    // Reported with its address as a failed request.
    if (text.startsWith("Failed to load resource")) return
    if (KNOWN_CONSOLE_ERRORS.some((pattern) => pattern.test(text))) return
    this.#faults.push(`Console: ${text.split("\n").slice(0, CONSOLE_LINES_MAX).join("\n")}`)
  }

  /** Does what the dashboard's theme provider does, without losing what is open on the page. */
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

const EMPTY_PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"/>'

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")
