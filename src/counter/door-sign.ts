import type { Locale } from "../domain/locales"
import type { MethodId } from "../domain/methods"
import { toMessage } from "../messages/message"
import { markup, type Markup } from "../pay-page/markup"
import type { Door } from "./door"

/** What the pages show of a payment that an order has. */
export interface ShownPayment {
  /** As shown, `RWF 5,200`. */
  readonly amount: string
  readonly method: MethodId
  readonly paidBy: string
  /** Date and time in Kigali. */
  readonly paidAt: string
  readonly momoId: string | null
}

/** What the books say, as the pages show it. */
export type ShownDoor =
  | {
      readonly state: "paid"
      readonly payments: readonly ShownPayment[]
      /** Whether any money was captured for it. */
      readonly hasMoney: boolean
    }
  /** Its books show it as paid, by a payment of K-Pay's test environment. */
  | { readonly state: "test"; readonly payments: readonly ShownPayment[] }
  | {
      readonly state: "partly_refunded"
      readonly payments: readonly ShownPayment[]
      readonly paid: string
      readonly refunded: string
      /** Whether a payment of it was made in K-Pay's test environment. */
      readonly isTest: boolean
    }
  | {
      readonly state: "unpaid"
      /** What is to be collected; `null` where no whole franc can be asked for. */
      readonly owed: string | null
      /** What was paid of it before; `null` for nothing. */
      readonly received: string | null
      readonly money: Extract<Door, { state: "unpaid" }>["money"]
    }
  | { readonly state: "cancelled" }
  | { readonly state: "sent_back" }

/** The big sign: whether the order is paid, in a picture and in words, never by a colour alone. */
export function doorSign(locale: Locale, door: ShownDoor): Markup {
  const say = (id: Parameters<typeof toMessage>[1], amount?: string): string =>
    toMessage(locale, id, amount === undefined ? {} : { amount })
  switch (door.state) {
    case "paid":
      return markup`<div class="door yes">${TICK}<h1>${say("door_paid")}</h1>
<p>${say("door_hand_over")}</p></div>`
    case "test":
      return markup`<div class="door">${EXCLAMATION_MARK}<h1>${say("door_test")}</h1>
<p><b>${say("receipt_of_test")}</b></p>
<p>${say("door_ask_first")}</p></div>`
    case "partly_refunded":
      return markup`<div class="door">${EXCLAMATION_MARK}<h1>${say("door_ask_shop")}</h1>
<p>${say("door_was_paid", door.paid)} ${say("door_was_refunded", door.refunded)}</p>
<p><b>${say("door_ask_first")}</b></p></div>
${door.isTest && markup`<p class="note bad"><b>${say("receipt_of_test")}</b></p>`}`
    case "unpaid":
      return markup`<div class="door">${CROSS}<h1>${say("door_unpaid")}</h1>
<p class="sum">${door.owed === null ? say("door_ask_amount") : say("door_collect", door.owed)}</p>
${door.received !== null && markup`<p>${say("door_received", door.received)}</p>`}</div>
${door.money === "arriving" && markup`<p class="note"><b>${say("door_arriving")}</b></p>`}
${door.money === "undecided" && markup`<p class="note bad"><b>${say("door_undecided")}</b></p>`}`
    case "cancelled":
      return markup`<div class="door stop">${CROSS}<h1>${say("door_cancelled")}</h1>
<p><b>${say("receipt_of_cancelled_order")}</b></p></div>`
    case "sent_back":
      return markup`<div class="door stop">${CROSS}<h1>${say("door_cancelled")}</h1>
<p><b>${say("door_sent_back")}</b></p></div>`
  }
}

const PICTURE = markup`viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2.5"`
const TICK = markup`<svg ${PICTURE}><circle cx="12" cy="12" r="10.5"/><path d="M6.5 12.5l3.5 3.5 7.5-8"/></svg>`
const EXCLAMATION_MARK = markup`<svg ${PICTURE}><circle cx="12" cy="12" r="10.5"/><path d="M12 6v8M12 16v2"/></svg>`
const CROSS = markup`<svg ${PICTURE}><circle cx="12" cy="12" r="10.5"/><path d="M8 8l8 8M16 8l-8 8"/></svg>`
