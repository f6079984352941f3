import type { MedusaContainer } from "@medusajs/framework/types"
import { isMomoId, toTransferId } from "../domain/transfer-id"
import { KPAY_MODULE } from "../modules/kpay"
import { KPAY_MANUAL_PAYMENTS_MODULE } from "../modules/kpay-manual-payments"
import type KpayManualPaymentsService from "../modules/kpay-manual-payments/service"
import type { ManualPayment } from "../modules/kpay-manual-payments/service"
import type { Decided, Decision, RowToBook } from "../modules/kpay-statements/books/deciding"
import type { Statement } from "../modules/kpay-statements/books/listing"
import { STATEMENT_REFUSALS } from "../modules/kpay-statements/refusals"
import type { RecordedByHand } from "../modules/kpay-statements/books/matching"
import type KpayModuleService from "../modules/kpay/service"
import { recordManualPayment } from "../operations/manual-payments/record-manual-payment"
import { refusedBy, type Refused } from "../operations/refused"
import { resolveStatements } from "./resolve"

/** How far back payments that were recorded by hand are looked for in a statement. */
const LOOKED_BACK_MS = 400 * 24 * 60 * 60_000

/** The payments that admins recorded by hand, as a statement is compared with them. */
export async function readRecordedByHand(container: MedusaContainer): Promise<RecordedByHand[]> {
  const now = await container.resolve<KpayModuleService>(KPAY_MODULE).readNow()
  const payments = await container
    .resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
    .listReferenced(new Date(now.getTime() - LOOKED_BACK_MS), now)
  return payments.map(({ id, order_id, amount, transfer_id }) => ({
    id,
    order_id,
    amount,
    reference: transfer_id ?? "",
  }))
}

/**
 * Undoes the matches of rows with records that were taken back since, so that no row is matched whose money no order has. It is
 * done where statements are read, and not where a record is taken back: a server that dies between leaves nothing undone.
 */
export async function undoMatchesTakenBack(container: MedusaContainer): Promise<void> {
  const takenBack = await container
    .resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
    .listTakenBackIds()
  const { fees } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  await resolveStatements(container).undoMatchesOf(takenBack, TAKEN_BACK, fees)
}

const TAKEN_BACK = "Its record by hand was taken back."

/**
 * Records the money of a row that the books do not have as paid for an order, by the rules of payments by hand: never more than
 * the order owes, and the same transaction once, however often it is asked for.
 */
export async function bookRow(
  container: MedusaContainer,
  decision: Decision,
  { methods }: Pick<Statement, "methods">,
  orderId: string
): Promise<Decided> {
  const { fees } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  return resolveStatements(container).book(
    decision,
    async (row) => {
      if (row.bookedForOrderId !== null && row.bookedForOrderId !== orderId)
        return refusedBy(STATEMENT_REFUSALS, "statement_booked_for_other")
      if (!Number.isInteger(row.amount))
        return refusedBy(STATEMENT_REFUSALS, "statement_not_whole_francs")
      const { requestId, record } = await findRequest(container, row)
      const use =
        (await findFormerRecord(container, row)) ??
        refuseOther(record, orderId, row) ??
        (await findUse(container, row, requestId))
      if (use !== null) return use
      if (row.elsewhere !== null)
        return refusedBy(STATEMENT_REFUSALS, "statement_id_in_other", row.elsewhere)
      if (record?.status === "booked") return { type: "done", payment: record }
      return recordManualPayment(container, {
        request_id: requestId,
        order_id: orderId,
        kind: toKind(row, methods),
        amount: row.amount,
        reference: row.transactionId,
        note: decision.note,
        created_by: decision.actor,
      })
    },
    fees
  )
}

/**
 * The row's key, or a new one where the order's books have the record under it no more, and the record that the books have. Found
 * by the records alone: the statement may be deleted since, and its matches with it.
 */
async function findRequest(
  container: MedusaContainer,
  { key }: RowToBook
): Promise<{ readonly requestId: string; readonly record: ManualPayment | null }> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  let known = await manual.findByRequest(key)
  let requestId = key
  while (known?.status === "taken_back" || known?.status === "not_booked") {
    requestId = `${key}:${known.id}`
    known = await manual.findByRequest(requestId)
  }
  return { requestId, record: known }
}

/** Refuses where the row's money is recorded for another order, or as another amount; `null` where it is not. */
function refuseOther(
  record: ManualPayment | null,
  orderId: string,
  { amount }: RowToBook
): Refused | null {
  return record && (record.order_id !== orderId || record.amount !== amount)
    ? refusedBy(STATEMENT_REFUSALS, "statement_recorded_before", { order: record.order_id })
    : null
}

/** Statements of banks have ids of their own, which no MoMo transaction has, and a column of ids can have other texts. */
function toKind(
  { transactionId }: RowToBook,
  methods: Statement["methods"]
): "momo" | "bank" | "other" {
  if (transactionId === null) return "other"
  const isOfMomo = methods.every((method) => method === "momo" || method === "airtel")
  if (isOfMomo) return isMomoId(transactionId) ? "momo" : "other"
  return "bank"
}

/** Refuses where an order has the row's money by a record whose match was undone; `null` where none has. A row need not have an id. */
async function findFormerRecord(
  container: MedusaContainer,
  { formerPaymentIds }: RowToBook
): Promise<Refused | null> {
  const manual = container.resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
  for (const id of formerPaymentIds) {
    const former = await manual.find(id)
    if (former?.status === "booked" || former?.status === "recording")
      return refusedBy(STATEMENT_REFUSALS, "statement_recorded_before", { order: former.order_id })
  }
  return null
}

/** Refuses where one of the row's ids is of a payment, in whatever state; `null` where it is of none. */
async function findUse(
  container: MedusaContainer,
  { ids }: RowToBook,
  requestId: string
): Promise<Refused | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (const id of ids)
    for (const column of ["refid", "tid", "transfer_id"] as const) {
      const written = column === "transfer_id" ? toTransferId(id) : id
      const [attempt] = await kpay.listAttempts({ [column]: written })
      if (attempt)
        return refusedBy(STATEMENT_REFUSALS, "statement_id_of_payment", {
          id,
          refid: attempt.refid,
        })
    }
  const recorded = await container
    .resolve<KpayManualPaymentsService>(KPAY_MANUAL_PAYMENTS_MODULE)
    .listByTransferIds(ids.map(toTransferId))
  const other = recorded.find(({ request_id }) => request_id !== requestId)
  return other
    ? refusedBy(STATEMENT_REFUSALS, "statement_id_recorded", {
        id: other.reference ?? "",
        order: other.order_id,
      })
    : null
}
