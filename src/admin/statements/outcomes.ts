import type { KpayStatementOutcome } from "../../http-types"

/** What needs a person. */
export const PROBLEMS = [
  "reversed",
  "suggested",
  "amount_differs",
  "fee_differs",
  "missing_in_books",
  "missing_in_statement",
] as const satisfies readonly KpayStatementOutcome[]

/** What rows can be filtered by. */
export const OUTCOMES: readonly KpayStatementOutcome[] = [...PROBLEMS, "matched", "ignored"]
