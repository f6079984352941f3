/** What K-Pay sent, verbatim except personal data and keys. For the journal and for support, never for decisions. */
export type Wire = Readonly<Record<string, unknown>>

/** Longest text kept of a field, so that a forged callback cannot fill the journal. */
const TEXT_MAX = 500

/** With the country's code or the zero, also within K-Pay's constants: `+250 783 300 000`, `PAYER_0783300000`. */
const FULL_NUMBER = /(?:\+?250|(?<!\d)0)[\s.\-/()]{0,3}7(?:[\s.\-/()]{0,2}\d){8}(?!\d)/g

/** Without them: `783300000`, `783-300-000`. */
const SHORT_NUMBER = /(?<![A-Za-z\d])7\d{2}[\s.-]?\d{3}[\s.-]?\d{3}(?![A-Za-z\d])/g

const EMAIL = /[\w.+%-]+@[\w.-]*\w/g

/** Text that can be kept, with no phone number and no e-mail address, which may stand in the middle of any text. */
export function withoutPersonalData(text: string): string {
  const redacted = withoutFullNumbers(text)
    .replace(SHORT_NUMBER, "[redacted]")
    .replace(EMAIL, "[redacted]")
  return toKeepable(redacted)
}

/** An id can look like a phone number without its zero, and is kept for K-Pay's support then. */
function withoutFullNumbers(text: string): string {
  return toKeepable(toKeepable(text).replace(FULL_NUMBER, "[redacted]"))
}

/**
 * Text that PostgreSQL can store: bounded, with a replacement character for null bytes and half characters, which cutting can
 * leave. Nothing is removed, so that no code or refid becomes another one.
 */
export function toKeepable(text: string, max = TEXT_MAX): string {
  return Buffer.from(text.replaceAll("\0", "\ufffd").slice(0, max)).toString()
}

/** Fields of K-Pay's answers, and of our own requests, which it may repeat. */
const REDACTED_FIELDS = new Set([
  "authkey",
  "payaccount",
  "msisdn",
  "email",
  "cnumber",
  "url",
  "returl",
  "redirecturl",
  "password",
])

/** Written in whatever way: `cname`, `customername`, `Payer_Name`, and `username`. */
function isRedacted(field: string): boolean {
  const name = field.toLowerCase().replaceAll(/[^a-z]/g, "")
  return REDACTED_FIELDS.has(name) || name.endsWith("name")
}

const ID_FIELDS = new Set(["refid", "tid", "momtransactionid", "statusid", "retcode"])

const WIRE_FIELDS_MAX = 40

/** What K-Pay sent, as it is kept: personal data, keys and phone numbers redacted, sizes bounded. */
export function toWire(fields: Record<string, unknown>): Wire {
  return Object.fromEntries(
    Object.entries(fields)
      .slice(0, WIRE_FIELDS_MAX)
      .map(([name, value]) => [withoutPersonalData(name), toWireValue(name, value)])
  )
}

function toWireValue(name: string, value: unknown): unknown {
  if (value === null || typeof value === "boolean") return value
  const asText = typeof value === "string" ? value : toJson(value)
  if (isRedacted(name)) return asText.trim() === "" ? asText : "[redacted]"
  const redact = ID_FIELDS.has(name.toLowerCase()) ? withoutFullNumbers : withoutPersonalData
  const redacted = redact(asText)
  return typeof value === "number" && redacted === asText ? value : redacted
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === "string" && value.trim() === "")
}

/** What is nested thousands of times can be read as JSON, and not be written as JSON again. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value, (name, field: unknown) =>
      isRedacted(name) && !isBlank(field) ? "[redacted]" : field
    )
  } catch {
    return "[nested too deeply]"
  }
}
