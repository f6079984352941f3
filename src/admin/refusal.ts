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
  const known = refusal?.message_id
    ? findWord(t, "refused", refusal.message_id, refusal.details)
    : null
  return known ?? error.message
}
