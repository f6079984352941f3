import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { ExclamationCircleSolid } from "@medusajs/icons"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { isPaidInFull, isWaitingForPerson } from "../attempt-words"
import { useAttemptsOfOrder } from "../queries"
import { useTexts } from "../texts"

/** Stands across the top of an unpaid order, so that nobody ships it. */
const OrderNotPaidWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useTexts()
  const { data } = useAttemptsOfOrder(order.id)
  if (!data || data.attempts.length === 0 || order.status === "canceled") return null
  if (isPaidInFull(order, data.attempts)) return null
  return (
    <div
      role="status"
      data-kpay="not-paid"
      // Medusa puts widgets below its own sections; this one is of use above them only.
      className="bg-ui-tag-orange-bg border-ui-tag-orange-border text-ui-tag-orange-text order-first flex items-center gap-x-3 rounded-lg border px-6 py-4"
    >
      <ExclamationCircleSolid className="shrink-0" />
      <div>
        <p className="txt-compact-large-plus">{t("not_paid_yet")}</p>
        {data.attempts.some(isWaitingForPerson) && (
          <p className="txt-compact-small">{t("not_paid_needs_decision")}</p>
        )}
      </div>
    </div>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.before" })

export default OrderNotPaidWidget
