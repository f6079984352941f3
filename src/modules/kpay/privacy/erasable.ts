/** An attempt about which nothing is left to find out, to decide or to refund, in SQL. */
export const IS_SETTLED = `status in ('applied', 'refunded', 'dismissed', 'failed', 'abandoned')
  and due_at is null and not exists (
    select 1 from kpay_refund
    where kpay_refund.attempt_id = kpay_attempt.id and kpay_refund.deleted_at is null
      and kpay_refund.status = 'due')`

/** A choice that has personal data, in SQL. */
export const CHOICE_HAS_DATA = `kpay_choice.deleted_at is null
  and coalesce(kpay_choice.msisdn, kpay_choice.payer_name, kpay_choice.payer_email) is not null`

const hasAttempt = (column: "started_session_id" | "payment_session_id") => `exists (
  select 1 from kpay_attempt
  where kpay_attempt.${column} = kpay_choice.payment_session_id
    and kpay_attempt.deleted_at is null and kpay_attempt.msisdn is not null)`

/** A choice with which an attempt was started that has personal data, in SQL. That never changes while it has. */
export const CHOICE_STARTED_ATTEMPT = hasAttempt("started_session_id")

/** A choice that no attempt with personal data belongs to, in SQL. */
export const CHOICE_IS_FREE = `not ${CHOICE_STARTED_ATTEMPT} and not ${hasAttempt("payment_session_id")}`

/** Takes the personal data out of a choice, in SQL. */
export const ERASED_CHOICE = "set msisdn = null, payer_name = null, payer_email = null"
