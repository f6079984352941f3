/** Browsers have `crypto.randomUUID` over https only, and a shop's dashboard may be on its own network. */
export function toRandomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
