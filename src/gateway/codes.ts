import type { ReasonCode } from "../domain/reasons"

/**
 * What a code means in the answer to `checkstatus`, in our words.
 *
 * `misconfigured` is about the shop's setup and says nothing of the payment.
 */
export type StatusReading = "paid" | "failed" | "pending" | "not_found" | "misconfigured"

/**
 * What a code means in the answer to `pay`. `unknown` means: ask `checkstatus`, decide nothing here.
 */
export type PayReading = "accepted" | "paid" | "refused" | "misconfigured" | "unknown"

export interface Code {
  /** K-Pay's documented text, for the admin. */
  readonly meaning: string
  readonly inStatus: StatusReading
  readonly inPay: PayReading
  /** The reason when no text of K-Pay's names a better one. */
  readonly reasonCode: ReasonCode | null
  /** What the admin should do, where it is the shop's setup. */
  readonly remedy?: string
  /** What of the shop K-Pay does not accept, where it is neither the credentials nor the request. */
  readonly about?: SetupPart
}

/** What K-Pay has to know of a shop besides its credentials: the server's outgoing address, and who sells. */
export type SetupPart = "address" | "retailer"

/**
 * Every documented code, keyed as K-Pay writes it (two digits below 100).
 *
 * K-Pay's newer portal prints another meaning for 600 to 609, so nothing here decides about money on a 6xx code:
 * a "failed" attempt is still asked about and may become paid, and 608 ("used before" or "timeout") is left open.
 */
export const CODES: ReadonlyMap<string, Code> = new Map(
  Object.entries<Code>({
    "00": { meaning: "Being processed", inStatus: "pending", inPay: "accepted", reasonCode: null },
    "01": { meaning: "Paid", inStatus: "paid", inPay: "paid", reasonCode: null },
    "02": { meaning: "Failed", inStatus: "failed", inPay: "refused", reasonCode: "operator" },
    "03": { meaning: "Pending", inStatus: "pending", inPay: "accepted", reasonCode: null },
    "401": {
      meaning: "Missing authentication header",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Check that nothing between this server and K-Pay strips the Authorization header.",
    },
    "500": {
      meaning: "Request not sent over HTTPS",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Use the https address of K-Pay.",
    },
    "600": {
      meaning: "Invalid username or password",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Check the options username and password.",
    },
    "601": {
      meaning: "Invalid remote user",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Check the option username, and that K-Pay has enabled it for this environment.",
    },
    "602": {
      meaning: "The server's IP address is not whitelisted at K-Pay",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Ask K-Pay to whitelist this server's outgoing IP address.",
      about: "address",
    },
    "603": {
      meaning: "Empty or missing parameter",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy:
        "Check the options retailerId, backendUrl and storefrontUrl: K-Pay did not get a parameter that it needs.",
    },
    "604": {
      meaning: "Unknown retailer",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Check the option retailerId, with its leading zero.",
      about: "retailer",
    },
    "605": {
      meaning: "Retailer not enabled",
      inStatus: "misconfigured",
      inPay: "misconfigured",
      reasonCode: "unavailable",
      remedy: "Ask K-Pay to enable this retailer.",
      about: "retailer",
    },
    "606": {
      meaning: "Error processing",
      inStatus: "failed",
      inPay: "refused",
      reasonCode: "operator",
    },
    "607": {
      meaning: "Failed mobile money transaction",
      inStatus: "failed",
      inPay: "refused",
      reasonCode: "operator",
    },
    "608": {
      meaning: "Refid used before",
      inStatus: "pending",
      inPay: "unknown",
      reasonCode: null,
    },
    "609": {
      meaning: "Unknown payment method",
      inStatus: "pending",
      inPay: "refused",
      reasonCode: "unavailable",
      remedy: "Ask K-Pay to enable this payment method, or remove it from the option methods.",
    },
    "610": {
      meaning: "Unknown or disabled financial institution",
      inStatus: "failed",
      inPay: "refused",
      reasonCode: "operator",
    },
    "611": {
      meaning: "Transaction not found",
      inStatus: "not_found",
      inPay: "unknown",
      reasonCode: null,
    },
  })
)

/** Stands for the code of a refusal that has none. Where K-Pay never received the request, the code is `null`. */
export const NO_CODE = "no code"

/**
 * A code that is not in the table. K-Pay documents any other number in `statusid` as the operator's own error; anything
 * that is not such a number, e.g. `001`, is something we have never heard of, and stays open.
 */
export function toCode(code: string): Code {
  const known = CODES.get(code)
  if (known) return known
  if (/^(\d{2}|[1-9]\d{2,5})$/.test(code)) {
    return {
      meaning: `Error ${code} of the mobile money operator`,
      inStatus: "failed",
      inPay: "refused",
      reasonCode: "operator",
    }
  }
  return {
    meaning:
      code === NO_CODE ? "refused without a code" : `Code ${code}, which K-Pay does not document`,
    inStatus: "pending",
    inPay: "unknown",
    reasonCode: null,
  }
}

/**
 * The newer portal reads 604 as a used refid and 605 as an amount out of range. Said of a refid, these are about its payment, and
 * the account's other payments go on.
 */
const MAY_BE_OF_ONE_PAYMENT: ReadonlySet<string> = new Set(["603", "604", "605"])

/** Whether a code of the setup can be about one payment, where K-Pay says it of that payment's refid. */
export function mayBeOfOnePayment(code: string): boolean {
  return MAY_BE_OF_ONE_PAYMENT.has(code)
}

/** Missing header, wrong name or password, address not listed, or a parameter missing, in both of K-Pay's tables. */
const NOT_TAKEN: ReadonlySet<string> = new Set(["401", "600", "601", "602", "603"])

/** Whether K-Pay may have acted on a request that it refused with a code. `null`: it never received the request. */
export function mayHaveActed(code: string | null): boolean {
  return code !== null && !NOT_TAKEN.has(code)
}

/** The codes by which K-Pay rejects the shop's setup, or one part of it. */
export function listSetupCodes(part?: SetupPart): string[] {
  return [...CODES]
    .filter(([, { reasonCode, about }]) => (part ? about === part : reasonCode === "unavailable"))
    .map(([code]) => code)
}
