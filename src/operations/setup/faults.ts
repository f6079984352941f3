import type { KpayFault, KpayFinding } from "../../http-types"
import { toCode } from "../../gateway/codes"
import type { Outage } from "../../modules/kpay/calls/outage-store"
import type { PayAnswers } from "../../modules/kpay/setup/pay-answers"
import { toCodeFinding, toFinding } from "./finding"

const HOUR_MS = 60 * 60_000

/** An older refusal says nothing about today: no shopper has tried to pay since. */
const REFUSED_WITHIN_MS = 7 * 24 * HOUR_MS

/** K-Pay may answer again by then; the next payment or the Setup page shows it. */
const UNREACHED_WITHIN_MS = HOUR_MS

/** Why K-Pay cannot be asked about an account's payments. */
export function toOutageFault({ account, since, cause }: Outage): KpayFault {
  return { account, since: since.toISOString(), ...toOutageFinding(account, cause) }
}

function toOutageFinding(account: string, cause: Outage["cause"]): KpayFinding {
  if (cause === "not_connected")
    return toFinding("outage_not_connected", "outage_remedy", { account })
  const advice = toCode(cause).remedy
  return advice === undefined
    ? toFinding("outage_no_answer", "outage_remedy", { account })
    : toFinding("outage_refused", "outage_remedy", {
        account,
        code: cause,
        advice,
        advice_id: `remedy_${cause}`,
      })
}

/** What K-Pay's answers to `pay` say is wrong with an account. */
export function toPayFaults({ account, refused, unreachedAt, readAt }: PayAnswers): KpayFault[] {
  const isWithin = (at: Date, ms: number) => readAt.getTime() - at.getTime() < ms
  const faults: KpayFault[] = []
  if (refused && isWithin(refused.lastAt, REFUSED_WITHIN_MS)) {
    faults.push({
      account,
      since: refused.since.toISOString(),
      ...toCodeFinding("payments_refused", refused.code, { account }),
    })
  }
  if (unreachedAt && isWithin(unreachedAt, UNREACHED_WITHIN_MS)) {
    faults.push({
      account,
      since: unreachedAt.toISOString(),
      ...toFinding("payment_not_started", "payment_not_started_remedy", { account }),
    })
  }
  return faults
}
