import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayAttentionResponse } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import { listSetupCodes } from "../../gateway/codes"
import type KpayModuleService from "../../modules/kpay/service"
import { toOutageFault, toPayFaults } from "./faults"

/** What the payment itself tells; parts add theirs. */
type Attention = Omit<KpayAttentionResponse, "degraded_methods" | "reversed_count">

/** Reads what waits for a person, and what keeps K-Pay from being used. */
export async function readAttention(container: MedusaContainer): Promise<Attention> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const [waiting, outages, answers] = await Promise.all([
    kpay.readWaiting(),
    kpay.listOutages(),
    kpay.readPayAnswers(listSetupCodes()),
  ])
  const faults = [
    ...outages.map(toOutageFault),
    ...answers
      .filter(
        ({ account, environment }) => kpay.settings.accounts[account]?.environment === environment
      )
      .flatMap(toPayFaults),
  ].sort((a, b) => b.since.localeCompare(a.since))
  const { unapplied_count, refunds_due_count, callback_seen_at, paid_without_callback_count } =
    waiting
  const { is_missing } = waiting
  return {
    count: unapplied_count + refunds_due_count + faults.length + (is_missing ? 1 : 0),
    unapplied_count,
    refunds_due_count,
    faults,
    callbacks: {
      last_seen_at: callback_seen_at?.toISOString() ?? null,
      paid_without_callback_count,
      is_missing,
    },
  }
}
