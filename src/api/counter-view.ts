import { courierPage } from "../counter/courier-page"
import type { Door } from "../counter/door"
import type { ShownDoor, ShownPayment } from "../counter/door-sign"
import { toQrCode } from "../counter/qr"
import { slipPage, type PayByCode } from "../counter/slip-page"
import { formatRwf } from "../domain/amount"
import { toKigaliTime } from "../domain/kigali-time"
import { METHODS } from "../domain/methods"
import type { Order } from "../medusa/orders"
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
  /** Every order that the payment is for. */
  readonly orders: readonly OrderName[]
  readonly attempt: Attempt | null
  /** The secret part of the pay link. */
  readonly token: string
  readonly expiresAt: Date
  /** The database's clock when the books were read. */
  readonly readAt: Date
}

type OrderName = Pick<Order, "display_id" | "is_cancelled">

/** How often the courier's browser reloads: often while the buyer has a prompt, less often while none is out. */
const LOOK_AGAIN_S = 5
export const LOOK_SELDOM_S = 15
const SOON_MS = 10 * 60_000

/** The page for the courier who hands an order over. */
export function toCourierPage(frame: Frame, facts: CounterFacts): string {
  const { door, orders, attempt, token, readAt } = facts
  const isSoon = attempt !== null && isCurrent(attempt) && toAgeMs(attempt) < SOON_MS
  return courierPage(frame, {
    order: toOrderNumbers(orders),
    door: toShownDoor(door),
    readAt: toDayAndSecond(readAt),
    payPage: isPayable(door) ? `../pay/${token}` : null,
    refreshS: door.state === "unpaid" ? (isSoon ? LOOK_AGAIN_S : LOOK_SELDOM_S) : null,
  })
}

/** The slip to print. */
export function toSlipPage(frame: Frame, facts: CounterFacts, settings: KpaySettings): string {
  const { door, orders, readAt } = facts
  return slipPage(frame, {
    order: toOrderNumbers(orders),
    door: toShownDoor(door),
    pay: isPayable(door) ? toPayByCode(door, facts, settings) : null,
    readAt: toDayAndSecond(readAt),
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
  const methods = toShopMethods(settings).map(({ method }) => method)
  const hasMomo = methods.some(({ id }) => id === "momo")
  return {
    amount: formatRwf(owedRwf),
    qr: toQrCode(url),
    address: toShortAddress(url, token),
    until: toDayAndTime(expiresAt),
    ussd: hasMomo ? toUssd("momo", settings) : null,
    hasPhone: methods.some(({ needsPhone }) => needsPhone),
  }
}

/** Enough of the address to compare it with the one that a phone shows: a code of another page leads elsewhere. */
function toShortAddress(url: string, token: string): string {
  return url.replace(/^https?:\/\//, "").replace(token, `…${token.slice(-6)}`)
}

function toShownDoor(door: Door): ShownDoor {
  switch (door.state) {
    case "paid":
      return isTest(door)
        ? { state: "test", payments: door.payments.map(toShownPayment) }
        : { ...door, payments: door.payments.map(toShownPayment) }
    case "partly_refunded":
      return {
        state: "partly_refunded",
        payments: door.payments.map(toShownPayment),
        paid: formatRwf(door.paidRwf),
        refunded: formatRwf(door.refundedRwf),
        isTest: isTest(door),
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

type Payments = Extract<Door, { state: "paid" }>["payments"]

/** Whether a payment was made in K-Pay's test environment, where no money moves. */
function isTest({ payments }: { readonly payments: Payments }): boolean {
  return payments.some(({ attempt }) => attempt.environment === "test")
}

function toShownPayment({ attempt, keptRwf }: Payments[number]): ShownPayment {
  return {
    amount: formatRwf(keptRwf),
    method: attempt.method,
    paidBy: METHODS[attempt.method].label,
    paidAt: toDayAndSecond(attempt.paid_at ?? attempt.created_at),
    momoId: attempt.momo_transaction_id,
  }
}

/** Those that stand; all of them where none does. `null` where they have no numbers. */
function toOrderNumbers(orders: readonly OrderName[]): string | null {
  const standing = orders.filter(({ is_cancelled }) => !is_cancelled)
  const numbers = (standing.length > 0 ? standing : orders).flatMap(({ display_id }) =>
    display_id === null ? [] : [`#${display_id}`]
  )
  return numbers.length > 0 ? numbers.join(", ") : null
}

/** `31/01/2026 14:02:11` on the clocks of Kigali: to the second, so that an old picture of the page is seen to be old. */
function toDayAndSecond(at: Date): string {
  const [, time = ""] = toKigaliTime(at).split("T")
  return `${toDayAndTime(at)}${time.slice("14:02".length, "14:02:11".length)}`
}
