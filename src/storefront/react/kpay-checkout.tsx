import {
  useEffect,
  useRef,
  useState,
  type FormEvent,
  type ReactElement,
  type ReactNode,
} from "react"
import type { KpaySession } from "../../http-types"
import { checkPhone } from "../phone-check"
import { toKpayLocale, toKpayTexts, type KpayTexts } from "../texts/texts"
import type { KpayLogos } from "./badge"
import { MethodChoice } from "./method-choice"
import { PayButton } from "./pay-button"
import { PhoneField } from "./phone-field"
import { Result } from "./result"
import { Button } from "./screen"
import {
  useKpayCheckout,
  type KpayCheckoutOptions,
  type KpayCheckoutState,
} from "./use-kpay-checkout"
import { WaitingScreen } from "./waiting-screen"
import type { Wording } from "./wording"

export interface KpayCheckoutProps extends Omit<KpayCheckoutOptions, "locale">, Wording {
  readonly shopName?: string | undefined
  readonly logos?: KpayLogos | undefined
  /** The shop's own next step below a result, e.g. a link to the order. */
  readonly children?: ReactNode | ((session: KpaySession) => ReactNode)
}

/** The whole of paying by K-Pay: choose, wait, result; found again after a reload or a closed page. */
export function KpayCheckout(props: KpayCheckoutProps): ReactElement {
  const { kpay, shopName, logos, children, locale = kpay.locale } = props
  const words = toKpayTexts(
    locale,
    toKpayLocale(locale) === kpay.locale ? { ...kpay.texts, ...props.texts } : props.texts
  )
  const checkout = useKpayCheckout({ ...props, locale })
  const { screen, session, notice, isOffline, openForm } = checkout
  const root = useRef<HTMLDivElement>(null)
  useFocusOnChange(root, screen + (screen === "form" ? checkout.form : (session?.status ?? "")))

  const wording = { locale, texts: words }
  const onAgain = (): void => void checkout.payAgain()
  const onOtherNumber = (): void => openForm("number")
  const onOtherWay = (): void => openForm("way")
  return (
    <div ref={root} className="kpay kpay-checkout" lang={locale}>
      {screen === "loading" && (
        <p className="kpay-note" role="status">
          {isOffline ? words.offline : words.loading}
        </p>
      )}
      {screen === "nothing" && <p className="kpay-note">{words.nothing}</p>}
      {screen === "form" && (
        <PayForm checkout={checkout} words={words} locale={locale} logos={logos} />
      )}
      {screen === "waiting" && session && (
        <WaitingScreen
          {...wording}
          {...{ session, shopName, isOffline, notice, onOtherNumber, onOtherWay }}
          onSendAgain={onAgain}
          onSomebodyElse={() => openForm("somebody_else")}
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

function PayForm(props: {
  readonly checkout: KpayCheckoutState
  readonly words: KpayTexts
  readonly locale: string
  readonly logos: KpayLogos | undefined
}): ReactElement {
  const { checkout, words, locale, logos } = props
  const { form, offer, session, method, phone, notice, closeForm } = checkout
  const [isChecked, setChecked] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const wording = { locale, texts: words }
  const isWay = form === "way" && offer !== null
  const chosen = offer?.methods.find(({ id }) => id === method)
  const needsPhone = isWay ? chosen?.needs_phone === true : true
  const field = (
    <PhoneField
      {...wording}
      value={phone}
      onChange={checkout.setPhone}
      {...{ method, isChecked, logos }}
      hint={form === "somebody_else" ? words.somebody_else_hint : undefined}
      inputRef={input}
    />
  )
  const title =
    form === "way" ? words.methods_label : words[form === "number" ? "other_number" : form]
  return (
    <form className="kpay-form" noValidate onSubmit={(event: FormEvent) => event.preventDefault()}>
      <h2
        className={`kpay-form__title${isWay ? " kpay-unseen" : ""}`}
        tabIndex={-1}
        data-kpay-title=""
      >
        {title}
      </h2>
      {isWay ? (
        <MethodChoice
          {...wording}
          methods={offer.methods}
          value={chosen?.available ? method : null}
          onChange={checkout.chooseMethod}
          logos={logos}
        >
          {needsPhone && field}
        </MethodChoice>
      ) : (
        field
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
        hindrance={toHindrance(isWay && !chosen?.available, needsPhone, phone, words)}
        onHindered={() => {
          setChecked(true)
          input.current?.focus()
        }}
      />
      {closeForm && <Button onClick={closeForm}>{words.back}</Button>}
    </form>
  )
}

function toHindrance(
  isMethodMissing: boolean,
  needsPhone: boolean,
  phone: string,
  words: KpayTexts
): string | null {
  if (isMethodMissing) return words.method_missing
  if (!needsPhone) return null
  const { state } = checkPhone(phone)
  // What is wrong with a number stands below the number itself.
  return state === "valid" ? null : words.phone_missing
}

/** Whoever hears or tabs through the page is taken along when the screen changes, but not pulled here when it opens. */
function useFocusOnChange(root: { readonly current: HTMLElement | null }, screen: string): void {
  const last = useRef("")
  useEffect(() => {
    const isFirst = last.current === "" || last.current.startsWith("loading")
    last.current = screen
    if (!isFirst) root.current?.querySelector<HTMLElement>("[data-kpay-title]")?.focus()
  }, [root, screen])
}
