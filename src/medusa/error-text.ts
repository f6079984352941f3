/** What an error says. A workflow's errors have been turned into text and back, and are no `Error` any more. */
export function toErrorText(error: unknown): string {
  if (typeof error === "object" && error !== null && "message" in error)
    return String(error.message)
  return String(error)
}
