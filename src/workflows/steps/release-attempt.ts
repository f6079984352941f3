import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KPAY_MODULE } from "../../modules/kpay"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../modules/kpay/service"

/** Releases the claim on an attempt. */
export const releaseAttemptStep = createStep(
  "kpay-release-attempt",
  async (claimed: Attempt | null, { container }) => {
    if (claimed) await container.resolve<KpayModuleService>(KPAY_MODULE).releaseClaim(claimed)
    return new StepResponse()
  }
)
