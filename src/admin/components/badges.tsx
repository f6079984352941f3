import { Badge, StatusBadge as UiStatusBadge, Tooltip } from "@medusajs/ui"
import { formatRwf } from "../../domain/amount"
import type { AttemptStatus } from "../../domain/attempt-status"
import type { KpayAdminAttempt } from "../../http-types"
import { toStatusBadge } from "../attempt-words"
import { useTexts } from "../texts"

/** Where an attempt is now, in one word. */
export function StatusBadge({ status }: { readonly status: AttemptStatus }) {
  const { t } = useTexts()
  const { text, color } = toStatusBadge(status, t)
  return (
    <UiStatusBadge color={color} className="whitespace-nowrap">
      {text}
    </UiStatusBadge>
  )
}

/** An order is paid, and not by K-Pay. */
export function PaidOtherwiseBadge() {
  const { t } = useTexts()
  return (
    <UiStatusBadge color="green" className="whitespace-nowrap">
      {t("paid_otherwise")}
    </UiStatusBadge>
  )
}

/** What is due to the shopper, besides what the order's payment is. */
export function RefundDueBadge({ amount }: { readonly amount: number }) {
  const { t } = useTexts()
  return (
    <UiStatusBadge color="orange" className="whitespace-nowrap">
      {t("refund_due_amount", { amount: formatRwf(amount) })}
    </UiStatusBadge>
  )
}

/** Marks payments of K-Pay's test environment; shows nothing for live ones. */
export function TestBadge({
  environment,
}: {
  readonly environment: KpayAdminAttempt["environment"]
}) {
  const { t } = useTexts()
  if (environment === "live") return null
  return (
    <Tooltip content={t("test_hint")}>
      <Badge size="2xsmall" color="purple">
        {t("environment_test")}
      </Badge>
    </Tooltip>
  )
}
