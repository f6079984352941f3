import type { AttemptStatus, UnappliedReason } from "../../domain/attempt-status"
import type { JournalEvent } from "../../domain/journal-events"
import type { MethodId } from "../../domain/methods"
import type { Network } from "../../domain/msisdn"
import type { ReasonCode } from "../../domain/reasons"
import type { KpayAdminAttempt, KpayHealthCheck } from "../../http-types"

/** The texts of the server's words. A new word makes the compiler ask for its text in every language. */
export type WordKey =
  | `status_${AttemptStatus}`
  | `unapplied_${UnappliedReason}`
  | `journal_${JournalEvent}`
  | `reason_${ReasonCode}`
  | `advice_${ReasonCode}`
  | `method_${MethodId}`
  | `network_${Network}`
  | `environment_${KpayAdminAttempt["environment"]}`
  | `health_${KpayHealthCheck["status"]}`
