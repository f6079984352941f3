import { METHODS } from "../domain/methods"
import type { KpayFinding } from "../http-types"
import { isUsualKnown, type Rules } from "../modules/kpay-degraded-methods/rule"
import type { DegradedMethod } from "../modules/kpay-degraded-methods/service"
import { fillIn } from "../operations/setup/finding"

/** What is said to admins, in English. The dashboard has the same by the same names. */
export const SENTENCES = {
  methods_as_usual: "No payment method fails far more often than usual.",
  method_degraded:
    "Payments by {method} have been failing since {since_at}: {troubles} of {payers} payers in the last {span}, usually {usual} in 100.",
  method_degraded_new:
    "Payments by {method} have been failing since {since_at}: {troubles} of {payers} payers in the last {span}. There were too few payers before to say what is usual.",
  method_degraded_remedy:
    "The checkout shows it last with a note, and puts it back by itself when it works again. Offer another way to shoppers who ask. If it lasts for hours, ask K-Pay's support.",
} as const

/** Says that no method is degraded. */
export const AS_USUAL: KpayFinding = {
  message: SENTENCES.methods_as_usual,
  remedy: null,
  message_id: "methods_as_usual",
  remedy_id: null,
  details: {},
}

/** Says how a degraded method fares, and what to do. */
export function toFinding(
  degraded: DegradedMethod,
  { windowMs }: Pick<Rules, "windowMs">
): KpayFinding {
  const usual = { troubles: degraded.usual_troubles, payers: degraded.usual_payers }
  const isKnown = isUsualKnown(usual)
  const messageId = isKnown ? "method_degraded" : "method_degraded_new"
  const details = {
    method: METHODS[degraded.method].label,
    since_at: degraded.since.toISOString(),
    troubles: degraded.troubles,
    payers: degraded.payers,
    span: toSpan(windowMs),
    ...(isKnown && { usual: Math.round((usual.troubles / usual.payers) * 100) }),
  }
  return {
    message: fillIn(SENTENCES[messageId], details),
    remedy: SENTENCES.method_degraded_remedy,
    message_id: messageId,
    remedy_id: "method_degraded_remedy",
    details,
  }
}

/** The units are written alike in every language. */
function toSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`
}
