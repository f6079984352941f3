import { METHODS, type MethodId } from "../domain/methods"
import type { KpaySettings } from "../modules/kpay/options/options"
import { refusedAs, type Refused } from "./refused"
import type { RefusalDetails, StartRefusal } from "./start-result"

/** Why an admin's prompt was not sent, as the admin reads it. */
export function toPromptRefusal(
  { reason, details }: { readonly reason: StartRefusal; readonly details: RefusalDetails },
  method: MethodId,
  settings: KpaySettings
): Refused {
  const { label } = METHODS[details.method ?? method]
  const seconds = String(settings.resendAfter / 1000)
  return {
    ...refusedAs(reason, { method: label, seconds }),
    retryAfterS: details.retryAfterS ?? null,
  }
}
