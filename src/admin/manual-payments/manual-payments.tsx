import { Text } from "@medusajs/ui"
import { formatRwf } from "../../domain/amount"
import type { KpayManualPayment } from "../../http-types"
import { formatMoment } from "../format"
import { useTexts } from "../texts"
import { TakeBackButton } from "./take-back-button"

/** What was paid for an order otherwise than through K-Pay, a line each, oldest first. */
export function ManualPayments({ payments }: { readonly payments: readonly KpayManualPayment[] }) {
  const { t } = useTexts()
  if (payments.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" data-kpay="manual-payments">
      <Text size="small" leading="compact" weight="plus">
        {t("paid_otherwise")}
      </Text>
      <ul className="flex flex-col gap-y-2">
        {payments.map((payment) => (
          <ManualPaymentLine key={payment.id} payment={payment} />
        ))}
      </ul>
    </div>
  )
}

function ManualPaymentLine({ payment }: { readonly payment: KpayManualPayment }) {
  const { t, language } = useTexts()
  const { kind, amount, reference, note, status, actor_name, created_at } = payment
  const details = [
    formatMoment(created_at, language),
    actor_name ?? t("timeline_unknown_user"),
    reference,
    note,
  ]
  return (
    <li className="txt-small">
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <span>{t(`manual_${kind}`)}</span>
        <span className="whitespace-nowrap tabular-nums">{formatRwf(amount)}</span>
      </div>
      <div className="text-ui-fg-subtle break-words">{details.filter(Boolean).join(" · ")}</div>
      {payment.actions.includes("take_back") && <TakeBackButton payment={payment} />}
      {status !== "booked" && <div className="text-ui-fg-error">{t(`manual_${status}`)}</div>}
    </li>
  )
}
