import { useRef, useState, type FormEvent, type ReactElement } from "react"
import { checkPhone } from "../phone-check"
import { fillText, type KpayTexts } from "../texts/texts"
import type { KpayLogos } from "./badge"
import { MethodChoice } from "./method-choice"
import { PayButton } from "./pay-button"
import { PhoneField } from "./phone-field"
import { Button } from "./screen"
import type { KpayCheckoutState, KpayForm } from "./use-kpay-checkout"

/** The form of a checkout: method and phone, or only a number. */
export function PayForm(props: {
  readonly checkout: KpayCheckoutState
  readonly texts: KpayTexts
  readonly locale: string
  readonly logos: KpayLogos | undefined
}): ReactElement {
  const { checkout, texts, locale, logos } = props
  const { form, offer, session, method, phone, notice, closeForm } = checkout
  const [isChecked, setChecked] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const wording = { locale, texts }
  const isMethodForm = form === "method" && offer !== null
  const chosen = offer?.methods.find(({ id }) => id === method)
  const needsPhone = isMethodForm ? chosen?.needs_phone === true : true
  const title = (
    <h2 className="kpay-form__title" tabIndex={-1} data-kpay-title="">
      {toTitle(form, texts)}
    </h2>
  )
  const field = (
    <PhoneField
      {...wording}
      value={phone}
      onChange={checkout.setPhone}
      {...{ method, isChecked, logos }}
      hint={form === "other_payer" ? texts.other_payer_hint : undefined}
      inputRef={input}
    />
  )
  return (
    <form className="kpay-form" noValidate onSubmit={(event: FormEvent) => event.preventDefault()}>
      {!isMethodForm && title}
      {isMethodForm ? (
        <MethodChoice
          {...wording}
          methods={offer.methods}
          label={title}
          value={chosen?.available ? method : null}
          onChange={checkout.chooseMethod}
          logos={logos}
        >
          {needsPhone && field}
        </MethodChoice>
      ) : (
        field
      )}
      {session?.status === "pending" && session.phone_masked && (
        <p className="kpay-note">
          {fillText(texts.request_waiting, {
            phone: session.phone_masked.replaceAll(" ", "\u00A0"),
          })}
        </p>
      )}
      {notice && (
        <p className="kpay-note kpay-error" role="alert">
          {notice}
        </p>
      )}
      <PayButton
        {...wording}
        amount={session?.amount ?? offer?.amount ?? 0}
        currencyCode={session?.currency_code ?? offer?.currencyCode}
        onPay={checkout.pay}
        blockedReason={findBlockedReason(
          isMethodForm && !chosen?.available,
          needsPhone,
          phone,
          texts
        )}
        onBlocked={() => {
          setChecked(true)
          input.current?.focus()
        }}
      />
      {closeForm && <Button onClick={closeForm}>{texts.back}</Button>}
    </form>
  )
}

function toTitle(form: KpayForm, texts: KpayTexts): string {
  switch (form) {
    case "method":
      return texts.methods_label
    case "number":
      return texts.other_number
    case "other_payer":
      return texts.other_payer
  }
}

function findBlockedReason(
  isMethodMissing: boolean,
  needsPhone: boolean,
  phone: string,
  texts: KpayTexts
): string | null {
  if (isMethodMissing) return texts.method_missing
  if (!needsPhone) return null
  // The phone field itself says what is wrong with a number.
  return checkPhone(phone).state === "valid" ? null : texts.phone_missing
}
