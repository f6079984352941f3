import type { Attempt } from "../attempts/attempt"

/** The instant by which the cash-up counts an attempt, in SQL: when it was paid, failed, or, while it is open, started. */
export const COUNTED_AT = `coalesce(paid_at, case when status = 'failed' then failed_at end, created_at)`

/** The same, of an attempt that was read. */
export function toCountedAt({ paid_at, failed_at, created_at, status }: Attempt): Date {
  return paid_at ?? (status === "failed" ? failed_at : null) ?? created_at
}
