import { useId, useState, type ReactElement, type Ref } from "react"
import { METHODS } from "../../domain/methods"
import { NETWORK_NAMES } from "../../domain/msisdn"
import { checkPhone, type PhoneCheck } from "../phone-check"
import type { KpayMethodId } from "../shop-routes"
import { fillText, toKpayTexts, type KpayTexts } from "../texts/texts"
import { Badge, type KpayLogos } from "./badge"
import { findMethodOfPhone } from "./method-of-phone"
import type { Wording } from "./wording"

export interface PhoneFieldProps extends Wording {
  readonly value: string
  readonly onChange: (phone: string) => void
  /** The chosen method. The field says so where the number belongs to another network. */
  readonly method?: KpayMethodId | null | undefined
  /** Shows errors at once, e.g. after the pay button was pressed. By default only after the field loses the focus. */
  readonly isChecked?: boolean | undefined
  /** In place of the hint on how to write a number. */
  readonly hint?: string | undefined
  readonly logos?: KpayLogos | undefined
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

/** A field for a Rwandan mobile number in any usual form. It shows the network, and what is missing. */
export function PhoneField(props: PhoneFieldProps): ReactElement {
  const { value, onChange, method, isChecked, hint, logos, inputRef, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const id = useId()
  const [isLeft, setLeft] = useState(false)
  const check = checkPhone(value)
  const isWrong =
    check.state !== "valid" && (isChecked === true || (isLeft && check.state !== "empty"))
  const methodOfPhone = findMethodOfPhone(check.network, method)
  const example = method === "airtel" ? "0730 300 000" : "0788 300 000"
  return (
    <div className="kpay kpay-phone">
      <label className="kpay-phone__label" htmlFor={id}>
        {words.phone_label}
      </label>
      <span className={`kpay-phone__box${isWrong ? " kpay-phone__box--wrong" : ""}`}>
        <input
          ref={inputRef}
          id={id}
          className="kpay-phone__input"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          placeholder={example}
          value={value}
          aria-invalid={isWrong}
          aria-describedby={`${id}-words`}
          onChange={({ target }) => {
            setLeft(false)
            onChange(target.value)
          }}
          onBlur={() => {
            setLeft(true)
            if (check.state === "valid" && check.display !== value) onChange(check.display)
          }}
        />
        {methodOfPhone && <Badge method={methodOfPhone} locale={locale} logos={logos} />}
      </span>
      <p
        id={`${id}-words`}
        className={`kpay-phone__words${isWrong ? " kpay-error" : ""}`}
        aria-live="polite"
      >
        {toHelp(check, words, { isWrong, method, methodOfPhone, hint, example })}
      </p>
    </div>
  )
}

function toHelp(
  { state, network, display }: PhoneCheck,
  words: KpayTexts,
  field: {
    readonly isWrong: boolean
    readonly method: KpayMethodId | null | undefined
    readonly methodOfPhone: KpayMethodId | null
    readonly hint: string | undefined
    /** A number of the chosen method. */
    readonly example: string
  }
): string {
  const { isWrong, method, methodOfPhone } = field
  // A number on two lines reads as two numbers.
  const example = field.example.replaceAll(" ", "\u00A0")
  const hint = field.hint ?? fillText(words.phone_hint, { example })
  switch (state) {
    case "empty":
      return isWrong ? words.phone_missing : hint
    case "incomplete":
      return isWrong ? fillText(words.phone_incomplete, { example }) : hint
    case "invalid":
      return fillText(words.phone_invalid, { example })
    case "valid":
      if (!network || !method || !methodOfPhone || methodOfPhone === method)
        return fillText(words.phone_good, { phone: display })
      return fillText(words.phone_other_network, {
        network: NETWORK_NAMES[network],
        method: METHODS[methodOfPhone].label,
      })
  }
}
