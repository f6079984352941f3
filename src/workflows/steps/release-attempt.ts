import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KPAY_MODULE } from "../../modules/kpay"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../modules/kpay/service"

/** Lets go of an attempt. */
export const releaseAttemptStep = createStep(
  "kpay-release-attempt",
  async (claimed: Attempt | null, { container }) => {
    if (claimed) await container.resolve<KpayModuleService>(KPAY_MODULE).claims.release(claimed)
    return new StepResponse()
  }
)
