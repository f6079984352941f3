import { refuseFile, toCellDetail, toPlaceDetail, type Place } from "./fault"

/** The sign before the decimals; the other of the two separates thousands. */
export type Decimal = "." | ","

/** The first amount that the database does not keep, in hundredths: it has 12 digits before the decimals. */
const TOO_MUCH = 10n ** 14n

const DECIMALS: readonly Decimal[] = [".", ","]

const CURRENCY = /(?:rwf|frw|frws|rf|francs?|fr)\.?/giu
/** Spaces of all kinds and apostrophes, which only ever separate thousands. */
const GROUP_MARKS = /(?<=\d)[\s\u00a0\u202f'\u2019](?=\d{3}(?!\d))/gu

const READINGS: Readonly<Record<Decimal, RegExp>> = {
  ".": /^(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/,
  ",": /^(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/,
}

interface Numeral {
  readonly isNegative: boolean
  /** Digits with `.` and `,`. */
  readonly digits: string
}

/**
 * A sum as exact decimal text, e.g. `5200` or `-12.5`; `null` where the cell has none.
 *
 * @throws StatementFileError for what is no sum.
 */
export function parseSum(text: string, decimal: Decimal, place: Place): string | null {
  const numeral = toNumeral(text)
  if (numeral === null) return null
  const read = numeral && readAs(numeral.digits, decimal)
  if (!read || toHundredths(read) >= TOO_MUCH)
    refuseFile("statement_no_sum", {
      ...toPlaceDetail(place),
      ...toCellDetail("cell", text.trim()),
    })
  return numeral.isNegative && read !== "0" ? `-${read}` : read
}

/** Finds out over a whole file which sign stands before the decimals. */
export class DecimalFinder {
  readonly #proofs = new Map<Decimal, Place & { readonly text: string }>()
  /** Cells that are thousands, or three decimals behind this sign. */
  readonly #unclear = new Map<Decimal, Place & { readonly text: string }>()
  /** Signs behind which some cell has three decimals without doubt. */
  readonly #threes = new Set<Decimal>()

  /** @param isWhole whether the sum must be whole francs, because it was paid by K-Pay. */
  add(text: string, isWhole: boolean, place: Place): void {
    const numeral = toNumeral(text)
    if (!numeral) return
    const { digits } = numeral
    const readings = DECIMALS.map((decimal) => ({
      decimal,
      value: readAs(digits, decimal),
    }))
    const possible = readings.filter(({ value }) => value !== null)
    const [first, second] = possible
    if (!first || first.value === second?.value) return
    // The franc has no decimals, so 5.2 francs were never paid.
    const believable =
      isWhole && second ? possible.filter(({ value }) => !value?.includes(".")) : possible
    const [only, other] = believable
    if (only && !other) {
      if (!this.#proofs.has(only.decimal)) this.#proofs.set(only.decimal, { ...place, text })
      if (hasThreeDecimals(digits, only.decimal)) this.#threes.add(only.decimal)
    } else {
      const decimal = digits.includes(",") ? "," : "."
      if (!this.#unclear.has(decimal)) this.#unclear.set(decimal, { ...place, text })
    }
  }

  /**
   * @param asked what the request says.
   * @param remembered what an earlier upload of the source said; it counts where the file proves nothing.
   * @throws StatementFileError where the file contradicts itself or `asked`, or does not say.
   */
  decide(asked: Decimal | undefined, remembered: Decimal | undefined): Decimal {
    const point = this.#proofs.get(".")
    const comma = this.#proofs.get(",")
    if (point && comma)
      refuseFile("statement_two_decimals", {
        ...toPlaceDetail(comma),
        ...toCellDetail("comma", comma.text),
        ...toCellDetail("point", point.text),
        point_line: String(point.line),
      })
    const proven = point ? "." : comma ? "," : undefined
    const against = proven && this.#proofs.get(proven)
    if (asked && proven && asked !== proven && against)
      refuseFile("statement_other_decimal", {
        ...toPlaceDetail(against),
        ...toCellDetail("cell", against.text),
        decimal: asked,
      })
    const decided = asked ?? remembered
    // 6.000 beside 12.50: a program writes as many decimals everywhere.
    if (proven && (decided === proven || this.#threes.has(proven) || !this.#unclear.has(proven)))
      return proven
    if (decided && !proven) return decided
    const unclear = this.#unclear.get(proven ?? ".") ?? this.#unclear.get(",")
    if (unclear)
      refuseFile("statement_decimal_unclear", {
        ...toPlaceDetail(unclear),
        ...toCellDetail("cell", unclear.text),
      })
    return "."
  }
}

/** As the database rounds: half a hundredth is a whole one. */
function toHundredths(sum: string): bigint {
  const [whole = "", decimals = ""] = sum.split(".")
  const isRoundedUp = (decimals[2] ?? "0") >= "5"
  return BigInt(whole + decimals.slice(0, 2).padEnd(2, "0")) + (isRoundedUp ? 1n : 0n)
}

/** `null` for an empty cell, `undefined` for what has more than a number in it. */
function toNumeral(text: string): Numeral | null | undefined {
  const bare = text
    .replace(/[\u00a0\u202f]/gu, " ")
    .replace(CURRENCY, "")
    .replace(/\/[=-]?\s*$/, "")
    .trim()
  if (bare === "" || /^[-\u2013\u2014]$/u.test(bare)) return null
  const match =
    /^(\()?\s*([-+\u2212])?\s*(\d[\d.,\s'\u2019]*?)\s*([-\u2212])?(\))?\s*([cd]r)?\.?$/iu.exec(bare)
  if (!match) return undefined
  const [, open, sign, body = "", trailing, close, side] = match
  const isNegative =
    open !== undefined ||
    (sign !== undefined && sign !== "+") ||
    trailing !== undefined ||
    side?.toLowerCase() === "dr"
  if ((open === undefined) !== (close === undefined)) return undefined
  const digits = body.replace(GROUP_MARKS, "")
  return /^[\d.,]+$/.test(digits) ? { isNegative, digits } : undefined
}

function hasThreeDecimals(digits: string, decimal: Decimal): boolean {
  return READINGS[decimal].exec(digits)?.[1]?.length === 3
}

/** The exact value of digits when a sign is taken for the decimal one; `null` where it cannot be. */
function readAs(digits: string, decimal: Decimal): string | null {
  const match = READINGS[decimal].exec(digits)
  if (!match) return null
  const decimals = (match[1] ?? "").replace(/0+$/, "")
  const [whole = ""] = digits.split(decimal)
  const bare = whole.replace(/[.,]/g, "").replace(/^0+(?=\d)/, "")
  return decimals === "" ? bare : `${bare}.${decimals}`
}
