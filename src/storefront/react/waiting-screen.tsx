import { useEffect, useState, type ReactElement } from "react"
import type { KpaySession } from "../../http-types"
import { formatAmount } from "../format-amount"
import { fillText, toKpayTexts, type KpayTexts } from "../texts/texts"
import { CardPicture, PhonePicture } from "./pictures"
import { Button, Screen } from "./screen"
import type { Wording } from "./wording"

export interface WaitingScreenProps extends Wording {
  readonly session: KpaySession
  readonly shopName?: string | undefined
  /** The server cannot be asked at the moment. */
  readonly isOffline?: boolean | undefined
  /** Something to tell besides, e.g. that it is too early to ask again. */
  readonly notice?: string | null | undefined
  readonly onSendAgain?: (() => void) | undefined
  readonly onOtherNumber?: (() => void) | undefined
  readonly onOtherWay?: (() => void) | undefined
  readonly onSomebodyElse?: (() => void) | undefined
}

/** How long a prompt may take before it is told how to find it on the phone. */
const PROMPT_MS = 20_000

/** Says what to do now. Time alone never turns it into a failure: after a while it offers other ways. */
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
        {notice && <p className="kpay-note">{notice}</p>}
      </div>
      {session.can_retry && (
        <div className="kpay-buttons">
          {session.phone_masked && (
            <>
              <Button onClick={props.onSendAgain}>{words.send_again}</Button>
              <Button onClick={props.onOtherNumber}>{words.other_number}</Button>
            </>
          )}
          <Button onClick={props.onOtherWay}>{words.other_way}</Button>
          {session.phone_masked && (
            <Button onClick={props.onSomebodyElse}>{words.somebody_else}</Button>
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
  return phone_masked ? fillText(words.approve, { phone: phone_masked }) : words.card_title
}

/** Whether a prompt has had its time, by the phone's clock or by the time that the page was looked at, whichever is sooner. */
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
