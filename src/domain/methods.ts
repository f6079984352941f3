import type { Network } from "./msisdn"

/** The ways of paying that a shopper chooses between. */
export type MethodId = "momo" | "airtel" | "card" | "spenn"

/** The least and most francs for one transaction. */
export interface Limits {
  readonly min: number
  readonly max: number
}

export interface Method {
  readonly id: MethodId
  /** A brand's name; the same in every language, but for the cards. */
  readonly label: string
  /** Whether the payer approves on a phone, whose number must be known. */
  readonly needsPhone: boolean
  /** Whether the payer is sent to K-Pay's own page. */
  readonly redirects: boolean
  readonly network: Network | null
  /** `pmethod` and `bankid` on the wire. K-Pay's newer documents dropped `bankid`, live traffic still carries it. */
  readonly wire: { readonly pmethod: "momo" | "cc" | "spenn"; readonly bankid: string }
  /** K-Pay's documented limits; a shop's contract may have others. */
  readonly limits: Limits
}

const WALLET_LIMITS: Limits = { min: 1, max: 2_000_000 }

/** All methods in the order in which they are shown. */
export const METHODS: Readonly<Record<MethodId, Method>> = {
  momo: {
    id: "momo",
    label: "MTN MoMo",
    needsPhone: true,
    redirects: false,
    network: "mtn",
    wire: { pmethod: "momo", bankid: "63510" },
    limits: WALLET_LIMITS,
  },
  airtel: {
    id: "airtel",
    label: "Airtel Money",
    needsPhone: true,
    redirects: false,
    network: "airtel",
    wire: { pmethod: "momo", bankid: "63514" },
    limits: WALLET_LIMITS,
  },
  card: {
    id: "card",
    label: "Visa, Mastercard, SmartCash",
    needsPhone: false,
    redirects: true,
    network: null,
    wire: { pmethod: "cc", bankid: "000" },
    limits: { min: 1, max: 10_000_000 },
  },
  spenn: {
    id: "spenn",
    label: "SPENN",
    needsPhone: true,
    redirects: false,
    network: null,
    wire: { pmethod: "spenn", bankid: "63502" },
    limits: WALLET_LIMITS,
  },
}

/** All method ids in the order in which they are shown. */
export const METHOD_IDS = ["momo", "airtel", "card", "spenn"] as const satisfies readonly MethodId[]

/**
 * The method by which a wallet's number can really be asked: the number tells the network, whichever of the two mobile
 * money methods was tapped. A number whose prefix tells nothing stays with the method chosen.
 */
export function toMethodOfNetwork(chosen: MethodId, network: Network | null): MethodId {
  if (network === null || METHODS[chosen].network === null) return chosen
  return network === "mtn" ? "momo" : "airtel"
}
