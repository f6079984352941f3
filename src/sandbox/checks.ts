import type { Body } from "./answers"

/** Why K-Pay rejects `pay` before it opens a transaction. */
export interface Fault {
  readonly retcode: number
  readonly reply: string
}

const REQUIRED = [
  "msisdn",
  "email",
  "details",
  "refid",
  "amount",
  "cname",
  "cnumber",
  "pmethod",
  "retailerid",
  "returl",
  "redirecturl",
]

/** K-Pay's documented limits for one transaction, in RWF. */
const WALLET_MAX = 2_000_000
const CARD_MAX = 10_000_000

const BANK_IDS: Readonly<Record<string, readonly string[]>> = {
  momo: ["63510", "63514"],
  cc: ["000"],
  spenn: ["63502"],
}

/** The first fault of a `pay` request by K-Pay's documented codes, or `null`. */
export function findPayFault(
  body: Body,
  retailerIds: readonly string[],
  isRetailerDisabled: boolean
): Fault | null {
  const isMissing = (field: string) => toText(body[field]).trim() === ""
  const isWhole = Number.isInteger(body.amount) && Number(body.amount) > 0
  const isMobile = /^(250|0)7\d{8}$/.test(String(body.msisdn))
  const isRefid = /^[A-Za-z0-9_-]{1,36}$/.test(String(body.refid))
  if (
    REQUIRED.some(isMissing) ||
    !isWhole ||
    !isMobile ||
    !isRefid ||
    (!isMissing("currency") && body.currency !== "RWF")
  ) {
    return { retcode: 603, reply: "Empty or missing parameter" }
  }
  if (!retailerIds.some((id) => id === body.retailerid))
    return { retcode: 604, reply: "Unknown retailer" }
  if (isRetailerDisabled) return { retcode: 605, reply: "Retailer not enabled" }
  const bankIds = BANK_IDS[String(body.pmethod)]
  if (!bankIds) return { retcode: 609, reply: "Unknown payment method" }
  // K-Pay's newer documentation dropped `bankid`, so it may be missing.
  if (!isMissing("bankid") && !bankIds.includes(String(body.bankid))) {
    return { retcode: 610, reply: "Unknown or disabled financial institution" }
  }
  // The code of K-Pay's newer table. The older one has none for it.
  if (Number(body.amount) > (body.pmethod === "cc" ? CARD_MAX : WALLET_MAX))
    return { retcode: 605, reply: "AMOUNT_OUT_OF_RANGE" }
  return null
}

/** Whether `bankid` picks a network that the number is not of. Without a `bankid`, the number alone picks it. */
export function isOfOtherNetwork(bankid: string, msisdn: string): boolean {
  if (bankid === "63510") return /^(250|0)7[23]/.test(msisdn)
  if (bankid === "63514") return /^(250|0)7[89]/.test(msisdn)
  return false
}

/** A field of a request as text; empty where it is neither text nor a number. */
export function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : ""
}
