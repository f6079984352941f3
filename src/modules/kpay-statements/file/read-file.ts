import { CsvError, parse } from "csv-parse"
import { pipeline, Readable } from "node:stream"
import { DecimalFinder, type Decimal } from "./amount"
import { DateOrderFinder, type DateOrder } from "./date"
import { decodeFile } from "./encoding"
import { refuseFile, type Place } from "./fault"
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
): Promise<Pick<Forms, "decimal" | "dateOrder">> {
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
  // A failure of either end ends the other; the reader below is told of it.
  pipeline(Readable.from(decodeFile(path, layout.encoding)), parser, () => undefined)
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[]
      info: { lines: number }
    }>) {
      const line = { line: info.lines, cells: record }
      if (info.lines > layout.headerLine && !isRemark(layout, line)) yield line
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    refuseFile(
      "A quotation mark is opened here and never closed, or the line is far too long. Correct it, or export the file again.",
      { line: Number(error.lines) || layout.headerLine }
    )
  }
}

function addTo(
  layout: Layout,
  { line, cells }: Line,
  role: "amount" | "credit" | "debit" | "fee" | "date" | "settled",
  add: (text: string, place: Place) => void
): void {
  if (layout.columns[role]) add(toCell(layout, cells, role), toPlace(layout, line, role))
}
