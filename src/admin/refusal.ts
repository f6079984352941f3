import type { Say } from "./say"

/** Whether the server refused because of the user's role. */
export function isForbidden(error: Error | null): boolean {
  return error !== null && "status" in error && error.status === 403
}

/** Why the server did not do or show something, in the reader's language where it is for want of a permission. */
export function sayRefusal(error: Error, t: Say): string {
  return isForbidden(error) ? t("not_permitted", { message: error.message }) : error.message
}
