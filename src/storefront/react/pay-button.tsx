import { useId, useRef, useState, type ReactElement } from "react"
import { formatAmount } from "../format-amount"
import { fillText, toKpayTexts } from "../texts/texts"
import type { Wording } from "./wording"

export interface PayButtonProps extends Wording {
  readonly amount: number
  readonly currencyCode?: string | undefined
  /** Until what it gives has ended, further taps do nothing. */
  readonly onPay: () => unknown
  /** What is missing, in words: the button says so and pays nothing. */
  readonly hindrance?: string | null | undefined
  /** Told when it is pressed all the same, to show what is missing. */
  readonly onHindered?: (() => void) | undefined
  /** In place of `Pay RWF 5,200`. */
  readonly label?: string | undefined
}

/** The one main button. A double tap makes one call. */
export function PayButton(props: PayButtonProps): ReactElement {
  const { amount, currencyCode, onPay, hindrance, onHindered, label, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const id = useId()
  const isAtWork = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const press = async (): Promise<void> => {
    if (isAtWork.current) return
    if (hindrance) {
      onHindered?.()
      return
    }
    isAtWork.current = true
    setBusy(true)
    try {
      await onPay()
    } finally {
      isAtWork.current = false
      setBusy(false)
    }
  }
  return (
    <div className="kpay kpay-pay">
      <button
        // Stays in the order of the keyboard, so that everybody hears why it does nothing.
        type="submit"
        className="kpay-button kpay-button--main"
        aria-disabled={isBusy || Boolean(hindrance)}
        aria-busy={isBusy}
        aria-describedby={hindrance ? id : undefined}
        onClick={(event) => {
          event.preventDefault()
          void press()
        }}
      >
        {isBusy
          ? words.paying
          : (label ?? fillText(words.pay, { amount: formatAmount(amount, currencyCode) }))}
      </button>
      {hindrance && (
        <p id={id} className="kpay-pay__why">
          {hindrance}
        </p>
      )}
    </div>
  )
}
