import type { MedusaContainer } from "@medusajs/framework/types"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { settleBookedForCancelled } from "./booked-for-cancelled"
import { giveUpCaptureOfCart } from "./give-up-capture"
import { isBookedMeanwhile } from "./record-refund"
import { refusedAs, type Refused } from "./refused"

/** An admin closes unapplied money with a reason. No order can be placed with it afterwards. */
export async function dismissUnappliedMoney(
  container: MedusaContainer,
  attempt: Attempt,
  decision: {
    readonly reason: string
    /** Medusa's id of the user. */
    readonly actor: string
  }
): Promise<{ readonly type: "done"; readonly attempt: Attempt } | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const booked = await settleBookedForCancelled(container, attempt)
  if (booked) return booked
  if (!(await giveUpCaptureOfCart(container, attempt))) return refusedAs("cart_is_busy")
  // Where a part was refunded in Medusa since, applying is refused, and this is the only way left to close the rest.
  if (!(await kpay.hasRefunds(attempt.id)) && (await isBookedMeanwhile(container, attempt)))
    return refusedAs("booked_before_dismissal")
  const dismissed = await kpay.dismiss(attempt.id, decision.reason, decision.actor)
  return dismissed ? { type: "done", attempt: dismissed } : refusedAs("already_decided")
}
