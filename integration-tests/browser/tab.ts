import { readFileSync } from "node:fs"
import { join } from "node:path"
import type axe from "axe-core"
import type { Locator, Page } from "playwright-core"

/** Where pictures of the screens are kept until the next run. */
export const SCREENSHOTS = join(__dirname, "screenshots")

type Axe = typeof axe

/** React's warnings name every component up to the root; the innermost tell whose it is. */
const CONSOLE_LINES_MAX = 12

/** A page in a browser, which remembers everything that went wrong in it. */
export class Tab {
  readonly page: Page
  readonly #faults: string[] = []

  /** @param known Faults of pages that are not ours: texts and addresses. Nothing of ours may be listed there. */
  constructor(
    page: Page,
    known: {
      readonly consoleErrors: readonly RegExp[]
      readonly failedRequests: readonly RegExp[]
    } = { consoleErrors: [], failedRequests: [] }
  ) {
    this.page = page
    page.on("pageerror", (error) => this.#faults.push(`Thrown: ${error.message}`))
    page.on("console", (message) => {
      const text = message.text()
      // A request that failed is reported with its address below.
      if (message.type() !== "error" || text.startsWith("Failed to load resource")) return
      if (known.consoleErrors.some((pattern) => pattern.test(text))) return
      this.#faults.push(`Console: ${text.split("\n").slice(0, CONSOLE_LINES_MAX).join("\n")}`)
    })
    page.on("response", (answer) => {
      if (answer.status() >= 400)
        this.#faults.push(`HTTP ${answer.status()}: ${answer.request().method()} ${answer.url()}`)
    })
    page.on("requestfailed", (request) => {
      if (known.failedRequests.some((pattern) => pattern.test(request.url()))) return
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

  async close(): Promise<void> {
    await this.page.close()
  }

  /** The accessibility rules that a part of the page breaks seriously. */
  protected async listViolations(part: Locator): Promise<string[]> {
    await this.page.evaluate(AXE)
    const { violations } = await part.evaluate((element) => {
      const { axe } = globalThis as unknown as { axe: Axe }
      return axe.run(element, { resultTypes: ["violations"] })
    })
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, help, nodes }) =>
        nodes.map(({ target }) => `${id} at ${target.join(" ")}: ${help}`)
      )
  }
}

/** The file of a picture that is named by a sentence. */
export function toScreenshotFile(name: string, theme = ""): string {
  const file = name.replace(/[^\w -]/g, "").slice(0, 100)
  return join(SCREENSHOTS, `${file}${theme && `.${theme}`}.png`)
}

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8")
