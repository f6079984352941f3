export type { KpayOptions } from "./modules/kpay/options"
export type { MethodId } from "./gateway/methods"
export type { ReasonCode } from "./gateway/reason"
export type {
  KpayMethod,
  KpayMethodsResponse,
  KpaySession,
  KpaySessionResponse,
} from "./http-types"
