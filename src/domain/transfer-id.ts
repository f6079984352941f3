/** Words that stand before an id in an SMS or a statement, in capitals. */
const LABEL =
  /^(?:(?:(?:MTN|AIRTEL|MOMO|MOBILE MONEY|FINANCIAL|EXTERNAL)\s*)*(?:TRANSACTION|TRANSFER|TRANSAC|TRANS|TXN|TRX|TX|FT|MOMO|PAYMENT|RECEIPT)[\s._-]*(?:ID|NO|NUMBER|REF|REFERENCE)|ID(?:\s+DE)?(?:\s+LA)?\s+TRANSACTION|ID|REF|REFERENCE|TXN|TRX|TX|NO)(?:\s*[:#=.]+\s*|\s+)/
/** The same without a sign behind it: no id of letters and figures begins so. */
const JOINED_LABEL = /^(?:TX|TXN|TRX|FT)ID(?=\d)/

/** What shows nothing: marks of direction, joiners, accents without a letter, control characters. */
const UNSEEN = /[\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/gu
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu

/** Thousands, as spreadsheets write a number. */
const GROUPED = /^\d{1,3}(?:[\s.,'\u2019]\d{3})+$/u

/** So many figures are an id whatever marks stand between them; fewer can be a number and a year, say. */
const FIGURES_MIN = 8
/** No operator's id has more figures: these are two ids. */
const FIGURES_MAX = 18

/** A longer text is no id, and is not searched for one: a cell of a statement can have a whole page. */
const LENGTH_MAX = 200

/**
 * A transfer's id as it is compared: two texts with the same are one transfer. The words before it, spaces, marks around it and
 * what shows nothing do not count. Of an id of figures alone, marks between them, a spreadsheet's `,00` and zeros in front do not
 * count either; others are compared in capitals. Empty where nothing is left.
 */
export function toTransferId(text: string): string {
  if (text.length > LENGTH_MAX) return text.replace(/\s+/g, "").toUpperCase()
  const bare = toBare(text)
  const figures = toFigures(bare)
  return figures === null ? bare.replace(/\s+/g, "") : figures.replace(/^0+(?=\d)/, "")
}

/** Whether a text is one id of a MoMo transaction, as an SMS or a receipt has it, and nothing else. */
export function isMomoId(text: string): boolean {
  if (text.length > LENGTH_MAX) return false
  const isOfIds = toBare(text)
    .split(/\s+/)
    .every((part) => /\d/.test(part))
  const id = toTransferId(text)
  return isOfIds && /^[A-Z0-9][A-Z0-9._/-]*$/.test(id) && !isTooLong(id)
}

function isTooLong(id: string): boolean {
  return /^\d+$/.test(id) && id.length > FIGURES_MAX
}

/** In capitals, without labels and without marks around it. */
function toBare(text: string): string {
  let bare = text
    .normalize("NFKC")
    .replace(/\s+/gu, " ")
    .replace(UNSEEN, "")
    .toUpperCase()
    .replace(EDGES, "")
  for (let before = ""; before !== bare;) {
    before = bare
    bare = bare.replace(LABEL, "").replace(JOINED_LABEL, "").replace(EDGES, "")
  }
  return bare
}

/** The figures of an id that has nothing else but marks and spaces; `null` for any other. */
function toFigures(bare: string): string | null {
  if (!/^[\d\s\p{P}\p{S}]+$/u.test(bare)) return null
  const whole = withoutDecimals(bare).replace(GROUPED, (text) => text.replace(/\D/g, ""))
  const joined = whole.replace(/\s+/g, "")
  if (/^\d+$/.test(joined)) return joined
  // A year, a month and a number are other ones with the mark at another place.
  if (joined.includes("/")) return null
  const figures = joined.replace(/\D/g, "")
  return figures.length >= FIGURES_MIN ? figures : null
}

/** Without `.00` or `,00`, which a spreadsheet adds to a number. */
function withoutDecimals(bare: string): string {
  const [, whole = "", zeros = ""] = /^(.*\d)[.,](0+)$/.exec(bare) ?? []
  const isNumber = /^\d+$/.test(whole) || GROUPED.test(whole)
  // Three zeros behind three figures or fewer are thousands.
  return isNumber && (zeros.length < 3 || /^\d{4,}$/.test(whole)) ? whole : bare
}
