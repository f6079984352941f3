import { useId, useState, type ReactElement, type Ref } from "react"
import { checkPhone, type PhoneCheck } from "../phone-check"
import type { KpayMethodId } from "../shop-routes"
import { fillText, toKpayTexts, type KpayTexts } from "../texts/texts"
import { Badge, NETWORKS, type KpayLogos } from "./badge"
import type { Wording } from "./wording"

export interface PhoneFieldProps extends Wording {
  readonly value: string
  readonly onChange: (phone: string) => void
  /** The way that was chosen: a number of another network is told of. */
  readonly method?: KpayMethodId | null | undefined
  /** Says what is wrong now, e.g. after the pay button was pressed; else only once the field is left. */
  readonly isChecked?: boolean | undefined
  /** In place of the hint how to write a number. */
  readonly hint?: string | undefined
  readonly logos?: KpayLogos | undefined
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

/** A Rwandan mobile number in any usual form. It says what it has understood, and what is missing once there is a reason to. */
export function PhoneField(props: PhoneFieldProps): ReactElement {
  const { value, onChange, method, isChecked, hint, logos, inputRef, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const id = useId()
  const [isLeft, setLeft] = useState(false)
  const check = checkPhone(value)
  const isWrong =
    check.state !== "valid" && (isChecked === true || (isLeft && check.state !== "empty"))
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
          placeholder="0788 300 000"
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
        {check.network && method !== "spenn" && (
          <Badge method={NETWORKS[check.network].method} logos={logos} />
        )}
      </span>
      <p
        id={`${id}-words`}
        className={`kpay-phone__words${isWrong ? " kpay-error" : ""}`}
        aria-live="polite"
      >
        {toWords(check, words, { isWrong, method, hint })}
      </p>
    </div>
  )
}

function toWords(
  { state, network, display }: PhoneCheck,
  words: KpayTexts,
  about: {
    readonly isWrong: boolean
    readonly method: KpayMethodId | null | undefined
    readonly hint: string | undefined
  }
): string {
  const hint = about.hint ?? words.phone_hint
  switch (state) {
    case "empty":
      return about.isWrong ? words.phone_missing : hint
    case "incomplete":
      return about.isWrong ? words.phone_incomplete : hint
    case "invalid":
      return words.phone_invalid
    case "valid": {
      const isWallet = about.method === "momo" || about.method === "airtel"
      if (!network || !isWallet || NETWORKS[network].method === about.method)
        return fillText(words.phone_good, { phone: display })
      const { name, label } = NETWORKS[network]
      return fillText(words.phone_other_network, { network: name, method: label })
    }
  }
}
