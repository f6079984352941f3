/** A statement that cannot be read. The message says where, and what to do. */
export class StatementFileError extends Error {
  override readonly name = "StatementFileError"
}

/** Where a fault is. */
export interface Place {
  readonly line: number
  /** The column's name in the file. */
  readonly column?: string
}

export function refuseFile(message: string, place?: Place): never {
  throw new StatementFileError(place ? `${toPlaceText(place)}: ${message}` : message)
}

/**
 * A cell as an error shows it. A cell of letters may be a person's name, and a long row of digits a phone, so these are not
 * repeated.
 */
export function toShownCell(text: string): string {
  const isPlain = /^[-+\d\s.,:/'()]{1,30}$/u.test(text) && text.replace(/\D/g, "").length < 9
  if (text === "") return "the empty cell"
  return isPlain ? `"${text}"` : "this cell"
}

function toPlaceText({ line, column }: Place): string {
  return column === undefined ? `Line ${line}` : `Line ${line}, column "${column}"`
}
