import { useEffect, useState, type ReactElement } from "react"
import type { KpaySession } from "../../http-types"
import { canPrompt } from "../actions"
import { formatAmount } from "../format-amount"
import { fillText, toKpayTexts, type KpayTexts } from "../texts/texts"
import { CardPicture, PhonePicture } from "./pictures"
import { Button, Screen } from "./screen"
import type { Wording } from "./wording"

export interface WaitingScreenProps extends Wording {
  readonly session: KpaySession
  readonly shopName?: string | undefined
  /** Whether the server cannot be reached now. */
  readonly isOffline?: boolean | undefined
  /** A further message, e.g. that it is too early for another prompt. */
  readonly notice?: string | null | undefined
  readonly onSendAgain?: (() => void) | undefined
  readonly onOtherNumber?: (() => void) | undefined
  readonly onOtherWay?: (() => void) | undefined
  readonly onOtherPayer?: (() => void) | undefined
}

/** After this time the screen says how to find the prompt. */
const PROMPT_MS = 20_000

/** Says what the shopper does now. Time never turns it into a failure; after a while it offers other steps. */
export function WaitingScreen(props: WaitingScreenProps): ReactElement {
  const { session, shopName, isOffline, notice, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const isLate = useIsLate(session.started_at)
  const amount = formatAmount(session.amount, session.currency_code)
  return (
    <Screen
      name="waiting"
      picture={session.phone_masked ? <PhonePicture /> : <CardPicture />}
      title={toTitle(session, words)}
    >
      <p className="kpay-screen__amount">
        {shopName ? fillText(words.amount_to, { amount, shop: shopName }) : amount}
      </p>
      {session.redirect_url && (
        <a className="kpay-button kpay-button--main" href={session.redirect_url}>
          {words.card_go}
        </a>
      )}
      <p className="kpay-moving">
        <span className="kpay-moving__dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {words.waiting}
      </p>
      <div aria-live="polite">
        {session.reason_code === "checking" && <p>{session.message}</p>}
        {isOffline && <p className="kpay-note">{words.offline}</p>}
        {isLate && session.ussd && (
          <p className="kpay-waiting__ussd">
            {words.no_prompt}{" "}
            <a href={`tel:${session.ussd.replace(/#/g, "%23")}`}>{session.ussd}</a>
          </p>
        )}
        {isLate && session.phone_masked && !session.ussd && <p>{words.no_prompt_check}</p>}
        {notice && <p className="kpay-note">{notice}</p>}
      </div>
      {canPrompt(session) && (
        <div className="kpay-buttons">
          {session.phone_masked && (
            <>
              <Button onClick={props.onSendAgain}>{words.send_again}</Button>
              <Button onClick={props.onOtherNumber}>{words.other_number}</Button>
            </>
          )}
          <Button onClick={props.onOtherWay}>{words.other_way}</Button>
          {session.phone_masked && (
            <Button onClick={props.onOtherPayer}>{words.other_payer}</Button>
          )}
        </div>
      )}
      {session.phone_masked && session.reason_code !== "checking" && (
        <p className="kpay-screen__small">{words.may_close}</p>
      )}
    </Screen>
  )
}

function toTitle({ reason_code, phone_masked }: KpaySession, words: KpayTexts): string {
  if (reason_code === "checking") return words.checking
  // A masked number on two lines reads as two numbers.
  return phone_masked
    ? fillText(words.approve, { phone: phone_masked.replaceAll(" ", "\u00A0") })
    : words.card_title
}

/** Whether the prompt should have arrived, by the device's clock or by the time on this screen, whichever is sooner. */
function useIsLate(startedAt: string | null): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const ageMs = startedAt ? Date.now() - Date.parse(startedAt) : 0
    setLate(false)
    const timer = setTimeout(() => setLate(true), Math.min(PROMPT_MS, PROMPT_MS - ageMs))
    return () => clearTimeout(timer)
  }, [startedAt])
  return isLate
}
