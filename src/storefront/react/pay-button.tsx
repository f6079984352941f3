import { useId, useRef, useState, type ReactElement } from "react"
import { formatAmount } from "../format-amount"
import { fillText, toKpayTexts } from "../texts/texts"
import type { Wording } from "./wording"

export interface PayButtonProps extends Wording {
  readonly amount: number
  readonly currencyCode?: string | undefined
  /** Further taps do nothing until the returned promise settles. */
  readonly onPay: () => unknown
  /** What is missing, in words. The button shows it and does not call `onPay`. */
  readonly blockedReason?: string | null | undefined
  /** Called when the blocked button is pressed, so that the page can show what is missing. */
  readonly onBlocked?: (() => void) | undefined
  /** In place of `Pay RWF 5,200`. */
  readonly label?: string | undefined
}

/** The main button. A double tap makes one call. */
export function PayButton(props: PayButtonProps): ReactElement {
  const { amount, currencyCode, onPay, blockedReason, onBlocked, label, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const id = useId()
  const isRunning = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const press = async (): Promise<void> => {
    if (isRunning.current) return
    if (blockedReason) {
      onBlocked?.()
      return
    }
    isRunning.current = true
    setBusy(true)
    try {
      await onPay()
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return (
    <div className="kpay kpay-pay">
      <button
        // Not `disabled`: the button stays in the tab order, and a screen reader says why it is blocked.
        type="submit"
        className="kpay-button kpay-button--main"
        aria-disabled={isBusy || Boolean(blockedReason)}
        aria-busy={isBusy}
        aria-describedby={blockedReason ? id : undefined}
        onClick={(event) => {
          event.preventDefault()
          void press()
        }}
      >
        {isBusy
          ? words.paying
          : (label ?? fillText(words.pay, { amount: formatAmount(amount, currencyCode) }))}
      </button>
      {blockedReason && (
        <p id={id} className="kpay-pay__why">
          {blockedReason}
        </p>
      )}
    </div>
  )
}
