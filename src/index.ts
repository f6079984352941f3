import type { AccountBy } from "./modules/kpay-account-rule/account-by"
import type { KpayOptions as PaymentOptions } from "./modules/kpay/options/options"

/** The plugin's options as a shop writes them. */
export type KpayOptions = PaymentOptions & { readonly accountBy?: AccountBy }
export type { MethodId } from "./domain/methods"
export type { ReasonCode } from "./domain/reasons"
export type * from "./http-types"
