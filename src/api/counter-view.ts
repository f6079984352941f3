import { courierPage } from "../counter/courier-page"
import type { Door } from "../counter/door"
import type { ShownDoor, ShownPayment } from "../counter/door-sign"
import { toQrCode } from "../counter/qr"
import { slipPage, type PayByCode } from "../counter/slip-page"
import { formatRwf } from "../domain/amount"
import { toKigaliTime } from "../domain/kigali-time"
import { METHODS } from "../domain/methods"
import { isCurrent, toAgeMs, type Attempt } from "../modules/kpay/attempts/attempt"
import { toPayPageAddress } from "../modules/kpay/options/own-address"
import type { KpaySettings } from "../modules/kpay/options/options"
import { toShopMethods } from "../modules/kpay/options/shop-methods"
import type { Frame } from "../pay-page/layout"
import { toDayAndTime } from "./receipt-view"
import { toUssd } from "./session-view"

/** What both pages are made of. */
export interface CounterFacts {
  readonly door: Door
  readonly order: { readonly display_id: number | null }
  readonly attempt: Attempt | null
  /** The secret part of the pay link. */
  readonly token: string
  readonly expiresAt: Date
  /** The database's clock when the books were read. */
  readonly readAt: Date
}

/** How often the courier's browser reloads: often while the buyer has a prompt, less often while none is out. */
const LOOK_AGAIN_S = 5
const LOOK_SELDOM_S = 15
const SOON_MS = 10 * 60_000

/** The page for the courier who hands an order over. */
export function toCourierPage(frame: Frame, facts: CounterFacts): string {
  const { door, order, attempt, token, readAt } = facts
  const isSoon = attempt !== null && isCurrent(attempt) && toAgeMs(attempt) < SOON_MS
  return courierPage(frame, {
    order: toOrderNumber(order),
    door: toShownDoor(door),
    readAt: toTimeAndDay(readAt),
    payPage: isPayable(door) ? `../pay/${token}` : null,
    refreshS: door.state === "unpaid" ? (isSoon ? LOOK_AGAIN_S : LOOK_SELDOM_S) : null,
  })
}

/** The slip to print. */
export function toSlipPage(frame: Frame, facts: CounterFacts, settings: KpaySettings): string {
  const { door, order, readAt } = facts
  return slipPage(frame, {
    order: toOrderNumber(order),
    door: toShownDoor(door),
    pay: isPayable(door) ? toPayByCode(door, facts, settings) : null,
    readAt: toTimeAndDay(readAt),
  })
}

type UnpaidDoor = Extract<Door, { state: "unpaid" }>

/** Whether the pay page takes money for the order now. */
function isPayable(door: Door): door is UnpaidDoor {
  return door.state === "unpaid" && door.owedRwf > 0 && door.money === null
}

function toPayByCode(
  { owedRwf }: UnpaidDoor,
  { token, expiresAt }: CounterFacts,
  settings: KpaySettings
): PayByCode {
  const url = toPayPageAddress(settings.backendUrl, token)
  const hasMomo = toShopMethods(settings).some(({ method }) => method.id === "momo")
  return {
    amount: formatRwf(owedRwf),
    qr: toQrCode(url),
    address: toShortAddress(url, token),
    until: toDayAndTime(expiresAt),
    ussd: hasMomo ? toUssd("momo", settings) : null,
  }
}

/** Enough of the address to compare it with the one that a phone shows: a code of another page leads elsewhere. */
function toShortAddress(url: string, token: string): string {
  return url.replace(/^https?:\/\//, "").replace(token, `…${token.slice(-6)}`)
}

function toShownDoor(door: Door): ShownDoor {
  switch (door.state) {
    case "paid":
      return {
        state: "paid",
        payments: door.payments.map(toShownPayment),
        isTest: door.payments.some(({ environment }) => environment === "test"),
      }
    case "unpaid":
      return {
        state: "unpaid",
        owed: door.owedRwf > 0 ? formatRwf(door.owedRwf) : null,
        received: door.receivedRwf > 0 ? formatRwf(door.receivedRwf) : null,
        money: door.money,
      }
    case "cancelled":
    case "sent_back":
      return door
  }
}

function toShownPayment(attempt: Attempt): ShownPayment {
  return {
    amount: formatRwf(attempt.amount),
    paidBy: METHODS[attempt.method].label,
    paidAt: toTimeAndDay(attempt.paid_at ?? attempt.created_at),
    momoId: attempt.momo_transaction_id,
  }
}

function toOrderNumber({ display_id }: CounterFacts["order"]): string | null {
  return display_id === null ? null : `#${display_id}`
}

/** `14:02:11, 31/01/2026` on the clocks of Kigali: to the second, so that an old picture of the page is seen to be old. */
function toTimeAndDay(at: Date): string {
  const [day = "", time = ""] = toKigaliTime(at).split("T")
  return `${time.slice(0, "14:02:11".length)}, ${day.split("-").reverse().join("/")}`
}
