import { createHash } from "node:crypto"
import { InvalidMsisdnError, parseMsisdn } from "../../../domain/msisdn"
import { toKigaliDay } from "../../../domain/kigali-time"
import { isMomoId, toTransferId } from "../../../domain/transfer-id"
import { BACK_REASONS, type IgnoredReason } from "../outcomes"
import { parseSum, type Decimal } from "./amount"
import { isShownName, type Role } from "./columns"
import { parseMoment, type DateOrder } from "./date"
import { refuseFile, toPlaceDetail, type Place } from "./fault"
import type { Layout } from "./layout"
import { readStatus, readType } from "./words"

/** A row of a file, read. */
export interface StatementRow {
  readonly line: number
  readonly transactionId: string | null
  /** The id, as ids are compared, in a column that a mapping leaves out. */
  readonly setAsideId: string | null
  /** What makes it the same row in another file. Equal rows without a transaction id have the same. */
  readonly identity: string
  readonly ids: readonly string[]
  /** Exact decimal text, in francs. */
  readonly amount: string
  readonly fee: string | null
  readonly occurredAt: Date
  readonly hasTime: boolean
  readonly settledOn: string | null
  readonly phone: string | null
  readonly payerName: string | null
  readonly ignoredReason: IgnoredReason | null
}

/** The signs by which numbers and dates of a file are read, and words that mean that a payment was made. */
export interface Forms {
  readonly decimal: Decimal
  readonly dateOrder: DateOrder
  readonly paidWords: readonly string[]
}

/** The cells of one line by the roles of their columns. */
export interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

const TEXT_MAX = 200
/** The shortest part of a description that can be an id, and how many of them are kept. */
const ID_MIN = 8
const ID_MAX = 64
const IDS_MAX = 20
/** Such a reference is a row's or receipt's number, and the same as that of another payment by chance. */
const IS_ROW_NUMBER = /^\d{1,5}$/
const HOLDS_PHONE = /(?<!\d)(?:(?:00)?250|0)?7\d{8}(?!\d)/

/** A sum or a remark beneath the rows. */
const FOOTER =
  /^\W*(?:grand\s*)?(?:sub\s*)?(?:total|totaux|sum|somme|page|generated|printed|end of|fin d|number of|count|igiteranyo)/i

/** The words with which a bank states a balance between the rows, without accents, and those that may stand beside them. */
const BALANCE = /^(?:opening|closing|balances?|soldes?|brought|carried|reporte?)$/
const BESIDE_BALANCE =
  /^(?:opening|closing|balances?|soldes?|brought|carried|forward|b|f|c|o|d|l|rwf|frw|account|book|ledger|available|current|previous|initial|final|ancien|nouveau|precedent|disponible|comptable|reporte?|ouverture|cloture|debut|fin|periode|period|jour|day|month|mois|start|end|beginning|as|at|on|of|for|the|in|to|du|de|des|le|la|au|en|(?:jan|feb|fev|mar|apr|avr|may|mai|jun|juin|jul|juil|aug|aou|sep|oct|nov|dec)[a-z]*)$/

/** What a payer who writes "Solde 45" does not write. */
const TELLS_BALANCE =
  /^(?:opening|closing|brought|carried|forward|f|reporte?|ouverture|cloture|ancien|nouveau|initial|final|precedent|previous|au|at|end|fin|debut)$/

/** The first cell of a role. */
export function toCell(layout: Layout, cells: readonly string[], role: Role): string {
  const [index] = layout.columns[role] ?? []
  return index === undefined ? "" : (cells[index] ?? "").replaceAll("\0", "").trim()
}

/** Whether a line is no transaction: empty, a repeated header, or a remark, sum or balance among the rows. */
export function isRemark(layout: Layout, { cells }: Line): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "")
  if (filled.length === 0 || (filled.length === 1 && layout.names.length > 2)) return true
  if (cells.every((cell, index) => cell.trim() === (layout.names[index] ?? "").trim())) return true
  if (!hasNoId(layout, cells)) return false
  const date = toCell(layout, cells, "date")
  const sums = (["amount", "credit", "debit"] as const).map((role) => toCell(layout, cells, role))
  if (date === "" && sums.every((sum) => sum === "")) return true
  const texts = [...filled.slice(0, 1), toCell(layout, cells, "description"), date]
  const hasSum = sums.some((sum) => /[1-9]/.test(sum))
  if (texts.some((text) => isBalance(text, hasSum))) return true
  return (date === "" || FOOTER.test(date)) && texts.some((text) => FOOTER.test(text))
}

/**
 * Whether a text says nothing but that a balance follows: a payer writes "Balance for order 12" about a payment. Where the row
 * has a sum, it must say of which moment the balance is.
 */
function isBalance(text: string, hasSum: boolean): boolean {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  const words = plain.split(/[^a-z]+/).filter(Boolean)
  return (
    words.some((word) => BALANCE.test(word)) &&
    words.every((word) => BESIDE_BALANCE.test(word)) &&
    (!hasSum || words.some((word) => TELLS_BALANCE.test(word)))
  )
}

/** Reads one line. @throws StatementFileError that names the line and the column. */
export function toRow(layout: Layout, forms: Forms, { line, cells }: Line): StatementRow {
  const cell = (role: Role) => toCell(layout, cells, role)
  const place = (role: Role) => toPlace(layout, line, role)
  const { amount, isOutgoing } = readAmount(layout, forms, { line, cells })
  const moment = parseMoment(cell("date"), forms.dateOrder, place("date"), {
    text: cell("time"),
    place: place("time"),
  })
  const settled = cell("settled")
  const settledOn =
    // "Pending" and the like: not settled yet.
    !/\d/.test(settled)
      ? null
      : toKigaliDay(parseMoment(settled, forms.dateOrder, place("settled")).at)
  const ignoredReason = readIgnored(layout, forms, { line, cells }, isOutgoing, amount)
  const transactionId = toId(cell("transaction_id"), place("transaction_id"))
  const phone = toPhonePattern(cell("phone"))
  const payerName = cut(cell("name")) || null
  const references = toTexts(layout, cells, "reference").map((text) =>
    toId(text, place("reference"))
  )
  const descriptions = toTexts(layout, cells, "description")
  const setAside = readSetAside(layout, cells)
  const sum = amount ?? "0"
  return {
    line,
    transactionId,
    setAsideId: setAside.id,
    identity: transactionId
      ? `${ignoredReason ? "ignored" : "id"}:${toTransferId(transactionId)}`
      : toHash([
          ignoredReason ?? "",
          sum,
          moment.at.toISOString(),
          phone ?? "",
          payerName ?? "",
          ...references.map((text) => text ?? ""),
          ...descriptions,
        ]),
    // What is neither a payment nor takes one back is not compared.
    ids:
      ignoredReason === null || BACK_REASONS.includes(ignoredReason)
        ? toIds(transactionId, [...references, ...setAside.ids], descriptions)
        : [],
    amount: sum,
    fee: readFee(layout, forms, { line, cells }),
    occurredAt: moment.at,
    hasTime: moment.hasTime,
    settledOn,
    // What is not compared needs no person's data.
    phone: ignoredReason ? null : phone,
    payerName: ignoredReason ? null : payerName,
    ignoredReason,
  }
}

export function toPlace(layout: Layout, line: number, role: Role): Place {
  const [index] = layout.columns[role] ?? []
  if (index === undefined) return { line }
  const name = layout.names[index]?.trim() ?? ""
  return { line, column: isShownName(name) ? name : index + 1 }
}

function readAmount(layout: Layout, { decimal }: Forms, { line, cells }: Line) {
  const read = (role: Role) =>
    parseSum(toCell(layout, cells, role), decimal, toPlace(layout, line, role))
  const amount = layout.columns.amount ? read("amount") : null
  if (amount === null && layout.columns.credit) {
    const credit = read("credit")
    const debit = layout.columns.debit ? read("debit") : null
    const hasCredit = credit !== null && credit !== "0"
    const sum = hasCredit ? credit : (debit ?? credit)
    // A negative credit takes an earlier one back.
    const isOutgoing = hasCredit ? credit.startsWith("-") : debit !== null && debit !== "0"
    return { amount: toPositive(sum), isOutgoing }
  }
  if (amount === null)
    refuseFile("statement_no_amount", toPlaceDetail(toPlace(layout, line, "amount")))
  // A file can have an amount, and say in the columns of debit and credit which way it went.
  const debit = layout.columns.debit ? read("debit") : null
  const isDebit = debit !== null && debit !== "0" && toPositive(debit) === toPositive(amount)
  return { amount: toPositive(amount), isOutgoing: amount.startsWith("-") || isDebit }
}

function toPositive(sum: string | null): string | null {
  return sum?.replace("-", "") ?? null
}

function readFee(layout: Layout, { decimal }: Forms, { line, cells }: Line): string | null {
  if (!layout.columns.fee || isPlaceholder(toCell(layout, cells, "fee"))) return null
  // Some sources write what they kept as a negative sum.
  return toPositive(parseSum(toCell(layout, cells, "fee"), decimal, toPlace(layout, line, "fee")))
}

/** Why a row is no incoming payment. Only of an incoming one the status must be known. */
function readIgnored(
  layout: Layout,
  forms: Forms,
  { line, cells }: Line,
  isOutgoing: boolean,
  amount: string | null
): IgnoredReason | null {
  const currency = toCell(layout, cells, "currency")
  if (currency !== "" && !/^(?:rwf|frw|rf|rwandan?\s*francs?|francs?\s*rwandais)$/i.test(currency))
    return "other_currency"
  const status = layout.columns.status
    ? readStatus(toCell(layout, cells, "status"), forms.paidWords)
    : "paid"
  if (status !== null && status !== "paid") return status
  const type = readType(
    toCell(layout, cells, "type"),
    layout.names[layout.columns.type?.[0] ?? -1] ?? ""
  )
  if (type !== null) return type
  if (isOutgoing) return "outgoing"
  if (amount === null || amount === "0") return "no_amount"
  if (status === null)
    refuseFile("statement_status_unknown", toPlaceDetail(toPlace(layout, line, "status")))
  return null
}

function hasNoId(layout: Layout, cells: readonly string[]): boolean {
  return [
    ...toTexts(layout, cells, "transaction_id"),
    ...toTexts(layout, cells, "reference"),
  ].every((text) => FOOTER.test(text) || isBalance(text, false))
}

/** The filled cells of a role. */
function toTexts(layout: Layout, cells: readonly string[], role: Role): string[] {
  return (layout.columns[role] ?? [])
    .map((index) => (cells[index] ?? "").replaceAll("\0", "").trim())
    .filter((text) => text !== "")
}

/** What stands in columns of ids that a mapping leaves out. Numbers of rows are no ids, and what a spreadsheet has shortened is none. */
function readSetAside({ setAside }: Layout, cells: readonly string[]) {
  const read = (indexes: readonly number[]): string[] =>
    indexes
      .map((index) => toBareId((cells[index] ?? "").replaceAll("\0", "")))
      .filter((text) => !isShortened(text) && toTransferId(text) !== "" && !isPlaceholder(text))
      .map(cut)
  const own = read(setAside.transactionIds)
  const id = own.map(toTransferId).find((text) => /\d/.test(text) && canBeId(text))
  return { id: id ?? null, ids: [...own, ...read(setAside.references)] }
}

/** An id as the source means it, without what spreadsheets add; `null` for none. */
function toId(text: string, place: Place): string | null {
  const bare = toBareId(text)
  if (isShortened(bare)) refuseFile("statement_id_shortened", toPlaceDetail(place))
  if (toTransferId(bare) === "" || isPlaceholder(bare)) return null
  return cut(/^\d+\.0+$/.test(bare) ? (bare.split(".")[0] ?? bare) : bare)
}

function toBareId(text: string): string {
  return text
    .replace(/^="?|"$/g, "")
    .replace(/^'/, "")
    .trim()
}

function isShortened(id: string): boolean {
  return /^\d(?:[.,]\d+)?e\+\d+$/i.test(id)
}

/** Without the half of a character at the end, which PostgreSQL does not store. */
function cut(text: string): string {
  return Array.from(text).slice(0, TEXT_MAX).join("")
}

function isPlaceholder(text: string): boolean {
  return /^(?:-+|n\/?a|null|none|nil|\.)$/i.test(text)
}

/**
 * Everything that can be an id of ours, as it stands, in capitals and as ids are compared. Payers write their name or number into
 * a reference, so nothing with a blank, without a figure or with a phone is kept, unless it is a MoMo id with spaces.
 */
function toIds(
  transactionId: string | null,
  references: readonly (string | null)[],
  descriptions: readonly string[]
): string[] {
  const own = transactionId ? [transactionId, toTransferId(transactionId)] : []
  const known = references.flatMap((text) => text ?? [])
  const whole = known.filter((text) => /^\S*\d\S*$/.test(text) && canBeId(text))
  const parts = [...(transactionId ? [transactionId] : []), ...known, ...descriptions]
    .flatMap((text) => text.split(/[^\w-]+/))
    .filter((part) => part.length >= ID_MIN && /\d/.test(part) && !HOLDS_PHONE.test(part))
  const compared = [...whole, ...known.filter(isMomoId), ...parts.slice(0, IDS_MAX)]
    .map(toTransferId)
    .filter(canBeId)
  const all = [...own, ...whole, ...compared, ...parts.slice(0, IDS_MAX)]
  return [...new Set(all.flatMap((id) => [id, id.toUpperCase()]))].filter(
    (id) => id.length <= ID_MAX
  )
}

function canBeId(text: string): boolean {
  return text !== "" && !IS_ROW_NUMBER.test(text) && !HOLDS_PHONE.test(text)
}

/** The pattern of a number that cannot be read: no number is like it. */
const NO_PHONE = "-%"

/**
 * The payer's number for SQL's `like`, e.g. `250788%000` where the source masks it; `null` where the cell has none, and one that no
 * number is like where it cannot be read.
 */
function toPhonePattern(text: string): string | null {
  const starred = text.replace(/[#_?\u2026\u00b7]+|[.-]{2,}/gu, "*")
  const found = /\+?[\d][\d\s().*x\u2022-]{7,}[\d*x\u2022]/iu.exec(starred)?.[0] ?? starred
  try {
    return parseMsisdn(found)
  } catch (error) {
    if (!(error instanceof InvalidMsisdnError)) throw error
  }
  const bare = found.replace(/[^\d*x\u2022]/giu, "").replace(/^00/, "")
  const masked = /^(\d*?)[*x\u2022]+(\d{2,})$/iu.exec(bare)
  if (!masked) return /\d/.test(text) ? NO_PHONE : null
  const [, start = "", end = ""] = masked
  const national = start.replace(/^(?:2500?|0)/, "")
  return `250${national}%${end}`
}

function toHash(parts: readonly string[]): string {
  return `row:${createHash("sha256").update(JSON.stringify(parts)).digest("hex")}`
}
