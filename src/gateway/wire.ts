import { z } from "@medusajs/framework/zod"
import { CODES, mayBeOfOnePayment, mayHaveActed, NO_CODE, toCode, type PayReading } from "./codes"
import { KpayRefusedError, KpayUnknownOutcomeError, type Said } from "./errors"
import type { Refid, Tid } from "../domain/kpay-ids"
import type { ReasonCode } from "../domain/reasons"
import { parseJson } from "./json"
import { readReason } from "./reason-texts"
import { toKeepable, toWire, withoutPersonalData, type Wire } from "./redaction"

/** K-Pay took the request. It is not paid. */
export interface PayAccepted {
  readonly state: "accepted"
  readonly tid: Tid | null
  /** K-Pay's page for the payer's browser; `null` where K-Pay gave none. */
  readonly redirectUrl: string | null
  readonly wire: Wire
}

/** K-Pay says that the money is there already. Believed only when `checkstatus` says so too. */
export interface PayPaidAtOnce {
  readonly state: "paid_at_once"
  readonly tid: Tid | null
  readonly wire: Wire
}

export type PayAnswer = PayAccepted | PayPaidAtOnce

/** What `checkstatus` says of an attempt. It carries no amount, ever. */
export type Status = {
  readonly tid: Tid | null
  /** K-Pay's code, e.g. `"02"`. */
  readonly code: string
  /** Whether K-Pay documents the code. */
  readonly isDocumented: boolean
  /** K-Pay's most telling text. */
  readonly text: string | null
  readonly wire: Wire
} & (
  | { readonly state: "paid"; readonly momoTransactionId: string | null }
  | { readonly state: "failed"; readonly reasonCode: ReasonCode }
  | { readonly state: "pending" }
  | { readonly state: "not_found" }
)

/** What a callback claims. A hint to ask, never a proof: anybody can post one. */
export interface CallbackHint {
  readonly refid: string | null
  readonly tid: string | null
  readonly wire: Wire
}

// Ids and codes come as text or number, and any text may carry blanks around it [seen].
const scalar = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? "").trim())

const textUpTo = (max: number) => scalar.transform((value) => toKeepable(value, max) || null)

const text = textUpTo(2_000)

/** Longer than any id of K-Pay's that was ever seen, and shorter than what an index takes. */
const id = textUpTo(200)

/** Longer than any address of a card page should be. */
const URL_MAX = 8_000

/** May be 01, and K-Pay documents 01 alone as money: so it is a code of its own, neither paid nor failed. */
const ZEROS_AND_ONE = /^00+1$/

/**
 * Codes come as `"01"`, `1`, `"003"`, `"606"`, `606`: here as K-Pay documents them, of two digits at least and with no more zeros
 * before them than that needs. They are told in errors and in the log.
 */
const code = scalar.transform((value) => {
  const digits = ZEROS_AND_ONE.test(value) ? value : /^0*(\d+)$/.exec(value)?.[1]
  return withoutPersonalData(digits?.padStart(2, "0") ?? value) || null
})

/** `"1"` or `"0"`, which some JSON writers write as true or false. */
const success = z
  .union([z.boolean().transform((value) => (value ? "1" : "0")), text])
  .transform((value) => value && value.replace(/^true$/i, "1").replace(/^false$/i, "0"))

/** What decides must be readable. Anything else that is not is as if it were left out: it must not cost us the answer. */
const answerShape = z.object({
  refid: id,
  statusid: code,
  retcode: code,
  tid: id.catch(null),
  success: success.catch(null),
  reply: text.catch(null),
  statusmsg: text.catch(null),
  statusdesc: text.catch(null),
  // One character more tells what would be cut.
  url: textUpTo(URL_MAX + 1).catch(null),
  momtransactionid: id.catch(null),
})

type Answer = z.infer<typeof answerShape>

// Made once: making a shape takes longer than all else about a callback.
const idsShape = z.object({ refid: id.catch(null), tid: id.catch(null) })
const objectShape = z.record(z.string(), z.unknown())

/** How an answer came. */
export interface Circumstances {
  /** For the text of the error only. */
  readonly httpStatus?: number
  /** Whether code 500, "not sent over HTTPS", can be true. Where it cannot, it is a fault of a server that may have acted. */
  readonly mayBePlainHttp?: boolean
}

/**
 * Reads the answer to `pay`, whatever the HTTP status it came with.
 *
 * @throws KpayRefusedError when K-Pay refused.
 * @throws KpayUnknownOutcomeError when the answer does not say: no JSON, another refid, contradictions, a used refid.
 */
export function readPayAnswer(body: string, refid: Refid, how: Circumstances = {}): PayAnswer {
  const { answer, wire } = parseAnswer(body, refid, how.httpStatus ?? 200)
  requireOurRefidIfNamed(answer, refid, "pay", wire)
  const tid = answer.tid as Tid | null

  // A paid-at-once answer has `statusid` 01 and no `success`; the others have no `statusid` at all [seen].
  const said = answer.statusid ?? answer.retcode
  const reading =
    said === "500" && !how.mayBePlainHttp ? "unknown" : readingOfPay(answer, said, refid)
  switch (reading) {
    case "paid":
      return { state: "paid_at_once", tid, wire }
    case "accepted":
      return { state: "accepted", tid, redirectUrl: toWebAddress(answer.url), wire }
    case "refused":
    case "misconfigured":
      throw toRefusal(answer, wire, said ?? NO_CODE, refid, reading)
    case "unknown":
      throw new KpayUnknownOutcomeError(
        `K-Pay's answer to pay for refid ${refid} leaves the outcome open (code ${said ?? "none"}). Ask checkstatus.`,
        true,
        { said: toSaidOf(answer, wire) }
      )
  }
}

/**
 * A refusal lets a further prompt out, so it must be said by `success` 0 with a code or known words, by a failing status, or by a
 * code of K-Pay's table.
 */
function readingOfPay(answer: Answer, said: string | null, refid: Refid): PayReading {
  if (answer.statusid === "01") return "paid"
  if (answer.success === "1")
    return said === null || toCode(said).inPay === "accepted" ? "accepted" : "unknown"
  const texts = toTexts(answer)
  // The newer portal reads 604 as a used refid, not as an unknown retailer: then a transaction may exist.
  const isOfRetailer = texts.some((text) => text && /retailer/i.test(text))
  if (texts.some(saysUsedRefid) || (said === "604" && !isOfRetailer)) return "unknown"
  if (said === null || isConstant(said))
    return isRefusedInWords(answer, refid) ? "refused" : "unknown"
  const isPending = texts.some((text) => text && /^pending$/i.test(text))
  const reading = toCode(said).inPay
  const isRefusal = reading === "refused" || reading === "misconfigured"
  if (isRefusal && isPending) return "unknown"
  if (answer.success === "0") return reading === "accepted" ? "unknown" : reading
  if (isRefusal && answer.statusid === null && !CODES.has(said)) return "unknown"
  return reading
}

/** K-Pay's word for a refusal by the wallet [seen]. It names no reason. */
const REFUSED = /\btarget authorization error\b/i

/** Words of a request that is on its way to the payer, or of a server in between, which knows nothing of it. */
const UNDER_WAY =
  /\b(pending|processing|initiated|in progress|awaiting|waiting|sent|delivered|queued|yet|connection|access denied|rate limit)\b/i

/**
 * A refusal without a code names our refid and says why in known words. Another server's `{"success":false,"message":…}` does not.
 * A prompt may be out where a text tells of a request that is under way, or of one that took too long.
 */
function isRefusedInWords(answer: Answer, refid: Refid): boolean {
  const { success, statusid, reply, statusmsg } = answer
  const isOurs = statusid === null && answer.refid === refid
  if (success !== "0" || !isOurs || (reply === null && statusmsg === null)) return false
  const texts = toTexts(answer).map((text) => text?.replaceAll("_", " ") ?? "")
  const reasons = texts.map((text) => readReason([text]))
  if (reasons.includes("expired") || texts.some((text) => UNDER_WAY.test(text))) return false
  return reasons.some((reason) => reason !== null) || texts.some((text) => REFUSED.test(text))
}

function isConstant(code: string): boolean {
  return !/^\d+$/.test(code)
}

/**
 * Reads the answer to `checkstatus`, whatever the HTTP status it came with. How the payment is, is said by `statusid` alone,
 * bound to our refid by K-Pay. `retcode` speaks of the question: it names trouble of the setup, or a payment that is not found.
 *
 * @throws KpayRefusedError when K-Pay would not answer for reasons of setup; it says nothing about the payment.
 * @throws KpayUnknownOutcomeError when the answer does not say how the payment of this refid is.
 */
export function readStatus(body: string, refid: Refid, how: Circumstances = {}): Status {
  const { answer, wire } = parseAnswer(body, refid, how.httpStatus ?? 200)
  requireOurRefidIfNamed(answer, refid, "checkstatus", wire)
  const said = answer.statusid ?? answer.retcode ?? ""
  const { inStatus, reasonCode } = toCode(said)
  const common = {
    tid: answer.tid as Tid | null,
    code: said,
    isDocumented: CODES.has(said),
    text: toText(answer),
    wire,
  }

  const isOfRefid = answer.statusid !== null && answer.refid === refid

  if (said === "500" && !how.mayBePlainHttp) {
    throw new KpayUnknownOutcomeError(
      `K-Pay's answer to checkstatus for refid ${refid} tells of a fault at K-Pay (code 500).`,
      // Said of this refid, K-Pay answers for the others.
      isOfRefid,
      { said: toSaidOf(answer, wire) }
    )
  }
  // These two come with empty ids [seen], so they cannot be bound to our refid; neither decides about money.
  if (inStatus === "misconfigured") {
    if (!isOfRefid || !mayBeOfOnePayment(said))
      throw toRefusal(answer, wire, said, refid, "misconfigured")
    throw new KpayUnknownOutcomeError(
      `K-Pay's answer to checkstatus for refid ${refid} does not say how the payment is (code ${said}).`,
      true,
      { said: toSaidOf(answer, wire) }
    )
  }
  if (inStatus === "not_found") return { ...common, state: "not_found" }

  if (!isOfRefid) {
    throw new KpayUnknownOutcomeError(
      `K-Pay's answer to checkstatus for refid ${refid} has no status of this refid (code ${said || "none"}).`,
      true,
      { said: toSaidOf(answer, wire) }
    )
  }
  switch (inStatus) {
    case "paid":
      return { ...common, state: "paid", momoTransactionId: answer.momtransactionid }
    case "failed":
      return {
        ...common,
        state: "failed",
        reasonCode: readReason(toTexts(answer)) ?? reasonCode ?? "operator",
      }
    case "pending":
      return { ...common, state: "pending" }
  }
}

/**
 * Reads a callback from its raw bytes: JSON labelled as JSON, as a form or as nothing at all, and real form fields. It proves
 * nothing, so it is read in more shapes than an answer: JSON within JSON, a list of one, and the `=` of a form's only field.
 *
 * @returns `null` when there is nothing to read; the token in the address still says which attempt to ask about.
 */
export function readCallback(rawBody: string): CallbackHint | null {
  const body = rawBody.replace(/^\ufeff/, "")
  const fields = parseLooseJson(body.replace(/=\s*$/, "")) ?? parseForm(body)
  if (fields === null) return null
  return { ...idsShape.parse(fields), wire: toWire(fields) }
}

function parseForm(rawBody: string): Record<string, unknown> | null {
  const form = Object.fromEntries(new URLSearchParams(rawBody))
  if ("refid" in form || "tid" in form) return form
  // A client that encodes the whole JSON as a form makes it the name of the only field.
  return Object.keys(form).length === 1 ? parseLooseJson(Object.keys(form)[0] ?? "") : null
}

function parseLooseJson(json: string): Record<string, unknown> | null {
  const value = parseJson(json)
  const once = typeof value === "string" ? parseJson(value) : value
  return toObject(Array.isArray(once) && once.length === 1 ? once[0] : once)
}

function toObject(value: unknown): Record<string, unknown> | null {
  return objectShape.safeParse(value).data ?? null
}

function parseAnswer(
  body: string,
  refid: Refid,
  httpStatus: number
): { answer: Answer; wire: Wire } {
  const fields = toObject(parseJson(body))
  const parsed = answerShape.safeParse(fields)
  const answer = parsed.success ? withOurRefid(parsed.data, refid) : null
  if (!fields || !answer || !isOfKpay(answer, refid)) {
    throw new KpayUnknownOutcomeError(
      `K-Pay's answer for refid ${refid} is not in K-Pay's format (HTTP ${httpStatus}, ${body.length} characters).`,
      false,
      {},
      httpStatus
    )
  }
  return { answer, wire: toWire(fields) }
}

/** Ours are ULIDs, of which no two differ in capitals alone. One that came in other capitals becomes ours. */
function withOurRefid(answer: Answer, refid: Refid): Answer {
  return answer.refid?.toUpperCase() === refid.toUpperCase() ? { ...answer, refid } : answer
}

/** Whether an answer has anything that K-Pay's answers have, and another server's JSON has not. */
function isOfKpay({ statusid, retcode, success, refid: said }: Answer, refid: Refid): boolean {
  return statusid !== null || retcode !== null || success !== null || said === refid
}

/** An answer with another refid is not used. A missing refid is accepted, since K-Pay leaves it out of some refusals. */
function requireOurRefidIfNamed(answer: Answer, refid: Refid, action: string, wire: Wire): void {
  if (answer.refid !== null && answer.refid !== refid) {
    throw new KpayUnknownOutcomeError(
      `K-Pay's answer to ${action} for refid ${refid} names refid ${String(wire.refid)}.`,
      true,
      { said: toSaidOf(answer, wire) }
    )
  }
}

function toRefusal(
  answer: Answer,
  wire: Wire,
  said: string,
  refid: Refid,
  kind: "refused" | "misconfigured"
) {
  const { meaning, reasonCode, remedy = null } = toCode(said)
  // By both of K-Pay's tables it is the shop's login, whatever is said, e.g. "Invalid PIN" of a wrong password.
  const isOfLogin = !mayHaveActed(said)
  const read = isOfLogin ? null : readReason(toTexts(answer))
  // Other words can be about the retailer, e.g. "not registered", which the shopper can do nothing about.
  const isOfPayer = kind === "refused" || read === "limit" || read === "insufficient_funds"
  const named = isOfPayer ? read : null
  return new KpayRefusedError(
    `K-Pay refused the request for refid ${refid}: ${meaning} (code ${said}).`,
    named ?? reasonCode ?? "operator",
    {
      ...toSaidOf(answer, wire),
      code: said,
      tid: answer.tid,
      remedy: named === null ? remedy : null,
    }
  )
}

function toSaidOf(answer: Answer, wire: Wire): Said {
  return { code: answer.statusid ?? answer.retcode, text: toText(answer), wire }
}

function saysUsedRefid(text: string | null): boolean {
  const words = text?.replaceAll("_", " ") ?? ""
  return /duplicate|\brefid\b.*\bused\b|\bused before\b|\balready (used|exists?)\b/i.test(words)
}

/** The texts in the order in which they tell most [seen]: `reply` and `statusdesc` are often a bare constant, as a code can be. */
function toTexts({ statusmsg, reply, statusdesc, retcode }: Answer): (string | null)[] {
  return [statusmsg, reply, statusdesc, retcode !== null && isConstant(retcode) ? retcode : null]
}

function toText(answer: Answer): string | null {
  const text = toTexts(answer).find((candidate) => candidate !== null) ?? null
  return text && withoutPersonalData(text)
}

/** `url` is blank for phone methods [seen]. Only a whole web address is ever given to a browser. */
function toWebAddress(url: string | null): string | null {
  if (url === null || url.length > URL_MAX) return null
  return /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? url : null
}

/** K-Pay's own words with its code, e.g. `Not enough funds (02)`; `null` where it said nothing. */
export function toSaid(wire: Wire): string | null {
  const read = (names: readonly string[]): string | undefined =>
    names.map((name) => toSaidText(wire[name])).find((text) => text !== "")
  const said = read(["statusmsg", "statusdesc", "text", "reply"])
  const code = read(["statusid", "retcode"])
  if (said && code) return `${said.replace(/\.$/, "")} (${code})`
  return said ?? code ?? null
}

function toSaidText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : ""
}
