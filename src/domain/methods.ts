import type { Locale } from "./locales"
import type { Network } from "./msisdn"

/** All method ids in the order in which they are shown. */
export const METHOD_IDS = ["momo", "airtel", "card", "spenn"] as const

/** A payment method that a shopper chooses. */
export type MethodId = (typeof METHOD_IDS)[number]

/** The least and most francs for one transaction. */
export interface Limits {
  readonly min: number
  readonly max: number
}

export interface Method {
  readonly id: MethodId
  /** A brand's name; the same in every language. */
  readonly label: string
  /** Whether the payer approves on a phone, whose number must be known. */
  readonly needsPhone: boolean
  /** Whether the payer is sent to K-Pay's card page. */
  readonly redirects: boolean
  readonly network: Network | null
  /** K-Pay's documented limits; a shop's contract may have others. */
  readonly limits: Limits
  /** A small sign in the brand's colours, drawn without an image. Text and background contrast at 4.5:1 or more. */
  readonly badge: { readonly text: string; readonly background: string; readonly color: string }
  /** A colour for charts that stands out on a light and on a dark ground. */
  readonly chartColor: string
}

const WALLET_LIMITS: Limits = { min: 1, max: 2_000_000 }

export const METHODS: Readonly<Record<MethodId, Method>> = {
  momo: {
    id: "momo",
    label: "MTN MoMo",
    needsPhone: true,
    redirects: false,
    network: "mtn",
    limits: WALLET_LIMITS,
    badge: { text: "MTN", background: "#fc0", color: "#000" },
    chartColor: "#e0b000",
  },
  airtel: {
    id: "airtel",
    label: "Airtel Money",
    needsPhone: true,
    redirects: false,
    network: "airtel",
    limits: WALLET_LIMITS,
    badge: { text: "airtel", background: "#c8102e", color: "#fff" },
    chartColor: "#c8102e",
  },
  card: {
    id: "card",
    label: "Visa, Mastercard, SmartCash",
    needsPhone: false,
    redirects: true,
    network: null,
    limits: { min: 1, max: 10_000_000 },
    badge: { text: "CARD", background: "#1a1f71", color: "#fff" },
    chartColor: "#4a51c4",
  },
  spenn: {
    id: "spenn",
    label: "SPENN",
    needsPhone: true,
    redirects: false,
    network: null,
    limits: WALLET_LIMITS,
    badge: { text: "SPENN", background: "#00594f", color: "#fff" },
    chartColor: "#0b8fd9",
  },
}

/** What the badge for cards says. The other badges name a brand. */
const CARD_BADGES: Readonly<Record<Locale, string>> = { en: "CARD", fr: "CARTE", rw: "IKARITA" }

/** What a method's badge says in a language. */
export function toBadgeText(method: MethodId, locale: Locale): string {
  return method === "card" ? CARD_BADGES[locale] : METHODS[method].badge.text
}

/**
 * The method that reaches a number. The number tells the network, whichever of the two mobile money methods was tapped. A
 * number of an unknown prefix stays with the method chosen.
 */
export function toMethodOfNetwork(chosen: MethodId, network: Network | null): MethodId {
  if (network === null || METHODS[chosen].network === null) return chosen
  return network === "mtn" ? "momo" : "airtel"
}

/**
 * The network by whose number another method was asked than the one chosen; `null` where the chosen one was asked, or the
 * number did not decide it.
 *
 * @param asked what was asked in the end.
 */
export function findDecidingNetwork(
  chosen: MethodId | null,
  asked: { readonly method: MethodId; readonly network: Network | null }
): Network | null {
  if (chosen === null || METHODS[chosen].network === null || chosen === asked.method) return null
  return asked.network === METHODS[asked.method].network ? asked.network : null
}
