import { randomBytes } from "node:crypto"
import { generateEntityId } from "@medusajs/framework/utils"
import type { AmountRwf } from "../domain/amount"
import type { Refid } from "../domain/kpay-ids"
import { METHODS } from "../domain/methods"
import type { Checkout } from "../medusa/checkout"
import type { Choice } from "../modules/kpay/attempts/choice-store"
import type { KpaySettings } from "../modules/kpay/options/options"
import {
  toCallbackAddress,
  toReturnAddress,
  type ReturnTo,
} from "../modules/kpay/options/own-address"
import type { Wish } from "./payment-wish"

/** Everything that a new attempt is made of. */
export interface AttemptPlan {
  readonly input: {
    readonly kind: "placing" | "further"
    readonly sessionId: string | null
    readonly locale: string
    readonly returnTo?: ReturnTo
  }
  readonly checkout: Checkout
  readonly choice: Choice
  /** The account that the attempt is started on, and asked about for good. */
  readonly account: string
  readonly wish: Wish
  readonly amountRwf: AmountRwf
}

/** The row of a new attempt, with a refid and a token of its own. */
export function toNewAttempt(
  { input, checkout, account, wish, amountRwf }: AttemptPlan,
  settings: KpaySettings
) {
  const { accounts, environment } = settings
  const orderId = checkout.order?.id ?? null
  return {
    id: generateEntityId(undefined, "kpatt"),
    refid: generateEntityId() as Refid,
    token: randomBytes(24).toString("base64url"),
    account,
    environment: accounts[account]?.environment ?? environment,
    provider_id: checkout.session.provider_id,
    payment_session_id: checkout.session.id,
    started_session_id: input.sessionId ?? checkout.session.id,
    payment_collection_id: checkout.id,
    cart_id: checkout.cart?.id ?? null,
    // While core completes a cart, the order exists and goes again when the payment is refused.
    order_id: input.kind === "further" ? orderId : null,
    authorized_order_id: orderId,
    status: "starting" as const,
    method: wish.method,
    network: METHODS[wish.method].network,
    amount: amountRwf,
    currency_code: "rwf",
    msisdn: wish.msisdn,
    locale: input.locale,
  }
}

/** K-Pay may refuse an address whose host has no dot, such as `localhost`. */
function toNoReply(storefrontUrl: string): string {
  const { hostname } = new URL(storefrontUrl)
  return `no-reply@${hostname.includes(".") ? hostname : "example.com"}`
}

/** What `pay` is sent with. K-Pay requires a name and an e-mail address. */
export function toPayRequest(
  { refid, token }: { readonly refid: Refid; readonly token: string },
  { input, choice, wish, amountRwf }: AttemptPlan,
  settings: KpaySettings
) {
  const { payerFallback, details, logoUrl, backendUrl, storefrontUrl } = settings
  const { method, msisdn, payer } = wish
  return {
    method,
    msisdn,
    amountRwf,
    refid,
    payerName: choice.payer_name ?? payer.name ?? payerFallback.name ?? "Customer",
    // A shopper who orders by phone may have no e-mail address.
    payerEmail:
      choice.payer_email ?? payer.email ?? payerFallback.email ?? toNoReply(storefrontUrl),
    details,
    returl: toCallbackAddress(backendUrl, token),
    redirecturl: toReturnAddress(backendUrl, token, input.returnTo ?? "shop"),
    logourl: logoUrl,
  }
}
