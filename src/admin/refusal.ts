import { PostError } from "./post-error"
import { findWord, type Say } from "./say"

/** Whether the server refused because of the user's role. */
export function isForbidden(error: Error | null): boolean {
  return error !== null && "status" in error && error.status === 403
}

/** Why the server did not do or show something: in the reader's language, or as the server says it where there is no text for it. */
export function sayRefusal(error: Error, t: Say): string {
  if (isForbidden(error)) return t("not_permitted", { message: error.message })
  const refusal = error instanceof PostError ? error.refusal : null
  // The answer after too many prompts has its id as its type.
  const id = refusal?.message_id ?? refusal?.type
  const known = id === undefined ? null : findWord(t, "refused", id, refusal?.details)
  return known ?? error.message
}
