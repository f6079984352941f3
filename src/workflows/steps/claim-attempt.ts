import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type { Claimed } from "../../modules/kpay/attempts/claims"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"

/** The attempt that a refresh is about. */
export interface RefreshAttemptInput {
  readonly attempt_id: string
  /** The claim, where the caller has claimed the attempt already. */
  readonly leased_by?: string
}

/** How long an attempt waits whose refresh failed. */
const AGAIN_MS = 10_000

/** Takes an attempt for this worker alone; gives `null` when somebody else has it. */
export const claimAttemptStep = createStep(
  "kpay-claim-attempt",
  async ({ attempt_id, leased_by }: RefreshAttemptInput, { container }) => {
    const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
    const claimed = leased_by
      ? await kpay.claims.renew({ id: attempt_id, leased_by })
      : await kpay.claims.claim(attempt_id)
    return new StepResponse<Attempt | null, Claimed | null>(claimed, claimed)
  },
  async (claimed, { container }) => {
    if (claimed)
      await container.resolve<KpayModuleService>(KPAY_MODULE).claims.postpone(claimed, AGAIN_MS)
  }
)
