import type { Locale } from "../domain/locales"
import { METHODS, type MethodId } from "../domain/methods"
import type { Network } from "../domain/msisdn"
import { toMessage } from "../messages/message"
import { hiddenFields, type FormState } from "./choose-page"
import { bill, page, toQuery, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** What the page shows while a payment is pending. */
export interface WaitingView extends Bill {
  readonly method: MethodId
  /** The phone that was asked, masked; `null` where none was. */
  readonly phoneMasked: string | null
  /** The network of the number, where that had another method asked than the shopper chose; else `null`. */
  readonly decidedBy: Network | null
  /** The heading: what the shopper does now. */
  readonly message: string
  /** That K-Pay has not confirmed what the shopper says they approved; `null` where they did not say so. */
  readonly notConfirmed: string | null
  /** Whether the prompt should have reached the phone by now. */
  readonly isLate: boolean
  /** The code to dial where no prompt came; `null` where the network has none. */
  readonly ussd: string | null
  /** The address of the card page; `null` where there is none. */
  readonly cardPage: string | null
  /** The time of day in Kigali. */
  readonly time: string
  /** Whether a further attempt can be started now. */
  readonly canSendAgain: boolean
  /** Whether the payer approves on a phone. */
  readonly needsPhone: boolean
  /** The browser reloads the page after this many seconds. */
  readonly refreshS: number
  readonly form: FormState
}

/** The page that says what to do on the phone and reloads itself. It never calls a payment failed because time passed. */
export function waitingPage(frame: Frame, view: WaitingView): string {
  const { locale } = frame
  const { method, phoneMasked, decidedBy, message, cardPage, ussd, needsPhone, form } = view
  const { time, canSendAgain, refreshS, isLate } = view
  const toCardPage =
    cardPage !== null &&
    markup`<a class="button" rel="noreferrer" href="${cardPage}">${toMessage(locale, "to_card_page")}</a>`
  const body = markup`${bill(frame, view)}
<div class="state">${needsPhone ? PHONE : CARD}<h1>${keepPhoneWhole(message)}</h1>
<p>${keepPhoneWhole([METHODS[method].label, phoneMasked].filter(Boolean).join(" · "))}</p></div>
${decidedBy !== null && markup`<p class="note">${toMessage(locale, "other_network", { network: decidedBy, method })}</p>`}
${toCardPage}
${isLate && needsPhone && markup`<p><b>${noMessage(locale, ussd)}</b></p>`}
${view.notConfirmed !== null && markup`<p class="note" role="status">${view.notConfirmed}</p>`}
${needsPhone && button(locale, form, "ask", "i_have_approved")}
<p role="status">${toMessage(locale, "time_now", { time })}</p>
${canSendAgain && otherWays(locale, view)}
<p>${toMessage(locale, "may_close")}</p>`
  return page(frame, toMessage(locale, "waiting"), body, { refreshS })
}

/** How a payer finds a prompt that did not come. The code to dial is a link, with which a phone dials it. */
function noMessage(locale: Locale, ussd: string | null): Markup {
  if (ussd === null) return markup`${toMessage(locale, "no_message_check")}`
  // A text of the shop's own need not name the code.
  const [before, after] = toMessage(locale, "no_message", { ussd }).split(ussd)
  const link =
    after !== undefined && markup`<a href="tel:${ussd.replace(/#/g, "%23")}">${ussd}</a>${after}`
  return markup`${before}${link}`
}

/** The buttons for a shopper whose prompt did not come or rang on the wrong phone. */
function otherWays(locale: Locale, { method, needsPhone, form }: WaitingView): Markup {
  const link = (choose: string, text: "other_number" | "other_way") =>
    markup`<a class="button second" href="${toQuery(locale, { choose })}">${toMessage(locale, text)}</a>`
  return markup`${button(locale, form, "again", "send_again")}
${needsPhone && link(method, "other_number")}
${link("any", "other_way")}`
}

function button(
  locale: Locale,
  form: FormState,
  act: "ask" | "again",
  text: "i_have_approved" | "send_again"
): Markup {
  const variant = act === "again" && " second"
  return markup`<form method="post" action="${toQuery(locale)}">
${hiddenFields(form)}
<button class="button${variant}" name="do" value="${act}">${toMessage(locale, text)}</button>
</form>`
}

/** Keeps a masked number on one line. */
function keepPhoneWhole(text: string): string {
  return text.replace(/ (?=•)|(?<=•) /g, "\u00a0")
}

const PICTURE = markup`viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="#111" stroke-width="1.5"`
const PHONE = markup`<svg ${PICTURE}><rect x="6" y="1.5" width="12" height="21" rx="2"/><path d="M9 8h6M9 11h6M9 14h3M11 19.5h2"/></svg>`
const CARD = markup`<svg ${PICTURE}><rect x="1.5" y="5" width="21" height="14" rx="2"/><path d="M1.5 9.5h21M5 15h5"/></svg>`
