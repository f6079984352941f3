import type { PromptLimits } from "../src/domain/prompt-limits"

/** For shops in which many stories share a few phones in the same hour. */
export const NO_PROMPT_LIMITS: PromptLimits = {
  openPerPhone: null,
  perPhoneInHour: null,
  perPaymentInDay: null,
  perClientInHour: null,
  pauseAfterFailed: null,
}
