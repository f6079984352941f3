import type { MethodId } from "../domain/methods"

/**
 * `pmethod` and `bankid` on the wire. K-Pay's newer documentation dropped `bankid`; live traffic still carries it.
 * Source: K-Pay's public documentation.
 */
export const METHOD_WIRE: Readonly<
  Record<MethodId, { readonly pmethod: "momo" | "cc" | "spenn"; readonly bankid: string }>
> = {
  momo: { pmethod: "momo", bankid: "63510" },
  airtel: { pmethod: "momo", bankid: "63514" },
  card: { pmethod: "cc", bankid: "000" },
  spenn: { pmethod: "spenn", bankid: "63502" },
}
