import type { ReasonCode } from "../domain/reasons"

/**
 * K-Pay's codes say little, and its two published tables disagree, so its text is read first.
 * The order matters: the first that fits wins.
 */
const TEXT_PATTERNS: readonly (readonly [RegExp, ReasonCode])[] = [
  [
    /\b(insufficient|not enough|low)\b.*\b(funds?|balance|money)\b|\bbalance\b.*\b(insufficient|low)\b/i,
    "insufficient_funds",
  ],
  [
    /\bnot registered\b|\b(unknown|invalid|wrong) (number|msisdn|subscriber|payer|account)\b|\b(payer|subscriber|account ?holder|msisdn)[ _]not[ _]found\b/i,
    "wrong_number",
  ],
  [
    /(?<!\btime[ -])\b(limit|threshold)\b|\bmaximum\b.*\bamount\b|\bamount\b.*\bout of range\b/i,
    "limit",
  ],
  [
    /\bexpired?\b|\btimed? ?-?out\b|\btime[ -]limit\b|\bno response from (the )?(payer|customer|user)\b/i,
    "expired",
  ],
  [
    /\b(declined|rejected|refused|cancell?ed|denied)\b|\bnot approved\b|\b(wrong|incorrect|invalid) pin\b/i,
    "declined",
  ],
]

/** The reason that one of K-Pay's texts names, the first text that names one winning; `null` when none does. */
export function readReason(texts: readonly (string | null)[]): ReasonCode | null {
  for (const text of texts) {
    // K-Pay writes some texts as CONSTANTS_LIKE_THIS; an underscore is no word boundary.
    const words = text?.replaceAll("_", " ") ?? ""
    for (const [pattern, reasonCode] of TEXT_PATTERNS) {
      if (pattern.test(words)) return reasonCode
    }
  }
  return null
}
