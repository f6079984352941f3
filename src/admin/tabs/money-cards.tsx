import { Container, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt, KpayRefund } from "../../http-types"
import { AttemptActions } from "../actions/attempt-actions"
import { RefundSentButton } from "../actions/refund-sent-button"
import { sayRecordedByHand, sayWhyUnapplied } from "../attempt-words"
import { TestBadge } from "../components/badges"
import { PageLink } from "../components/page-link"
import { PayerPhone } from "../components/payer-phone"
import { formatMoment } from "../format"
import { useTexts } from "../texts"

/** Money that no order took, with what can be done about it. */
export function UnappliedCard({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t, language } = useTexts()
  const story = {
    amount: formatRwf(attempt.amount),
    method: t(`method_${attempt.method}`),
    when: formatMoment(attempt.paid_at ?? attempt.created_at, language),
    reason: sayWhyUnapplied(attempt, t),
  }
  return (
    <Card
      id={attempt.id}
      environment={attempt.environment}
      story={
        attempt.phone_masked
          ? t("attention_story", { ...story, phone: attempt.phone_masked })
          : t("attention_story_card", story)
      }
      next={sayRecordedByHand(attempt, t) ?? t("attention_next")}
      links={
        <>
          <PageLink to={`/kpay?attempt=${attempt.id}`}>{t("timeline")}</PageLink>
          <OrderLink {...attempt} />
        </>
      }
      actions={<AttemptActions attempt={attempt} />}
    />
  )
}

/** A refund that still has to be sent by hand. */
export function RefundCard({ refund }: { readonly refund: KpayRefund }) {
  const { t, language } = useTexts()
  const { attempt_id: attemptId, phone_masked: phone } = refund
  const amount = formatRwf(refund.amount)
  const when = formatMoment(refund.created_at, language)
  return (
    <Card
      id={refund.id}
      environment={refund.environment}
      story={
        phone ? t("due_story", { amount, phone, when }) : t("due_story_card", { amount, when })
      }
      next={[t("due_next"), refund.note && t("due_note", { note: refund.note })]
        .filter(Boolean)
        .join(" ")}
      links={
        <>
          <PayerPhone attemptId={attemptId} masked={phone} />
          <PageLink to={`/kpay?attempt=${attemptId}`}>{t("timeline")}</PageLink>
          <OrderLink {...refund} />
        </>
      }
      actions={<RefundSentButton refund={refund} />}
    />
  )
}

/** Names the order by its number, where it has one. */
function OrderLink({
  order_id,
  order_display_id,
}: Pick<KpayRefund, "order_id" | "order_display_id">) {
  const { t } = useTexts()
  if (order_id === null) return null
  const number = order_display_id === null ? "" : ` #${order_display_id}`
  return <PageLink to={`/orders/${order_id}`}>{`${t("open_order")}${number}`}</PageLink>
}

function Card({
  id,
  environment,
  story,
  next,
  links,
  actions,
}: {
  readonly id: string
  /** `null` where it is not known. */
  readonly environment: KpayRefund["environment"]
  readonly story: string
  readonly next: string
  readonly links: ReactNode
  readonly actions: ReactNode
}) {
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4" data-kpay-card={id}>
      <div>
        <Text weight="plus">
          {story}{" "}
          {environment && (
            <span className="inline-flex align-middle">
              <TestBadge environment={environment} />
            </span>
          )}
        </Text>
        <Text size="small" className="text-ui-fg-subtle">
          {next}
        </Text>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="txt-small flex flex-wrap items-center gap-x-4 gap-y-1">{links}</div>
        <div className="flex flex-wrap gap-2">{actions}</div>
      </div>
    </Container>
  )
}
