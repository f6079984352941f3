import { parseMsisdn, toLocalMsisdn, toNetwork, type Msisdn, type Network } from "../domain/msisdn"

/** What is known about a phone number while it is typed. */
export interface PhoneCheck {
  /** `incomplete` can still become a number by typing on, `invalid` cannot. */
  readonly state: "empty" | "incomplete" | "invalid" | "valid"
  /** As soon as the prefix tells it; `null` for a prefix that neither network is known by. */
  readonly network: Network | null
  /** The number for people, `0788 300 000`; what was typed until it is valid. */
  readonly display: string
}

/** A number in its longest form: every beginning of a number can be completed by one of its endings. */
const FULL = "00250788300000"

/** How many digits of an ending leave the prefix to what was typed. */
const AFTER_PREFIX = 7

/** Checks a phone number while it is typed, by the very rule by which the server reads it. Never throws. */
export function checkPhone(text: string): PhoneCheck {
  const display = text.trim()
  if (display === "") return { state: "empty", network: null, display }
  const msisdn = parse(text)
  if (msisdn) return { state: "valid", network: toNetwork(msisdn), display: toLocalMsisdn(msisdn) }
  for (let length = 1; length < FULL.length; length++) {
    const completed = parse(text + FULL.slice(-length))
    if (completed) {
      const network = length <= AFTER_PREFIX ? toNetwork(completed) : null
      return { state: "incomplete", network, display }
    }
  }
  return { state: "invalid", network: null, display }
}

function parse(text: string): Msisdn | null {
  try {
    return parseMsisdn(text)
  } catch {
    return null
  }
}
