/** A spreadsheet runs a cell that begins like this as a formula. */
const FORMULA = /^[=+\-@\t\r\n]/

const QUOTED = /[",\r\n]/

/** What stands in a cell; nothing for `null`. */
export type Cell = string | number | boolean | null

/** A line of a CSV file after RFC 4180, safe to open in a spreadsheet whatever texts it holds. */
export function toCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(toCell).join(",")}\r\n`
}

function toCell(cell: Cell): string {
  if (cell === null) return ""
  if (typeof cell !== "string") return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
