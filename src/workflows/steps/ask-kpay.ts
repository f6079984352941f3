import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KPAY_MODULE } from "../../modules/kpay"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../modules/kpay/service"

/** Asks K-Pay about a claimed attempt and records the answer, which no later failure takes back. */
export const askKpayStep = createStep(
  "kpay-ask-kpay",
  async (claimed: Attempt | null, { container }) => {
    return new StepResponse(
      claimed && (await container.resolve<KpayModuleService>(KPAY_MODULE).ask(claimed))
    )
  }
)
