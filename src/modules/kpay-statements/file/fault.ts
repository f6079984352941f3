import {
  toReason,
  toTextDetail,
  type Given,
  type Reason,
  type TextDetail,
} from "../../../domain/sentences"
import { STATEMENT_REFUSALS } from "../refusals"

/** A statement that cannot be read. The message says where, and what to do. */
export class StatementFileError extends Error {
  override readonly name = "StatementFileError"

  constructor(readonly reason: Reason) {
    super(reason.message)
  }
}

/** Where a fault is. */
export interface Place {
  readonly line: number
  /** The column's name in the file, or its number where the name can be a person's data. */
  readonly column?: string | number
}

/** @throws StatementFileError */
export function refuseFile<Id extends keyof typeof STATEMENT_REFUSALS>(
  id: Id,
  ...given: Given<(typeof STATEMENT_REFUSALS)[Id]>
): never {
  throw new StatementFileError(toReason(STATEMENT_REFUSALS, id, ...given))
}

/** Where a fault is, as sentences name it. */
export function toPlaceDetail({ line, column }: Place): TextDetail<"place"> {
  if (column === undefined)
    return toTextDetail("place", STATEMENT_REFUSALS, "statement_line", { line: String(line) })
  return typeof column === "number"
    ? toTextDetail("place", STATEMENT_REFUSALS, "statement_cell_number", {
        line: String(line),
        column: String(column),
      })
    : toTextDetail("place", STATEMENT_REFUSALS, "statement_cell", { line: String(line), column })
}

/**
 * A cell as sentences show it. A cell of letters may be a person's name, and a long row of digits a phone, so these are not
 * repeated.
 */
export function toCellDetail<Name extends string>(name: Name, text: string): TextDetail<Name> {
  const isPlain = /^[-+\d\s.,:/'()]{1,30}$/u.test(text) && text.replace(/\D/g, "").length < 9
  if (text === "") return toTextDetail(name, STATEMENT_REFUSALS, "statement_text_empty")
  return isPlain
    ? toTextDetail(name, STATEMENT_REFUSALS, "statement_text", { text })
    : toTextDetail(name, STATEMENT_REFUSALS, "statement_text_hidden")
}
