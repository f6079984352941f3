import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KPAY_MODULE } from "../../modules/kpay"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type KpayModuleService from "../../modules/kpay/service"
import { applyMoney } from "../../operations/apply-money"

/** Applies the money of an attempt that K-Pay has confirmed. Gives `null` when the claim was lost meanwhile. */
export const applyMoneyStep = createStep(
  "kpay-apply-money",
  async (asked: Attempt | null, { container }) => {
    if (asked?.status !== "paid") return new StepResponse(asked)
    const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
    const attempt = await kpay.renewClaim(asked)
    const applied =
      attempt && (await kpay.whileClaimed(attempt, () => applyMoney(container, attempt)))
    return new StepResponse(applied)
  }
)
