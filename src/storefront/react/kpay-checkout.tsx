import { useEffect, useRef, type ReactElement, type ReactNode } from "react"
import { toLocale } from "../../domain/locales"
import type { KpaySession } from "../../http-types"
import { toKpayTexts } from "../texts/texts"
import type { KpayLogos } from "./badge"
import { FreeCart, OrderPlaced } from "./free-cart"
import { PayForm } from "./pay-form"
import { Result } from "./result"
import { useKpayCheckout, type KpayCheckoutOptions } from "./use-kpay-checkout"
import { WaitingScreen } from "./waiting-screen"
import type { Wording } from "./wording"

export interface KpayCheckoutProps extends Omit<KpayCheckoutOptions, "locale">, Wording {
  readonly shopName?: string | undefined
  readonly logos?: KpayLogos | undefined
  /**
   * The shop's own next step below a result, e.g. a link to the order. A function is called with the session, and not for an
   * order that costs nothing.
   */
  readonly children?: ReactNode | ((session: KpaySession) => ReactNode)
}

/** The complete K-Pay checkout: choose, wait, result. It finds a payment again after a reload or a closed page. */
export function KpayCheckout(props: KpayCheckoutProps): ReactElement {
  const { kpay, shopName, logos, children, locale = kpay.locale } = props
  const words = toKpayTexts(
    locale,
    toLocale(locale) === kpay.locale ? { ...kpay.texts, ...props.texts } : props.texts
  )
  const checkout = useKpayCheckout({ ...props, locale })
  const { screen, session, notice, isOffline, openForm } = checkout
  const root = useRef<HTMLDivElement>(null)
  useFocusOnChange(root, screen + (screen === "form" ? checkout.form : (session?.status ?? "")))

  const wording = { locale, texts: words }
  const onAgain = (): void => void checkout.payAgain()
  const onOtherNumber = (): void => openForm("number")
  const onOtherWay = (): void => openForm("method")
  return (
    <div ref={root} className="kpay kpay-checkout" lang={locale}>
      {screen === "loading" && (
        <p className="kpay-note" role="status">
          {isOffline ? words.offline : words.loading}
        </p>
      )}
      {screen === "nothing" && <p className="kpay-note">{words.nothing}</p>}
      {screen === "free" && (
        <FreeCart {...wording} notice={notice} onPlaceOrder={checkout.placeOrder} />
      )}
      {screen === "placed" && (
        <OrderPlaced {...wording}>{typeof children === "function" ? null : children}</OrderPlaced>
      )}
      {screen === "form" && <PayForm checkout={checkout} {...wording} logos={logos} />}
      {screen === "waiting" && session && (
        <WaitingScreen
          {...wording}
          {...{ session, shopName, isOffline, notice, onOtherNumber, onOtherWay }}
          onSendAgain={onAgain}
          onOtherPayer={() => openForm("other_payer")}
        />
      )}
      {screen === "result" && session && (
        <Result
          {...wording}
          {...{ session, notice, onOtherNumber, onOtherWay }}
          onTryAgain={onAgain}
        >
          {typeof children === "function" ? children(session) : children}
        </Result>
      )}
    </div>
  )
}

/** Moves the focus to the heading when the screen changes, but not when the page opens. */
function useFocusOnChange(root: { readonly current: HTMLElement | null }, screen: string): void {
  const last = useRef("")
  useEffect(() => {
    const isFirst = last.current === "" || last.current.startsWith("loading")
    last.current = screen
    if (!isFirst) root.current?.querySelector<HTMLElement>("[data-kpay-title]")?.focus()
  }, [root, screen])
}
