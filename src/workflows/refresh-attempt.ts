import { createWorkflow, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { askKpayStep } from "./steps/ask-kpay"
import { claimAttemptStep, type RefreshAttemptInput } from "./steps/claim-attempt"
import { emitEventsStep } from "./steps/emit-events"
import { placeMoneyStep } from "./steps/place-money"
import { releaseAttemptStep } from "./steps/release-attempt"

/**
 * The one path. Whatever comes in (a callback, a poll, the browser's return, the job, an admin), nothing in it is believed:
 * ask K-Pay about the attempt, write down what it says, let Medusa catch up, tell the world once.
 *
 * Run it as often as you like, on as many servers: one at a time has the attempt, the others leave at once with `null`.
 * Whatever is lost on the way stays due, and the next trigger heals it.
 */
export const refreshAttemptWorkflow = createWorkflow(
  "kpay-refresh-attempt",
  (input: RefreshAttemptInput) => {
    const claimed = claimAttemptStep(input)
    const asked = askKpayStep(claimed)
    const placed = placeMoneyStep(asked)
    releaseAttemptStep(placed)
    emitEventsStep(placed)
    return new WorkflowResponse(placed)
  }
)
