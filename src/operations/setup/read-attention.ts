import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayAttentionResponse } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import { listSetupCodes } from "../../modules/kpay/calls/code-meaning"
import type KpayModuleService from "../../modules/kpay/service"
import { toOutageFault, toPayFaults } from "./faults"

/** Reads what waits for a person, and what keeps K-Pay from being used. */
export async function readAttention(container: MedusaContainer): Promise<KpayAttentionResponse> {
  const { setup, settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const [waiting, outages, answers] = await Promise.all([
    setup.readWaiting(),
    setup.listOutages(),
    setup.readPayAnswers(listSetupCodes()),
  ])
  const faults = [
    ...outages.map(toOutageFault),
    ...answers
      .filter(({ account, environment }) => settings.accounts[account]?.environment === environment)
      .flatMap(toPayFaults),
  ].sort((a, b) => b.since.localeCompare(a.since))
  const { unplaced_count, give_backs_due_count, callback_seen_at, healed_without_count } = waiting
  const { is_missing } = waiting
  return {
    count: unplaced_count + give_backs_due_count + faults.length + (is_missing ? 1 : 0),
    unplaced_count,
    give_backs_due_count,
    faults,
    callbacks: {
      last_seen_at: callback_seen_at?.toISOString() ?? null,
      healed_without_count,
      is_missing,
    },
  }
}
