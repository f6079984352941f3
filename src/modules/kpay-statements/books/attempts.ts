import { ATTEMPT_STATUSES, isMoney } from "../../../domain/attempt-status"

/** Whether K-Pay has taken the money of an attempt, in SQL. The only table of another module that this one reads. */
export const IS_IN_BOOKS = `attempt.deleted_at is null and attempt.paid_at is not null and attempt.status in (${ATTEMPT_STATUSES.filter(
  isMoney
)
  .map((status) => `'${status}'`)
  .join(", ")})`

/** The match of a row or an attempt that holds, suggestions included, in SQL. */
export const HOLDS = "match.deleted_at is null and match.status <> 'undone'"

/** The match of a row that takes back the money of a payment in the source of `match`, in SQL. */
export const IS_BACK = `back.takes_back and back.deleted_at is null and back.status <> 'undone' and back.source = match.source
  and (back.attempt_id = match.attempt_id or back.manual_payment_id = match.manual_payment_id)`

/** A row that is compared again with each import, in SQL. */
export const IS_OPEN = `row.deleted_at is null and row.ignored_reason is null
  and (row.outcome is null or row.outcome in ('suggested', 'missing_in_books'))`
