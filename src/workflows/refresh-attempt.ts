import {
  createStep,
  createWorkflow,
  StepResponse,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { refreshAttempt } from "../operations/refresh"

/** The attempt to refresh. */
export interface RefreshAttemptInput {
  readonly attempt_id: string
}

/** Gives the attempt as it is then; `null` when there is none with this id. */
const refreshAttemptStep = createStep(
  "kpay-refresh-attempt",
  async ({ attempt_id }: RefreshAttemptInput, { container }) => {
    await refreshAttempt(container, attempt_id)
    return new StepResponse(
      await container.resolve<KpayModuleService>(KPAY_MODULE).findAttempt(attempt_id)
    )
  }
)

/**
 * Asks K-Pay about an attempt, records the answer and has Medusa book money that is there, as a part of a shop's own
 * workflow. It has nothing to take back: what K-Pay said stays true.
 */
export const refreshAttemptWorkflow = createWorkflow(
  "kpay-refresh-attempt",
  (input: RefreshAttemptInput) => new WorkflowResponse(refreshAttemptStep(input))
)
