import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { ExclamationCircleSolid } from "@medusajs/icons"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { formatRwf } from "../../domain/amount"
import { useOrder } from "../queries"
import { useTexts } from "../texts"

/** Warns across the top of an unpaid order that it must not be shipped. Orders that K-Pay was not asked about have none. */
const OrderNotPaidWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useTexts()
  const { data } = useOrder(order.id)
  if (!data || data.attempts.length === 0) return null
  const { is_unpaid, is_cancelled, owed_rwf } = data.balance
  if (!is_unpaid || is_cancelled) return null
  return (
    <div
      role="status"
      data-kpay="not-paid"
      // Medusa puts widgets below its own sections; this warning has to stand above them.
      className="bg-ui-tag-orange-bg border-ui-tag-orange-border text-ui-tag-orange-text order-first flex items-center gap-x-3 rounded-lg border px-6 py-4"
    >
      <ExclamationCircleSolid className="shrink-0" />
      <div>
        <p className="txt-compact-large-plus">{t("not_paid_yet")}</p>
        <p className="txt-compact-small">{t("not_paid_owed", { amount: formatRwf(owed_rwf) })}</p>
        {data.attempts.some(({ status }) => status === "unapplied") && (
          <p className="txt-compact-small">{t("not_paid_needs_decision")}</p>
        )}
      </div>
    </div>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.before" })

export default OrderNotPaidWidget
