import type { KpayQrCode } from "../http-types"
import { toMessage } from "../messages/message"
import { page, type Frame } from "../pay-page/layout"
import { markup, type Markup } from "../pay-page/markup"
import { doorSign, type ShownDoor } from "./door-sign"
import { paymentFacts } from "./payment-facts"
import { COUNTER_STYLE } from "./style"

/** What the slip shows. */
export interface SlipView {
  /** `#12`, or `#12, #13` where a payment is for several; `null` for an order without a number. */
  readonly order: string | null
  readonly door: ShownDoor
  /** Where the order is paid; `null` where nothing can be paid. */
  readonly pay: PayByCode | null
  /** When the books were read, in Kigali. */
  readonly readAt: string
}

export interface PayByCode {
  /** As shown, `RWF 5,200`. */
  readonly amount: string
  readonly qr: KpayQrCode
  /** The address in short, for a payer who compares it with the one that the phone shows. */
  readonly address: string
  /** Until when it is valid, in Kigali. */
  readonly until: string
  /** What an MTN payer dials when no prompt came; `null` where nothing is known. */
  readonly ussd: string | null
  /** Whether the shop takes a method that rings on a phone, so that the payer enters a number. */
  readonly hasPhone: boolean
}

/** The slip that goes with an order: what is to be paid and how, or that nothing is. Made for a roll of 80 mm and for A6. */
export function slipPage(frame: Frame, { order, door, pay, readAt }: SlipView): string {
  const { locale, shop } = frame
  const title = toMessage(locale, "slip")
  const body = markup`<div class="slip">
<p class="screen">${toMessage(locale, "slip_print")}</p>
<p class="bill"><b>${shop}</b></p>
<h1>${order === null ? title : toMessage(locale, "order_number", { order })}</h1>
${pay === null ? doorSign(locale, door) : payByCode(frame, pay)}
${pay !== null && door.state === "unpaid" && door.received !== null && markup`<p>${toMessage(locale, "door_received", { amount: door.received })}</p>`}
${paymentFacts(locale, door)}
<p>${toMessage(locale, "door_as_of", { time: readAt })}</p>
<p>${toMessage(locale, "slip_no_sms")}</p>
</div>`
  return page(frame, title, body, { style: COUNTER_STYLE })
}

function payByCode(
  { locale }: Frame,
  { amount, qr, address, until, ussd, hasPhone }: PayByCode
): Markup {
  const { size, path } = qr
  return markup`<p>${toMessage(locale, "slip_to_pay")}</p>
<p class="sum">${amount}</p>
<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="QR" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>
<p><b>${toMessage(locale, hasPhone ? "slip_scan" : "slip_scan_card")}</b></p>
<p>${toMessage(locale, "slip_address", { url: address })}</p>
${ussd !== null && markup`<p>${toMessage(locale, "no_message", { ussd })}</p>`}
<p>${toMessage(locale, "slip_until", { time: until })}</p>`
}
