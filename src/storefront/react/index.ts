"use client"

export { KpayCheckout, type KpayCheckoutProps } from "./kpay-checkout"
export {
  useKpayCheckout,
  type KpayCheckoutOptions,
  type KpayCheckoutState,
  type KpayForm,
} from "./use-kpay-checkout"
export { MethodChoice, type MethodChoiceProps } from "./method-choice"
export { PhoneField, type PhoneFieldProps } from "./phone-field"
export { PayButton, type PayButtonProps } from "./pay-button"
export { WaitingScreen, type WaitingScreenProps } from "./waiting-screen"
export { FreeCart, OrderPlaced, type FreeCartProps, type OrderPlacedProps } from "./free-cart"
export { Result, type ResultProps } from "./result"
export type { KpayLogos } from "./badge"
export type { Wording } from "./wording"
