import { CsvError, parse } from "csv-parse"
import { pipeline, Readable } from "node:stream"
import { DecimalFinder, type Decimal } from "./amount"
import { DateOrderFinder, isMoment, type DateOrder } from "./date"
import { decodeFile } from "./encoding"
import { refuseFile, toPlaceDetail, type Place } from "./fault"
import { toCsvOptions, type Layout } from "./layout"
import { isRemark, toCell, toPlace, toRow, type Forms, type Line, type StatementRow } from "./row"

/** What a request says of a file's numbers and dates, or an earlier upload of its source. */
export interface FormsWish {
  readonly decimal?: Decimal | undefined
  readonly dateOrder?: DateOrder | undefined
}

/**
 * Reads a whole file once to find out how its numbers and dates are written.
 *
 * @throws StatementFileError where the file does not say.
 */
export async function findForms(
  path: string,
  layout: Layout,
  asked: FormsWish,
  remembered: FormsWish
): Promise<Pick<Forms, "decimal" | "dateOrder"> & { readonly isOrderOpen: boolean }> {
  const decimals = new DecimalFinder()
  const dates = new DateOrderFinder()
  for await (const line of readLines(path, layout)) {
    for (const role of ["amount", "credit", "debit", "fee"] as const)
      addTo(layout, line, role, (text, place) => {
        decimals.add(text, role === "amount" || role === "credit", place)
      })
    for (const role of ["date", "settled"] as const)
      addTo(layout, line, role, dates.add.bind(dates))
  }
  return {
    decimal: decimals.decide(asked.decimal, remembered.decimal),
    // All columns come from one program, so any date proves the order.
    dateOrder: dates.decide(asked.dateOrder, remembered.dateOrder),
    isOrderOpen: dates.isOpen,
  }
}

/** The rows of a file, one after another. @throws StatementFileError */
export async function* readRows(
  path: string,
  layout: Layout,
  forms: Forms
): AsyncGenerator<StatementRow> {
  for await (const line of readLines(path, layout)) yield toRow(layout, forms, line)
}

/** The lines beneath the header that state something. */
async function* readLines(path: string, layout: Layout): AsyncGenerator<Line> {
  const parser = parse(toCsvOptions(layout.delimiter))
  // The last line of the record before.
  let before = 0
  // A failure of either end ends the other; the reader below is told of it.
  pipeline(Readable.from(decodeFile(path, layout.encoding)), parser, () => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      const line = { line: info.lines, cells: record }
      const firstLine = before + 1
      before = info.lines
      if (info.lines <= layout.headerLine) continue
      refuseSwallowed(layout, line, firstLine)
      if (isRemark(layout, line)) continue
      refuseShifted(layout, line)
      yield line
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    refuseFile("statement_quote_open", toPlaceDetail({ line: before + 1 }))
  }
}

/** A quotation mark that a payer wrote, say, would make one row of several. */
function refuseSwallowed(layout: Layout, { line, cells }: Line, firstLine: number): void {
  if (cells.some((cell) => holdsRows(layout, cell)))
    refuseFile("statement_quote_closed_late", {
      ...toPlaceDetail({ line: firstLine }),
      end: String(line),
    })
}

/** Cells that stand under the wrong names would be read as sums and ids that they are not. */
function refuseShifted(layout: Layout, { line, cells }: Line): void {
  const { headerLine, names } = layout
  const width = names.map((name) => name.trim() !== "").lastIndexOf(true) + 1
  if (cells.slice(width).every((cell) => cell.trim() === "") && !isTornSum(layout, cells)) return
  refuseFile("statement_too_many_cells", {
    ...toPlaceDetail({ line }),
    header: String(headerLine),
  })
}

/** Whether a cell too many comes from a sum such as 5,200 that has no quotation marks around it. */
function isTornSum({ delimiter, names, columns }: Layout, cells: readonly string[]): boolean {
  if (delimiter !== "," || cells.length <= names.length) return false
  return [columns.amount?.[0], columns.credit?.[0]].some(
    (index) =>
      index !== undefined &&
      /^\s*[1-9]\d{0,2}\s*$/.test(cells[index] ?? "") &&
      /^\s*\d{3}(?:\.\d+)?\s*$/.test(cells[index + 1] ?? "")
  )
}

/** Whether a quoted cell has swallowed rows: it has as many delimiters as a row, over several lines, and a date among them. */
function holdsRows({ delimiter, names }: Layout, cell: string): boolean {
  if (!/[\r\n]/.test(cell) || cell.split(delimiter).length < names.length) return false
  return cell.split(/[\r\n]+/).some((part) => part.split(delimiter).some(isMoment))
}

function addTo(
  layout: Layout,
  { line, cells }: Line,
  role: "amount" | "credit" | "debit" | "fee" | "date" | "settled",
  add: (text: string, place: Place) => void
): void {
  if (layout.columns[role]) add(toCell(layout, cells, role), toPlace(layout, line, role))
}
