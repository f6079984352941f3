import { formatRwf } from "../domain/amount"
import type { Locale } from "../domain/locales"
import type { NotificationFact } from "../domain/notifications"
import type { Recipient } from "./recipient"

/** A fact about a payment as a shopper is told of it, before it is known by which channel. */
export interface Notice extends NoticeFacts {
  readonly fact: NotificationFact
  /** Names the fact in full. It is told once by each channel. */
  readonly factKey: string
  readonly attemptId: string | null
  readonly orderId: string | null
  readonly refundId: string | null
  readonly recipient: Recipient
  readonly text: string
  /** For e-mail. */
  readonly subject: string
}

/** What is told, for the shop's own templates. */
export interface NoticeFacts {
  readonly locale: Locale
  /** Whether no real money is meant. */
  readonly isTest: boolean
  readonly shop: string
  /** Whole francs. */
  readonly amountRwf: number
  /** What the order still owes after a payment; 0 when nothing. */
  readonly restRwf: number
  /** As it is shown: `#12`; empty without an order. */
  readonly order: string
  /** The address of the receipt or of the pay page; `null` where there is none. */
  readonly url: string | null
  /** The reference of a transfer back to the shopper. */
  readonly reference: string | null
}

/** What a provider's template gets. No phone and no name. */
export function toTemplateData(notice: Notice): Record<string, string | number | boolean | null> {
  const { fact, locale, isTest, shop, amountRwf, restRwf, order, orderId, url, reference } = notice
  return {
    fact,
    language: locale,
    is_test: isTest,
    shop,
    amount: amountRwf,
    amount_text: formatRwf(amountRwf),
    rest: restRwf,
    rest_text: formatRwf(restRwf),
    currency_code: "rwf",
    order_id: orderId,
    order,
    url,
    reference,
  }
}

/** No shopper takes a message about test money for real. */
export function markTest(text: string, isTest: boolean): string {
  return isTest ? `TEST: ${text}` : text
}

/** `#12`; empty without a number. */
export function toOrderName(displayId: number | null | undefined): string {
  return displayId ? `#${displayId}` : ""
}
