import type { MethodId } from "../domain/methods"
import { type Locale } from "../domain/locales"
import { toMessage } from "../messages/message"
import { hiddenFields, type FormState } from "./choose-page"
import { bill, page, toQuery, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** What somebody who waits is shown. */
export interface WaitingView extends Bill {
  readonly method: MethodId
  /** What to do now. */
  readonly message: string
  /** What to dial, once a message should have come. */
  readonly ussd: string | null
  /** Where a card is entered. */
  readonly cardPage: string | null
  /** The time of day in Kigali. */
  readonly time: string
  /** Whether a further request may be sent now. */
  readonly canSendAgain: boolean
  /** Whether it is approved on a phone. */
  readonly needsPhone: boolean
  readonly lookAgainS: number
  readonly form: FormState
}

/** Says what to do on the phone, and looks again by itself. It never says that anything failed because time passed. */
export function waitingPage(frame: Frame, view: WaitingView): string {
  const { locale } = frame
  const { message, cardPage, ussd, needsPhone, form, time, canSendAgain, lookAgainS } = view
  const toCardPage =
    cardPage !== null &&
    markup`<a class="button" rel="noreferrer" href="${cardPage}">${toMessage(locale, "to_card_page")}</a>`
  const body = markup`${bill(frame, view)}
<div class="state">${needsPhone ? PHONE : CARD}<h1>${keepPhoneWhole(message)}</h1></div>
${toCardPage}
${ussd !== null && markup`<p><b>${toMessage(locale, "no_message", { ussd })}</b></p>`}
${needsPhone && button(locale, form, "ask", "i_have_approved")}
<p role="status">${toMessage(locale, "time_now", { time })}</p>
${canSendAgain && waysOn(locale, view)}
<p>${toMessage(locale, "may_close")}</p>`
  return page(frame, toMessage(locale, "waiting"), body, lookAgainS)
}

/** For somebody who got no request, or got it on the wrong phone. */
function waysOn(locale: Locale, { method, needsPhone, form }: WaitingView): Markup {
  const link = (choose: string, text: "other_number" | "other_way") =>
    markup`<a class="button second" href="${toQuery(locale, choose)}">${toMessage(locale, text)}</a>`
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
  const look = act === "again" && " second"
  return markup`<form method="post" action="${toQuery(locale)}">
${hiddenFields(form)}
<button class="button${look}" name="do" value="${act}">${toMessage(locale, text)}</button>
</form>`
}

/** A masked number on two lines is read as two. */
function keepPhoneWhole(text: string): string {
  return text.replace(/ (?=•)|(?<=•) /g, "\u00a0")
}

const PICTURE = markup`viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="#111" stroke-width="1.5"`
const PHONE = markup`<svg ${PICTURE}><rect x="6" y="1.5" width="12" height="21" rx="2"/><path d="M9 8h6M9 11h6M9 14h3M11 19.5h2"/></svg>`
const CARD = markup`<svg ${PICTURE}><rect x="1.5" y="5" width="21" height="14" rx="2"/><path d="M1.5 9.5h21M5 15h5"/></svg>`
