import type { Logger } from "@medusajs/framework/types"
import { formatRwf } from "../../../domain/amount"
import type { TransitionName } from "../../../domain/attempt-status"
import { countStatus, recordPaid } from "../../../telemetry/meter"
import { quietly } from "../../../telemetry/quietly"
import { toAgeMs, type Attempt } from "../attempts/attempt"

/** Tells of an attempt's new status: one line in the log, in the words of the status, and a count. Never throws. */
export function tellStatus(
  logger: Logger,
  attempt: Attempt,
  transition: TransitionName | null
): void {
  quietly(() => {
    const line = toStatusLine(attempt)
    if (attempt.status === "unapplied") logger.warn(line)
    else logger.info(line)
  })
  // Money that is applied once more is the same payment.
  if (transition === "retry_apply") return
  const { status, callback_at } = attempt
  const kind = toKind(attempt)
  countStatus({ ...kind, status })
  if (transition === "confirm_paid")
    recordPaid(kind, { seconds: toAgeMs(attempt) / 1_000, hasCallback: callback_at !== null })
}

/** By what payments are counted. */
function toKind({ method, network, account, environment }: Attempt) {
  return { method, account, environment, ...(network !== null && { network }) }
}

/** Has ids, words and amounts: no phone, no name, no token. K-Pay's own texts are left out, since they may hold a number. */
function toStatusLine(attempt: Attempt): string {
  const { refid, status, method, network, amount, account, environment, order_id } = attempt
  const why = toWhy(attempt)
  const facts = [
    method,
    network !== method && network,
    formatRwf(amount),
    environment,
    account !== "default" && `account "${account}"`,
    order_id,
  ]
  return `kpay: payment ${refid} is ${status}${why && `, ${why}`} (${facts.filter(Boolean).join(", ")}).`
}

function toWhy({ status, reason_code, unapplied_reason }: Attempt): string {
  if (status === "failed") return reason_code ?? ""
  return status === "unapplied" ? (unapplied_reason ?? "") : ""
}
