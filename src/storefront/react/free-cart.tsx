import type { ReactElement, ReactNode } from "react"
import { toKpayTexts } from "../texts/texts"
import { PayButton } from "./pay-button"
import { TickPicture } from "./pictures"
import { Screen } from "./screen"
import type { Wording } from "./wording"

export interface FreeCartProps extends Wording {
  /** Further taps do nothing until the returned promise settles. */
  readonly onPlaceOrder: () => unknown
  /** Why the order is not placed yet. */
  readonly notice?: string | null | undefined
}

/** Places the order of a cart that costs nothing, e.g. after a full discount. */
export function FreeCart({ onPlaceOrder, notice, locale, texts }: FreeCartProps): ReactElement {
  const words = toKpayTexts(locale, texts)
  return (
    <div className="kpay kpay-form">
      <h2 className="kpay-form__title" tabIndex={-1} data-kpay-title="">
        {words.nothing_to_pay}
      </h2>
      {notice && (
        <p className="kpay-note kpay-error" role="alert">
          {notice}
        </p>
      )}
      <PayButton
        locale={locale}
        texts={texts}
        amount={0}
        label={words.place_order}
        onPay={onPlaceOrder}
      />
    </div>
  )
}

export interface OrderPlacedProps extends Wording {
  /** The shop's own next step, e.g. a link to the order. */
  readonly children?: ReactNode
}

/** The result of an order that needed no payment. */
export function OrderPlaced({ children, locale, texts }: OrderPlacedProps): ReactElement {
  const words = toKpayTexts(locale, texts)
  return (
    <Screen name="placed" picture={<TickPicture />} title={words.placed}>
      <p>{words.paid_next}</p>
      {children}
    </Screen>
  )
}
