import type { Sandbox } from "../src/sandbox"

/** Faults that are put into the code on purpose make many tests wait in vain. Their runs shorten that. */
const LIMIT_MS = Number(process.env.EVENTUALLY_MS ?? Infinity)

/**
 * Waits until something is so, and gives it; fails with what was last seen. The limit is no demand on how fast anything is:
 * it ends what would never come true, within the time that a test has. A cart that core left locked is free after two minutes.
 */
export async function eventually<T>(
  read: () => Promise<T> | T,
  isSo: (value: T) => boolean,
  withinMs = 200_000
): Promise<T> {
  const limitMs = Math.min(withinMs, LIMIT_MS)
  const endsAt = Date.now() + limitMs
  for (;;) {
    const value = await read()
    if (isSo(value)) return value
    if (Date.now() > endsAt)
      throw new Error(
        `This did not come true within ${limitMs} ms; last seen: ${JSON.stringify(value)}`
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** The calls of one action that K-Pay received, oldest first. */
export function callsOf(
  sandbox: Sandbox,
  action: "pay" | "checkstatus"
): Record<string, unknown>[] {
  return sandbox
    .log()
    .map(({ body }) => body as Record<string, unknown>)
    .filter((body) => body.action === action)
}
