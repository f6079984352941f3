import { parseMsisdn, toLocalMsisdn, toNetwork, type Msisdn, type Network } from "../domain/msisdn"

/** What the kit knows about a phone number while the shopper types it. */
export interface PhoneCheck {
  /** `incomplete` can become valid with more digits, `invalid` cannot. */
  readonly state: "empty" | "incomplete" | "invalid" | "valid"
  /** Known as soon as the prefix is typed; `null` for a prefix of neither network. */
  readonly network: Network | null
  /** The number as `0788 300 000`; while it is not valid, the text as typed. */
  readonly display: string
}

/** A number in its longest form. Every beginning of a number becomes valid with one of the endings of this text. */
const FULL = "00250788300000"

/** An ending of at most this many digits does not contain the prefix, so the shopper has typed it. */
const AFTER_PREFIX = 7

/** Checks a phone number while the shopper types it, by the rule of the server. Never throws. */
export function checkPhone(text: string): PhoneCheck {
  const display = text.trim()
  if (display === "") return { state: "empty", network: null, display }
  const msisdn = findMsisdn(text)
  if (msisdn) return { state: "valid", network: toNetwork(msisdn), display: toLocalMsisdn(msisdn) }
  for (let length = 1; length < FULL.length; length++) {
    const completed = findMsisdn(text + FULL.slice(-length))
    if (completed) {
      const network = length <= AFTER_PREFIX ? toNetwork(completed) : null
      return { state: "incomplete", network, display }
    }
  }
  return { state: "invalid", network: null, display }
}

function findMsisdn(text: string): Msisdn | null {
  try {
    return parseMsisdn(text)
  } catch {
    return null
  }
}
