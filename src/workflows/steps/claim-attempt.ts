import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { Attempt } from "../../modules/kpay/attempt"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"

/** Takes an attempt for this worker alone; gives `null` when somebody else has it. Lets go of it when the workflow fails. */
export const claimAttemptStep = createStep(
  "kpay-claim-attempt",
  async ({ attempt_id }: { readonly attempt_id: string }, { container }) => {
    const claimed = await container.resolve<KpayModuleService>(KPAY_MODULE).claim(attempt_id)
    return new StepResponse<Attempt | null, Attempt | null>(claimed, claimed)
  },
  async (claimed, { container }) => {
    if (claimed) await container.resolve<KpayModuleService>(KPAY_MODULE).release(claimed)
  }
)
