import { RequestError } from "./request-error"
import { findWord, type Say } from "./say"

/** Whether the server refused because of the user's role. */
export function isForbidden(error: Error | null): boolean {
  return error !== null && "status" in error && error.status === 403
}

/** Why the server did not do or show something: in the reader's language, or as the server says it where there is no text for it. */
export function sayRefusal(error: Error, t: Say): string {
  if (isForbidden(error)) return t("not_permitted", { message: error.message })
  const refusal = error instanceof RequestError ? error.refusal : null
  // The answer after too many prompts has its id as its type.
  const id = refusal?.message_id ?? refusal?.type
  const known =
    id === undefined ? null : findWord(t, "refused", id, toShown(refusal?.details ?? {}, t))
  return known ?? error.message
}

type Details = Readonly<Record<string, string>>

/**
 * The details as the reader sees them. One that is a text itself, such as `place` beside `place_id`, is said in the reader's
 * language, and filled in with the details that are named after it: `place_line` is its `line`.
 */
function toShown(details: Details, t: Say): Details {
  return Object.fromEntries(
    Object.entries(details).map(([name, english]) => {
      const id = details[`${name}_id`]
      const text =
        id !== undefined && findWord(t, "refused", id, toShown(listOwn(details, name), t))
      return [name, text || english]
    })
  )
}

function listOwn(details: Details, name: string): Details {
  const prefix = `${name}_`
  return Object.fromEntries(
    Object.entries(details).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : []
    )
  )
}
