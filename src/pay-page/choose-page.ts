import type { Locale } from "../domain/locales"
import { toBadgeText, type MethodId } from "../domain/methods"
import type { KpayMethod } from "../http-types"
import { toMessage } from "../messages/message"
import { bill, page, toQuery, type Bill, type Frame } from "./layout"
import { markup, type Markup } from "./markup"

/** What the form shows. */
export interface ChooseView extends Bill {
  readonly methods: readonly KpayMethod[]
  readonly chosen: MethodId | null
  /** What the shopper typed; the field shows it again after an error. */
  readonly typedPhone: string
  /** The phone of the last prompt, masked. An empty phone field means this one; `null` where there is none. */
  readonly phoneMasked: string | null
  /** An error or a change, with the next step. */
  readonly fault: string | null
  /** A remark that is not an error. */
  readonly hint: string | null
  /** Whether the page links back to the waiting page. */
  readonly hasBack: boolean
  readonly form: FormState
}

/** Hidden fields of a form, by which the server recognises an outdated form and a form sent twice. */
export interface FormState {
  /** The newest attempt when the form was shown; empty where there was none. */
  readonly follows: string
  /** The whole francs that the form showed. */
  readonly amountRwf: number
}

/** The page with the form for a method and a phone number. */
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
${methods.map((method) => methodRow(locale, method, chosen))}</fieldset>
<label class="field" for="phone">${toMessage(locale, "phone_number")}</label>
${phoneField(view)}
<p class="hint" id="hint">${toPhoneHint(locale, view)}</p>
<button class="button" name="do" value="pay">${pay}</button>
</form>
${hasBack && markup`<p><a href="${toQuery(locale)}">${toMessage(locale, "back")}</a></p>`}`
  return page(frame, pay, body)
}

/** The hidden fields that carry the state of a form. */
export function hiddenFields({ follows, amountRwf }: FormState): Markup {
  return markup`<input type="hidden" name="follows" value="${follows}">
<input type="hidden" name="amount" value="${amountRwf}">`
}

function methodRow(locale: Locale, method: KpayMethod, chosen: MethodId | null): Markup {
  const { id, label, available, reason, notice } = method
  const state = available ? id === chosen && markup` checked` : markup` disabled`
  return markup`<label class="way${!available && " off"}">
<input type="radio" name="method" value="${id}"${state}>
<span class="badge ${id}" aria-hidden="true">${toBadgeText(id, locale)}</span><b>${label}</b>
<small>${available ? toMessage(locale, `way_${id}`) : reason}</small>${notice !== undefined && markup`<small class="slow">${notice}</small>`}
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
