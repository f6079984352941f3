/** The short name of a network error, e.g. `ECONNREFUSED`; its message may hold addresses and is kept in `cause`. */
export function toErrorName(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown error"
  if ("code" in error && typeof error.code === "string") return error.code
  return "name" in error && typeof error.name === "string" ? error.name : "unknown error"
}
