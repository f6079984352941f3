import type { AttemptStatus } from "./attempt-status"

/** How often to ask about an attempt until it has reached an age. */
export interface Stage {
  readonly everyMs: number
  readonly untilAgeMs: number
}

/** A failed attempt is hardly ever reported as paid later; its first question comes after this long. */
const FAILED_FIRST_MS = 60_000

/**
 * How long to wait before asking again about an attempt that is not paid: little while it is young, since most payers answer
 * within a minute. A failed one is asked about whenever its age has doubled: no answer of K-Pay's rules out that it is paid
 * after all.
 *
 * @param stages by rising age.
 * @returns milliseconds; `null` when the attempt is older than the last stage.
 */
export function toAskAfterMs(
  { status, ageMs }: { readonly status: AttemptStatus; readonly ageMs: number },
  stages: readonly Stage[]
): number | null {
  const stage = stages.find(({ untilAgeMs }) => ageMs < untilAgeMs)
  if (!stage) return null
  return status === "failed" ? Math.max(FAILED_FIRST_MS, ageMs) : stage.everyMs
}
