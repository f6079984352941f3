import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { isMoney } from "../domain/attempt-status"
import { isUnpaid, toOrderBalance } from "../domain/balance"
import { REFUSALS } from "../domain/refusals"
import { toReason } from "../domain/sentences"
import type {
  KpayAdminAttempt,
  KpayAttemptResponse,
  KpayJournalResponse,
  KpayOrderResponse,
  KpayRefund,
  KpayRefundResponse,
} from "../http-types"
import { readUserNames } from "../medusa/names"
import { readOrders, readOrdersOfCollections } from "../medusa/orders"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { PageRequest } from "../modules/kpay/listing/listing"
import type { Refund } from "../modules/kpay/refunds/refund-store"
import type KpayModuleService from "../modules/kpay/service"
import { canMakePayLink } from "../operations/make-pay-link"
import { findSameTransfers, isOfLess } from "../operations/manual-payments/same-transfer"
import { readPayableOrder, readPayment } from "../operations/read-payment"
import { isTestMoney } from "../operations/test-money"
import { toAttemptView, toJournalView, toRefundView, type AttemptOrder } from "./admin-view"
import { RefusedError } from "./done"
import { withCursorCheck } from "./parse-input"

/** A cart that is no order yet can be prompted again; whether it still owes is decided when the prompt is sent. */
const NO_ORDER: AttemptOrder = { id: null, display_id: null, owes: true, is_paid: false }

/** Attempts as admins see them, with the numbers and balances of their orders. */
export async function toAttemptViews(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<KpayAdminAttempt[]> {
  const [orders, sameTransfers, partlyRefunded] = await Promise.all([
    readAttemptOrders(container, attempts),
    readSameTransfers(container, attempts),
    listPartlyRefunded(container, attempts),
  ])
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  return attempts.map((attempt) => {
    const whole = toAttemptView(attempt, orders.get(attempt.id) ?? NO_ORDER)
    if (attempt.status === "unapplied" && isTestMoney(attempt, settings))
      return { ...whole, actions: ["dismiss"] }
    const view = partlyRefunded.includes(attempt.id) ? withoutApply(whole) : whole
    const same = sameTransfers.get(attempt.id)
    return same ? toViewOfSameTransfer(view, same) : view
  })
}

/** Unapplied money of which a part is due or was sent back is applied to no order. */
async function listPartlyRefunded(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<readonly string[]> {
  const unapplied = attempts.filter(({ status }) => status === "unapplied")
  if (unapplied.length === 0) return []
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  return kpay.listAttemptsWithRefunds(unapplied.map(({ id }) => id))
}

function withoutApply(view: KpayAdminAttempt): KpayAdminAttempt {
  return { ...view, actions: view.actions.filter((action) => action !== "apply") }
}

type RecordedByHand = NonNullable<KpayAdminAttempt["recorded_by_hand"]>

/** Where the MoMo transfers of attempts were recorded by hand, by the attempts' ids. */
async function readSameTransfers(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<ReadonlyMap<string, RecordedByHand>> {
  const transfers = await findSameTransfers(container, attempts)
  if (transfers.size === 0) return new Map()
  const toOrderIds = (records: readonly { readonly order_id: string }[]) => [
    ...new Set(records.map(({ order_id }) => order_id)),
  ]
  const found = await readOrders(
    resolveQuery(container),
    toOrderIds([...transfers.values()].flatMap(({ records }) => records))
  )
  return new Map(
    [...transfers].map(([attemptId, { records, amount }]) => {
      const orders = toOrderIds(records).map((id) => ({
        id,
        display_id: found.find((order) => order.id === id)?.display_id ?? null,
      }))
      const [first] = orders
      return [
        attemptId,
        { order_id: first?.id ?? "", order_display_id: first?.display_id ?? null, orders, amount },
      ]
    })
  )
}

/** An order has this money by hand, so it can be dismissed and nothing else; nor that where the order has only a part of it. */
function toViewOfSameTransfer(view: KpayAdminAttempt, same: RecordedByHand): KpayAdminAttempt {
  return {
    ...view,
    recorded_by_hand: same,
    actions: view.actions.filter((action) => action === "dismiss" && !isOfLess(same, view)),
  }
}

/** The orders of attempts, by the attempts' ids. */
async function readAttemptOrders(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<ReadonlyMap<string, AttemptOrder>> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const ofCollections = await readOrdersOfCollections(
    container,
    attempts.map(({ payment_collection_id }) => payment_collection_id)
  )
  const toOrderId = (attempt: Attempt): string | null =>
    ofCollections.get(attempt.payment_collection_id)?.id ?? attempt.order_id
  const ids = attempts.flatMap((attempt) => toOrderId(attempt) ?? [])
  const orders = await readOrders(resolveQuery(container), [...new Set(ids)])
  const byId = new Map(orders.map((order) => [order.id, order]))
  return new Map(
    attempts.flatMap((attempt) => {
      const order = byId.get(toOrderId(attempt) ?? "")
      if (!order) return []
      const { id, display_id, currency_code, is_cancelled, pending_difference } = order
      const balance = toOrderBalance(
        [{ isCancelled: is_cancelled, pendingDifference: pending_difference }],
        currency_code
      )
      const owes = isUnpaid(balance, settings.rounding)
      return [[attempt.id, { id, display_id, owes, is_paid: !owes && !is_cancelled }]]
    })
  )
}

/** @throws RefusedError (404) for an id that is no attempt's. */
export async function requireAttempt(
  kpay: KpayModuleService,
  id: string | undefined
): Promise<Attempt> {
  const attempt = await kpay.findAttempt(id ?? "")
  if (attempt) return attempt
  throw new RefusedError(MedusaError.Types.NOT_FOUND, toReason(REFUSALS, "attempt_unknown"))
}

/** Refunds as admins see them, with the numbers of their orders. */
export async function toRefundViews(
  container: MedusaContainer,
  refunds: readonly Refund[],
  attempts: readonly Attempt[]
): Promise<KpayRefund[]> {
  const orderIds = refunds.flatMap(({ order_id }) => order_id ?? [])
  const orders = await readOrders(resolveQuery(container), [...new Set(orderIds)])
  return refunds.map((refund) =>
    toRefundView(
      refund,
      attempts.find(({ id }) => id === refund.attempt_id) ?? null,
      orders.find(({ id }) => id === refund.order_id) ?? null
    )
  )
}

/** A refund as admins see it, with the number of its order. */
export async function toRefundResponse(
  container: MedusaContainer,
  refund: Refund,
  attempt: Attempt | null
): Promise<KpayRefundResponse> {
  const orderIds = refund.order_id === null ? [] : [refund.order_id]
  const [order = null] = await readOrders(resolveQuery(container), orderIds)
  return { refund: toRefundView(refund, attempt, order) }
}

/** How much of an attempt's journal comes with the attempt. */
const JOURNAL_PAGE = 50

/** An attempt with the newest page of its journal. */
export async function readAttemptResponse(
  container: MedusaContainer,
  id: string | undefined
): Promise<KpayAttemptResponse> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await requireAttempt(kpay, id)
  const [view] = await toAttemptViews(container, [attempt])
  return {
    attempt: view ?? toAttemptView(attempt, NO_ORDER),
    ...(await readJournalResponse(container, attempt.id, { limit: JOURNAL_PAGE })),
  }
}

/**
 * A page of an attempt's journal.
 *
 * @throws MedusaError (400) for a cursor that does not come from it.
 */
export async function readJournalResponse(
  container: MedusaContainer,
  attemptId: string,
  page: PageRequest
): Promise<KpayJournalResponse> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { rows, nextCursor } = await withCursorCheck(() => kpay.listJournalPage(attemptId, page))
  const userNames = await readUserNames(
    container,
    rows.flatMap(({ actor }) => actor ?? [])
  )
  return {
    journal: rows.map((line) => toJournalView(line, userNames)).reverse(),
    next_cursor: nextCursor,
  }
}

/**
 * An order's balance and attempts.
 *
 * @throws MedusaError (404) for an id that is no order's.
 */
export async function readOrderResponse(
  container: MedusaContainer,
  orderId: string
): Promise<KpayOrderResponse> {
  const payable = await readPayableOrder(container, orderId)
  if (!payable) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId}.`)
  const payment = await readPayment(container, payable)
  const attempts = await toAttemptViews(container, payment.attempts)
  const { balance, owedRwf } = payment
  return {
    balance: {
      order_id: orderId,
      currency_code: balance.currencyCode,
      owed: balance.owed,
      owed_rwf: owedRwf,
      is_cancelled: balance.isCancelled,
      is_draft: payable.order.is_draft,
      is_unpaid: payment.isUnpaid,
      actions: (await canMakePayLink(container, payment)) ? ["pay_link"] : [],
    },
    attempt: attempts.find(({ id }) => id === payment.attempt?.id) ?? null,
    attempts,
    refund_due: await sumRefundsDue(container, payment.attempts),
  }
}

async function sumRefundsDue(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<number> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const paid = attempts.filter(({ status }) => isMoney(status))
  const sums = await Promise.all(paid.map(({ id }) => kpay.sumRefunds(id)))
  return sums.reduce((due, { dueRwf }) => due + dueRwf, 0)
}
