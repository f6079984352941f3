import { useId, type ReactElement, type ReactNode } from "react"
import type { KpayMethod } from "../../http-types"
import type { KpayMethodId } from "../shop-routes"
import { toKpayTexts } from "../texts/texts"
import { Badge, type KpayLogos } from "./badge"
import type { Wording } from "./wording"

export interface MethodChoiceProps extends Wording {
  /** From `kpay.listMethods`. */
  readonly methods: readonly KpayMethod[]
  readonly value: KpayMethodId | null
  readonly onChange: (method: KpayMethodId) => void
  /** What the methods are called together, e.g. a heading. Left out, the text `methods_label`. */
  readonly label?: ReactNode
  readonly logos?: KpayLogos | undefined
  /** Shown under the chosen row, e.g. a `PhoneField`. */
  readonly children?: ReactNode
}

/** The payment methods as radio buttons. Unavailable methods stay visible with the reason, and methods that often fail with a notice. */
export function MethodChoice(props: MethodChoiceProps): ReactElement {
  const { methods, value, onChange, label, logos, children, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const id = useId()
  return (
    <fieldset className="kpay kpay-methods">
      <legend className="kpay-methods__label">{label ?? words.methods_label}</legend>
      {methods.map(({ id: method, label, available, reason, notice }) => {
        const isChosen = method === value
        const state = isChosen
          ? " kpay-method--chosen"
          : available
            ? ""
            : " kpay-method--unavailable"
        return (
          <div key={method} className={`kpay-method${state}`}>
            <label className="kpay-method__row">
              <input
                className="kpay-method__radio"
                type="radio"
                name={id}
                checked={isChosen}
                disabled={!available}
                aria-labelledby={`${id}${method}`}
                aria-describedby={`${id}${method}-line${notice ? ` ${id}${method}-notice` : ""}`}
                onChange={() => onChange(method)}
              />
              <Badge method={method} locale={locale} logos={logos} />
              <span className="kpay-method__words">
                <span className="kpay-method__name" id={`${id}${method}`}>
                  {label}
                </span>
                <span className="kpay-method__line" id={`${id}${method}-line`}>
                  {available ? words[`method_${method}`] : reason}
                </span>
                {notice && (
                  <span className="kpay-method__notice" id={`${id}${method}-notice`}>
                    {notice}
                  </span>
                )}
              </span>
            </label>
            {isChosen && children && <div className="kpay-method__more">{children}</div>}
          </div>
        )
      })}
    </fieldset>
  )
}
