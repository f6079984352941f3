import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { applyMoneyStep } from "./steps/apply-money"
import { askKpayStep } from "./steps/ask-kpay"
import { claimAttemptStep, type RefreshAttemptInput } from "./steps/claim-attempt"
import { emitEventsStep } from "./steps/emit-events"
import { releaseAttemptStep } from "./steps/release-attempt"

/**
 * Where every trigger ends: a callback, a poll, the return from the card page, the job, an admin's button. Nothing that the
 * trigger carries is believed. K-Pay is asked about the attempt, its answer is recorded, Medusa is told, events are emitted.
 *
 * Any number of callers on any number of servers may run it: one at a time has the attempt, the others get `null` at once.
 * What fails on the way stays due, and the next trigger continues.
 */
export const refreshAttemptWorkflow = createWorkflow(
  "kpay-refresh-attempt",
  (input: RefreshAttemptInput) => {
    const claimed = claimAttemptStep(input)
    const asked = askKpayStep(claimed)
    const applied = applyMoneyStep(asked)
    releaseAttemptStep(applied)
    emitEventsStep(applied)
    return new WorkflowResponse(applied)
  }
)
