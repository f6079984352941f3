import { STATEMENT_REFUSALS } from "../../modules/kpay-statements/refusals"
import { toEnglishTexts, type RefusalTexts } from "./refusal-texts"

/** Why a file was not read as a statement, or a decision about a row not recorded. */
export const enStatementRefusals = toEnglishTexts(STATEMENT_REFUSALS)

export type StatementRefusalTexts = RefusalTexts<typeof STATEMENT_REFUSALS>
