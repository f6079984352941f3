import { toMessage } from "../messages/message"
import { page, toQuery, type Frame } from "../pay-page/layout"
import { markup } from "../pay-page/markup"
import { doorSign, type ShownDoor } from "./door-sign"
import { paymentFacts } from "./payment-facts"
import { COUNTER_STYLE } from "./style"

/** What the courier's page shows. */
export interface CourierView {
  /** `#12`, or `#12, #13` where a payment is for several; `null` for an order without a number. */
  readonly order: string | null
  readonly door: ShownDoor
  /** When the books were read, in Kigali: `31/01/2026 14:02:11`. */
  readonly readAt: string
  /** Where the buyer pays; `null` where nothing can be paid. */
  readonly payPage: string | null
  /** The browser reloads the page after this many seconds; `null` for never. */
  readonly refreshS: number | null
}

/** The page that tells a courier whether the order is paid, big enough to be read from a metre away. */
export function courierPage(frame: Frame, view: CourierView): string {
  const { locale, shop } = frame
  const { order, door, readAt, payPage, refreshS } = view
  const line = [shop, order && toMessage(locale, "order_number", { order })]
  const body = markup`<p class="bill">${line.filter(Boolean).join(" · ")}</p>
${doorSign(locale, door)}
<p class="asof" role="status">${toMessage(locale, "door_as_of", { time: readAt })}</p>
${paymentFacts(locale, door)}
${payPage !== null && markup`<a class="button" href="${payPage}">${toMessage(locale, "door_let_pay")}</a>`}
<a class="button second" href="${toQuery(locale)}">${toMessage(locale, "door_check_again")}</a>
<p>${toMessage(locale, "door_believe")}</p>`
  const title = [toMessage(locale, TITLES[door.state]), order].filter(Boolean).join(" · ")
  return page(frame, title, body, { refreshS: refreshS ?? undefined, style: COUNTER_STYLE })
}

const TITLES = {
  paid: "door_paid",
  test: "door_test",
  partly_refunded: "door_ask_shop",
  unpaid: "door_unpaid",
  cancelled: "door_cancelled",
  sent_back: "door_cancelled",
} as const
