import type { ReactElement, ReactNode } from "react"
import type { KpaySession } from "../../http-types"
import { canPrompt } from "../actions"
import { formatAmount } from "../format-amount"
import { fillText, toKpayTexts, type KpayTexts } from "../texts/texts"
import { NotePicture, TickPicture } from "./pictures"
import { Button, Screen } from "./screen"
import type { Wording } from "./wording"

export interface ResultProps extends Wording {
  /** A session that is `paid`, `failed` or `unapplied`. */
  readonly session: KpaySession
  readonly onTryAgain?: (() => void) | undefined
  readonly onOtherNumber?: (() => void) | undefined
  readonly onOtherWay?: (() => void) | undefined
  /** A further message, e.g. that the server cannot be reached. */
  readonly notice?: string | null | undefined
  /** The shop's own next step, e.g. a link to the order. */
  readonly children?: ReactNode
}

/** How a payment ended, and the next step. */
export function Result(props: ResultProps): ReactElement {
  const { session, children, locale, texts } = props
  const words = toKpayTexts(locale, texts)
  const amount = formatAmount(session.amount, session.currency_code)
  const order =
    session.display_id === null
      ? null
      : fillText(words.order_number, { number: `#${session.display_id}` })
  if (session.status === "failed") return <NotPaid {...props} words={words} order={order} />
  const isPaid = session.status === "paid"
  return (
    <Screen
      name={session.status}
      picture={isPaid ? <TickPicture /> : <NotePicture />}
      title={isPaid ? words.paid : words.unapplied}
    >
      <p className="kpay-screen__amount">{amount}</p>
      {order && <p className="kpay-screen__order">{order}</p>}
      {isPaid && session.momo_transaction_id && (
        <p className="kpay-screen__small">
          {fillText(toIdText(session, words), { id: session.momo_transaction_id })}
        </p>
      )}
      <p>{isPaid ? words.paid_next : session.message}</p>
      {isPaid && !order && session.poll_after_ms !== null && (
        <p className="kpay-screen__small">{words.order_coming}</p>
      )}
      {children}
    </Screen>
  )
}

/** By MTN MoMo the shopper has the id in an SMS, where it is called TxId. */
function toIdText({ method }: KpaySession, words: KpayTexts): string {
  return method === "momo" ? words.momo_id : words.transaction_id
}

function NotPaid(
  props: ResultProps & { readonly words: KpayTexts; readonly order: string | null }
): ReactElement {
  const { session, words, order, notice, children, onTryAgain, onOtherNumber, onOtherWay } = props
  const onNumber = session.phone_masked ? onOtherNumber : undefined
  const main = toMainButton(session.reason_code)
  // An order that was cancelled does not wait.
  const isKept = canPrompt(session)
  const label = main === "number" ? words.change_number : words.other_number
  return (
    <Screen name="failed" picture={<NotePicture />} title={words.not_paid}>
      <p className="kpay-failed__reason">{session.message}</p>
      {(order || isKept) && (
        <p className="kpay-screen__small">
          {order && `${order}. `}
          {isKept && (session.order_id ? words.order_kept : words.cart_kept)}
        </p>
      )}
      <div aria-live="polite">{notice && <p className="kpay-note">{notice}</p>}</div>
      {canPrompt(session) && (
        <div className="kpay-buttons">
          {main === "again" && (
            <Button isMain onClick={onTryAgain}>
              {session.reason_code === "expired" ? words.send_again : words.try_again}
            </Button>
          )}
          {main === "way" && (
            <Button isMain onClick={onOtherWay}>
              {words.other_way}
            </Button>
          )}
          <Button isMain={main === "number"} onClick={onNumber}>
            {label}
          </Button>
          {main !== "way" && <Button onClick={onOtherWay}>{words.other_way}</Button>}
        </div>
      )}
      {children}
    </Screen>
  )
}

/** The step that is most likely to help. */
function toMainButton(reason: KpaySession["reason_code"]): "again" | "number" | "way" {
  switch (reason) {
    case "limit":
    case "unavailable":
      return "way"
    case "wrong_number":
      return "number"
    case "insufficient_funds":
    case "declined":
    case "expired":
    case "operator":
    case "checking":
    case "unapplied":
    case null:
      return "again"
  }
}
