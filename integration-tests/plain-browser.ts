/** A page as a browser without JavaScript has it. */
export interface Page {
  readonly status: number
  readonly url: string
  readonly headers: Headers
  readonly markup: string
  /** What is to be read, with single blanks. */
  readonly text: string
  /** Where the browser was sent on the way here, oldest first. */
  readonly way: readonly string[]
}

interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly buttons: readonly {
    readonly text: string
    readonly name: string
    readonly value: string
  }[]
}

/** Opens pages, follows links and sends forms as an old browser does: by their markup alone. */
export class PlainBrowser {
  readonly #acceptLanguage: string

  constructor(acceptLanguage = "sw") {
    this.#acceptLanguage = acceptLanguage
  }

  async open(url: string): Promise<Page> {
    return this.#go(url)
  }

  /** Follows the link with this text. */
  async follow(page: Page, text: string): Promise<Page> {
    const links = [...page.markup.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)]
    const href = links.find(([, , label = ""]) => toText(label) === text)?.[1]
    if (href === undefined) throw new Error(`No link "${text}" on: ${page.text}`)
    return this.#go(new URL(unescape(href), page.url).href)
  }

  /** Fills in the form that has this button, and presses it. */
  async press(page: Page, button: string, typed: Record<string, string> = {}): Promise<Page> {
    return this.#go(...toRequest(page, button, typed))
  }

  /** Presses a button several times before the first answer is there. */
  async pressTimes(
    times: number,
    page: Page,
    button: string,
    typed: Record<string, string> = {}
  ): Promise<Page[]> {
    return Promise.all(
      Array.from({ length: times }, () => this.#go(...toRequest(page, button, typed)))
    )
  }

  async #go(url: string, body?: URLSearchParams, way: readonly string[] = []): Promise<Page> {
    const answer = await fetch(url, {
      method: body ? "POST" : "GET",
      redirect: "manual",
      headers: { "accept-language": this.#acceptLanguage },
      ...(body && { body }),
    })
    const location = answer.headers.get("location")
    if (location !== null) return this.#go(new URL(location, url).href, undefined, [...way, url])
    const markup = await answer.text()
    return {
      status: answer.status,
      url,
      headers: answer.headers,
      markup,
      text: toText(markup),
      way,
    }
  }
}

/** The radio buttons of a page, as they stand. */
export function readWays(page: Page) {
  return [...page.markup.matchAll(/<label class="way[^>]*>.*?<\/label>/gs)].map(([label]) => ({
    method: /value="(\w+)"/.exec(label)?.[1],
    isChosen: / checked/.test(label),
    isDisabled: / disabled/.test(label),
    text: toText(label),
  }))
}

function toRequest(
  page: Page,
  button: string,
  typed: Record<string, string>
): [string, URLSearchParams] {
  const forms = [...page.markup.matchAll(/<form .*?<\/form>/gs)].map(([form]) => toForm(form))
  for (const { action, fields, buttons } of forms) {
    const pressed = buttons.find(({ text }) => text === button)
    if (!pressed) continue
    const sent = { ...fields, ...typed, ...(pressed.name && { [pressed.name]: pressed.value }) }
    return [new URL(action, page.url).href, new URLSearchParams(sent)]
  }
  throw new Error(`No button "${button}" on: ${page.text}`)
}

function toForm(markup: string): Form {
  const inputs = [...markup.matchAll(/<input [^>]*>/g)].map(([tag]) => toAttributes(tag))
  const sent = inputs.filter(({ type, checked }) => type !== "radio" || checked !== undefined)
  return {
    action: toAttributes(/<form [^>]*>/.exec(markup)?.[0] ?? "").action ?? "",
    fields: Object.fromEntries(sent.map(({ name = "", value = "" }) => [name, value])),
    buttons: [...markup.matchAll(/(<button[^>]*>)(.*?)<\/button>/gs)].map(
      ([, tag = "", text = ""]) => {
        const { name = "", value = "" } = toAttributes(tag)
        return { text: toText(text), name, value }
      }
    ),
  }
}

function toAttributes(tag: string): Record<string, string> {
  const found = [...tag.matchAll(/ ([\w-]+)(?:="([^"]*)")?/g)]
  return Object.fromEntries(found.map(([, name = "", value = ""]) => [name, unescape(value)]))
}

function toText(markup: string): string {
  return unescape(
    markup
      .replace(/<(style|title)>.*?<\/\1>/gs, " ")
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim()
  )
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}
