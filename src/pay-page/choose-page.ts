import type { MethodId } from "../domain/methods"
import type { KpayMethod } from "../http-types"
import { type Locale } from "../domain/locales"
import { toMessage } from "../messages/message"
import { bill, page, toQuery, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** What the form shows. */
export interface ChooseView extends Bill {
  readonly methods: readonly KpayMethod[]
  readonly chosen: MethodId | null
  /** What was typed, when it has to be typed again. */
  readonly typedPhone: string
  /** The phone that was asked last, masked: an empty field means it. */
  readonly phoneMasked: string | null
  /** What went wrong or has changed, and the next step. */
  readonly fault: string | null
  /** What is worth knowing besides. */
  readonly hint: string | null
  /** Whether there is a page to go back to. */
  readonly hasBack: boolean
  readonly form: FormState
}

/** What a form carries, so that an old one, or one sent twice, is told from a new one. */
export interface FormState {
  /** The attempt that was the newest when the form was shown; empty for none. */
  readonly follows: string
  /** The francs that were shown. */
  readonly amountRwf: number
}

/** What stands beside a way's name in letters: there is no picture to load. */
const BADGES: Readonly<Record<MethodId, string>> = {
  momo: "MTN",
  airtel: "airtel",
  card: "CARD",
  spenn: "SPENN",
}

/** Where a way of paying and a phone are given. */
export function choosePage(frame: Frame, view: ChooseView): string {
  const { locale } = frame
  const { amount, fault, hint, methods, chosen, form, hasBack } = view
  const pay = toMessage(locale, "pay", { amount })
  const body = markup`${bill(frame, view)}
${fault !== null && markup`<p class="note bad" id="fault" role="alert">${fault}</p>`}
${hint !== null && markup`<p class="note">${hint}</p>`}
<form method="post" action="${toQuery(locale)}" accept-charset="utf-8">
${hiddenFields(form)}
<fieldset>
<legend>${toMessage(locale, "choose_method")}</legend>
${methods.map((method) => way(locale, method, chosen))}</fieldset>
<label class="field" for="phone">${toMessage(locale, "phone_number")}</label>
${phoneField(view)}
<p class="hint" id="hint">${toPhoneHint(locale, view)}</p>
<button class="button" name="do" value="pay">${pay}</button>
</form>
${hasBack && markup`<p><a href="${toQuery(locale)}">${toMessage(locale, "back")}</a></p>`}`
  return page(frame, pay, body)
}

/** What lets the server tell an old form from a new one. */
export function hiddenFields({ follows, amountRwf }: FormState): Markup {
  return markup`<input type="hidden" name="follows" value="${follows}">
<input type="hidden" name="amount" value="${amountRwf}">`
}

function way(locale: Locale, method: KpayMethod, chosen: MethodId | null): Markup {
  const { id, label, available, reason } = method
  const state = available ? id === chosen && markup` checked` : markup` disabled`
  return markup`<label class="way${!available && " off"}">
<input type="radio" name="method" value="${id}"${state}>
<span class="badge ${id}" aria-hidden="true">${BADGES[id]}</span><b>${label}</b>
<small>${available ? toMessage(locale, `way_${id}`) : reason}</small>
</label>
`
}

function phoneField({ typedPhone, fault }: ChooseView): Markup {
  const isFaulty = fault !== null && typedPhone !== ""
  const described = isFaulty
    ? markup` aria-invalid="true" aria-describedby="hint fault"`
    : markup` aria-describedby="hint"`
  return markup`<input type="tel" id="phone" name="phone" value="${typedPhone}" placeholder="0788 300 000" maxlength="30" autocomplete="tel"${described}>`
}

function toPhoneHint(locale: Locale, { phoneMasked, methods }: ChooseView): string {
  const again = phoneMasked !== null && toMessage(locale, "phone_again", { phoneMasked })
  const hasCards = methods.some(({ needs_phone }) => !needs_phone)
  const notForCards = hasCards && toMessage(locale, "phone_not_for_cards")
  return [again, notForCards].filter(Boolean).join(" ")
}
