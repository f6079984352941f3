import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayManualPayment } from "../http-types"
import { readUserNames } from "../medusa/names"
import type { ManualPayment } from "../modules/kpay-manual-payments/service"
import { listTakeable } from "../operations/manual-payments/take-back"

/** Manual payments as admins see them, with the names of those who recorded them. */
export async function toManualPaymentViews(
  container: MedusaContainer,
  payments: readonly ManualPayment[]
): Promise<KpayManualPayment[]> {
  const userNames = await readUserNames(
    container,
    payments.map(({ created_by }) => created_by)
  )
  const takeable = await listTakeable(container, payments)
  return payments.map((payment) => ({
    ...toView(payment, userNames.get(payment.created_by) ?? null),
    actions: takeable.has(payment.id) ? ["take_back" as const] : [],
  }))
}

function toView(
  payment: ManualPayment,
  actorName: string | null
): Omit<KpayManualPayment, "actions"> {
  const { id, order_id, kind, amount, currency_code, reference, note, status } = payment
  return {
    id,
    order_id,
    kind,
    amount,
    currency_code,
    reference,
    note,
    status,
    actor: payment.created_by,
    actor_name: actorName,
    created_at: payment.created_at.toISOString(),
  }
}
