import type { MedusaContainer } from "@medusajs/framework/types"
import { readOrdersOfCollections, type OrderName } from "../medusa/orders"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { AttemptFilters } from "../modules/kpay/listing/attempt-filters"
import { toCountedAt } from "../modules/kpay/cash-up/counted"
import { toFeeRwf } from "../modules/kpay/cash-up/fee"
import { toKigaliDay, toKigaliTime } from "../domain/kigali-time"
import type { KpaySettings } from "../modules/kpay/options/options"
import type KpayModuleService from "../modules/kpay/service"
import { toCsvLine, type Cell } from "./csv"

/** Attempts that are in memory at a time. */
const BATCH_SIZE = 1_000

/** What a line is made of. */
interface Line {
  readonly attempt: Attempt
  readonly order: OrderName | null
  readonly refundedRwf: number
  readonly fees: KpaySettings["fees"]
}

/** The columns in their order, which programs of shops rely on: new ones come at the end. No phone number is in any. */
const COLUMNS: Readonly<Record<string, (line: Line) => Cell>> = {
  created_at: ({ attempt }) => toKigaliTime(attempt.created_at),
  paid_at: ({ attempt }) => attempt.paid_at && toKigaliTime(attempt.paid_at),
  order: ({ order }) => order?.display_id ?? null,
  refid: ({ attempt }) => attempt.refid,
  tid: ({ attempt }) => attempt.tid,
  momo_transaction_id: ({ attempt }) => attempt.momo_transaction_id,
  method: ({ attempt }) => attempt.method,
  network: ({ attempt }) => attempt.network,
  status: ({ attempt }) => attempt.status,
  unapplied_reason: ({ attempt }) => attempt.unapplied_reason,
  reason_code: ({ attempt }) => attempt.reason_code,
  reason: ({ attempt }) => attempt.reason,
  amount: ({ attempt }) => attempt.amount,
  currency_code: ({ attempt }) => attempt.currency_code,
  fee_estimated: ({ attempt, fees }) =>
    attempt.paid_at && toFeeRwf(attempt.amount, fees[attempt.method]),
  refunded: ({ refundedRwf }) => refundedRwf,
  account: ({ attempt }) => attempt.account,
  environment: ({ attempt }) => attempt.environment,
  counted_on: ({ attempt }) => toKigaliDay(toCountedAt(attempt)),
}

/** Attempts as a CSV file, piece by piece: as much is read as the reader has taken, however many there are. */
export async function* writeAttemptsCsv(
  container: MedusaContainer,
  filters: AttemptFilters
): AsyncGenerator<string> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  yield toCsvLine(Object.keys(COLUMNS))
  for await (const attempts of kpay.readAttemptBatches(filters, BATCH_SIZE)) {
    const orders = await readOrdersOfCollections(
      container,
      attempts.map(({ payment_collection_id }) => payment_collection_id)
    )
    const refunded = await kpay.sumRefundsSent(attempts.map(({ id }) => id))
    const lines = attempts.map((attempt) => ({
      attempt,
      order: orders.get(attempt.payment_collection_id) ?? null,
      refundedRwf: refunded.get(attempt.id) ?? 0,
      fees: kpay.settings.fees,
    }))
    yield lines
      .map((line) => toCsvLine(Object.values(COLUMNS).map((toCellOf) => toCellOf(line))))
      .join("")
  }
}
