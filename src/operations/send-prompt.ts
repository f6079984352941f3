import type { MedusaContainer } from "@medusajs/framework/types"
import type { MethodId } from "../domain/methods"
import type { Msisdn } from "../domain/msisdn"
import { readCollection, toCheckout } from "../medusa/checkout"
import { isOurs } from "../medusa/provider-id"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toPromptedMsisdn, type Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { toPromptRefusal } from "./prompt-refusal"
import { unknownAs, type Refused } from "./refused"
import { startPayment } from "./start-payment"

/** An admin asks the shopper for the money again. */
export interface SendPromptInput {
  /** Any attempt of the payment that is to be tried again. */
  readonly attempt_id: string
  /** Left out, as before. */
  readonly method: MethodId | null
  readonly msisdn: Msisdn | null
  /** Medusa's id of the user. */
  readonly actor: string
}

/** Starts a further attempt for the payment of an attempt, in the shopper's place. It asks what is owed now. */
export async function sendPrompt(
  container: MedusaContainer,
  { attempt_id, method, msisdn, actor }: SendPromptInput
): Promise<{ readonly type: "done"; readonly attempt: Attempt } | Refused> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const before = await kpay.findAttempt(attempt_id)
  if (!before) return unknownAs("no_attempt", { attempt: attempt_id })
  const collection = await readCollection(resolveQuery(container), before.payment_collection_id)
  if (!collection)
    return toPromptRefusal({ reason: "session_gone", details: {} }, before.method, kpay.settings)
  const own = toCheckout(collection, before.payment_session_id)?.session
  const open = collection.sessions.find((session) => isOurs(session) && !session.is_captured)
  const result = await startPayment(container, {
    collection,
    sessionId: own?.id ?? open?.id ?? null,
    method: method ?? before.method,
    msisdn: msisdn ?? toPromptedMsisdn(before),
    locale: before.locale,
    kind: "further",
    actor,
  })
  if (result.type === "started") return { type: "done", attempt: result.attempt }
  return toPromptRefusal(result, method ?? before.method, kpay.settings)
}
