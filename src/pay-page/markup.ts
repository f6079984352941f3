/** Text that is HTML already. Only {@link markup} makes it from values, so that no value reaches a page unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[] | null | undefined | false

/**
 * HTML with values put in. Text is escaped, also in attributes as long as they are in double quotes. `null`, `undefined`
 * and `false` become empty text.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...values.map(toText)))
}

function toText(value: Value): string {
  if (value === null || value === undefined || value === false) return ""
  if (value instanceof Markup) return value.text
  if (typeof value === "object") return value.map(({ text }) => text).join("")
  return escape(String(value))
}

function escape(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}
