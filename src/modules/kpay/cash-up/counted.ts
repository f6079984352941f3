import type { Attempt } from "../attempts/attempt"

/** The moment by which the cash-up counts an attempt, in SQL: when it was paid, failed, or, while it is open, started. */
export const COUNTED_AT = `coalesce(paid_at, case when state = 'failed' then failed_at end, created_at)`

/** The same, of an attempt that was read. */
export function toCountedAt({ paid_at, failed_at, created_at, state }: Attempt): Date {
  return paid_at ?? (state === "failed" ? failed_at : null) ?? created_at
}
