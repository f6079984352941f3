import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayAttentionResponse, KpayFault } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import { listSetupCodes, toCodeMeaning, toRemedy } from "../../modules/kpay/code-meaning"
import type { PayAnswers } from "../../modules/kpay/pay-answers"
import type KpayModuleService from "../../modules/kpay/service"

const HOUR_MS = 60 * 60_000

/** What was refused longer ago is history: nobody has paid, or tried to, since. */
const REFUSED_WITHIN_MS = 7 * 24 * HOUR_MS

/** K-Pay may be there again; who is not told by a payment soon looks at Setup. */
const UNREACHED_WITHIN_MS = HOUR_MS

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
      .flatMap(toFaults),
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

function toOutageFault({
  account,
  since,
  cause,
}: {
  account: string
  since: Date
  cause: string
}): KpayFault {
  return {
    account,
    since: since.toISOString(),
    message: `Payments of the account "${account}" cannot be asked about. ${cause}`,
    remedy:
      "Open Setup to see what is wrong. Payments wait, and are asked about when K-Pay answers again.",
  }
}

/** What K-Pay's answers to `pay` say is wrong with an account. */
function toFaults({ account, refused, unreachedAt }: PayAnswers): KpayFault[] {
  const isWithin = (at: Date, ms: number) => Date.now() - at.getTime() < ms
  const faults: KpayFault[] = []
  if (refused && isWithin(refused.lastAt, REFUSED_WITHIN_MS)) {
    faults.push({
      account,
      since: refused.since.toISOString(),
      message: `K-Pay refuses payments of the account "${account}": ${toCodeMeaning(refused.code)} (code ${refused.code}).`,
      remedy: toRemedy(refused.code),
    })
  }
  if (unreachedAt && isWithin(unreachedAt, UNREACHED_WITHIN_MS)) {
    faults.push({
      account,
      since: unreachedAt.toISOString(),
      message: `A payment of the account "${account}" could not be started: K-Pay could not be reached.`,
      remedy: "Open Setup to see whether K-Pay answers by now.",
    })
  }
  return faults
}
