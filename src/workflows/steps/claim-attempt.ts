import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { KPAY_MODULE } from "../../modules/kpay"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type { Claimed } from "../../modules/kpay/attempts/claims"
import type KpayModuleService from "../../modules/kpay/service"

/** The attempt to refresh. */
export interface RefreshAttemptInput {
  readonly attempt_id: string
  /** The claim, where the caller has claimed the attempt already. */
  readonly leased_by?: string
}

/** How long an attempt waits whose refresh failed. */
const RETRY_AFTER_MS = 10_000

/** Claims an attempt for this worker; gives `null` when another worker has it. */
export const claimAttemptStep = createStep(
  "kpay-claim-attempt",
  async ({ attempt_id, leased_by }: RefreshAttemptInput, { container }) => {
    const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
    const claimed = leased_by
      ? await kpay.renewClaim({ id: attempt_id, leased_by })
      : await kpay.claim(attempt_id)
    return new StepResponse<Attempt | null, Claimed | null>(claimed, claimed)
  },
  async (claimed, { container }) => {
    if (claimed)
      await container.resolve<KpayModuleService>(KPAY_MODULE).postponeClaim(claimed, RETRY_AFTER_MS)
  }
)
