import type { Body } from "./answers"

/** A message as it goes over the wire. */
export interface Letter {
  readonly contentType: string
  readonly text: string
}

/** Recorded from the real service, although the body is JSON. */
const FORM = "application/x-www-form-urlencoded"

/**
 * What no recording shows and none excludes: `statusid` as a number, 0 or 00 for a payment that waits, blanks around any text,
 * and callbacks that are labelled as JSON or are real form fields. The seed decides where they appear.
 */
export class Quirks {
  readonly #random: () => number
  readonly #isOn: boolean

  constructor(random: () => number, isOn: boolean) {
    this.#random = random
    this.#isOn = isOn
  }

  /** An answer, or the body of a callback. */
  apply(body: Body): Body {
    if (!this.#isOn) return body
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [
        name,
        name === "statusid" ? this.#statusid(String(value)) : this.#blanks(value),
      ])
    )
  }

  toCallback(body: Body): Letter {
    const fields = this.apply(body)
    const json = JSON.stringify(fields)
    if (!this.#isOn) return { contentType: FORM, text: json }
    const form = new URLSearchParams(
      Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])
    )
    return this.#oneOf<Letter>([
      { contentType: FORM, text: json },
      { contentType: "application/json", text: json },
      { contentType: FORM, text: form.toString() },
    ])
  }

  #statusid(code: string): unknown {
    const choices = [code, ` ${code} `, Number(code)]
    return this.#oneOf(code === "03" ? [...choices, "0", "00"] : choices)
  }

  #blanks(value: unknown): unknown {
    return typeof value === "string" ? this.#oneOf([value, ` ${value}`, `${value} \n`]) : value
  }

  #oneOf<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T
  }
}
