import { toCode } from "../../gateway/codes"

/** What K-Pay documents for a code, for admins. */
export function toCodeMeaning(code: string): string {
  return toCode(code).meaning
}
