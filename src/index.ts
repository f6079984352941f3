export type { KpayOptions } from "./modules/kpay/options/options"
export type { MethodId } from "./domain/methods"
export type { ReasonCode } from "./domain/reasons"
export type * from "./http-types"
