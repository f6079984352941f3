/** A Rwandan mobile number as K-Pay takes it: `250` and nine digits, e.g. `250788300000`. */
export type Msisdn = string & { readonly __brand: "Msisdn" }

/** The mobile network that a number belongs to. */
export type Network = "mtn" | "airtel"

/** A brand's name; the same in every language. */
export const NETWORK_NAMES: Readonly<Record<Network, string>> = { mtn: "MTN", airtel: "Airtel" }

/** The text given is no Rwandan mobile number. The message never repeats it: it may be a person's number. */
export class InvalidMsisdnError extends Error {
  override readonly name = "InvalidMsisdnError"

  constructor() {
    super("This is not a Rwandan mobile number. Write it like 0788 300 000 or +250 788 300 000.")
  }
}

/**
 * Reads the usual ways of writing a Rwandan mobile number: `0788 300 000`, `788300000`, `250788300000`,
 * `+250-788-300-000`, `00250 788 300000`, `+250 (0) 788 300 000`.
 *
 * @throws InvalidMsisdnError for anything else.
 */
export function parseMsisdn(text: string): Msisdn {
  // \p{Cf} are the invisible marks in numbers copied from a phone's contacts.
  const bare = text.replace(/[\s\p{Cf}\p{Pd}.()/]/gu, "").replace(/^\uFF0B/, "+")
  const match = /^(?:(?:\+|00)?2500?|0)?(7\d{8})$/.exec(bare)
  if (!match) throw new InvalidMsisdnError()
  return `250${match[1] ?? ""}` as Msisdn
}

/** The network of a number's prefix; `null` for a prefix of neither network. */
export function toNetwork(msisdn: Msisdn): Network | null {
  switch (msisdn.slice(3, 5)) {
    case "78":
    case "79":
      return "mtn"
    case "72":
    case "73":
      return "airtel"
    default:
      return null
  }
}

/** The number as people in Rwanda write it: `0788 300 000`. */
export function toLocalMsisdn(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)} ${msisdn.slice(6, 9)} ${msisdn.slice(9)}`
}

/** The number so that its owner recognises it and others cannot call it: `0788 ••• 000`. */
export function toMaskedMsisdn(msisdn: Msisdn): string {
  return `0${msisdn.slice(3, 6)} ••• ${msisdn.slice(-3)}`
}
