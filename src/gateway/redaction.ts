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
export function withoutFullNumbers(text: string): string {
  return toKeepable(toKeepable(text).replace(FULL_NUMBER, "[redacted]"))
}

/**
 * Text that PostgreSQL can store: bounded, with a replacement character for null bytes and half characters, which cutting can
 * leave. Nothing is removed, so that no code or refid becomes another one.
 */
export function toKeepable(text: string, max = TEXT_MAX): string {
  return Buffer.from(text.replaceAll("\0", "\ufffd").slice(0, max)).toString()
}
