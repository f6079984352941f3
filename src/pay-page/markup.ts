/** Text that is markup already. Made by {@link markup} only, so that nothing gets into a page unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[] | null | undefined | false

/** Markup with values put in: text is escaped, in attributes too as long as they stand in double quotes; nothing is nothing. */
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
