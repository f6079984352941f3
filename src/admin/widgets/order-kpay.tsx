import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import type { KpayAdminAttempt } from "../../http-types"
import { isOpen, isPaidInFull, isWaitingForPerson, toSpokesman } from "../attempt-words"
import { AskNowButton } from "../components/ask-now-button"
import { AttemptDrawer } from "../components/attempt-drawer"
import { AttemptFacts } from "../components/attempt-facts"
import { StateBadge, TestBadge } from "../components/badges"
import { LoadState } from "../components/load-state"
import { NewPromptButton } from "../components/new-prompt-button"
import { PayLinkButton } from "../components/pay-link-button"
import { Timeline } from "../components/timeline"
import { toFrancs, toKigaliMoment } from "../format"
import { useAttempt, useAttemptsOfOrder } from "../queries"
import { useTexts } from "../texts"

/** How an order is paid through K-Pay, or the link to pay it by; nothing on an order that is paid otherwise. */
const OrderKpayWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useTexts()
  const { data, error, refetch } = useAttemptsOfOrder(order.id)
  const attempt = data && toSpokesman(data.attempts)
  const isPaid = data?.attempts.some(({ placed }) => placed) ?? false
  const isCancelled = order.status === "canceled"
  const isUnpaid = !isPaidInFull(order, data?.attempts ?? []) && !isCancelled
  if (data && !attempt)
    return isUnpaid && order.currency_code === "rwf" ? <UnaskedOrder orderId={order.id} /> : null
  return (
    <Container className="divide-y p-0" data-kpay="order">
      <div className="flex items-center justify-between gap-x-2 px-6 py-4">
        <div className="flex items-center gap-x-2">
          <Heading level="h2">K-Pay</Heading>
          {attempt && <TestBadge environment={attempt.environment} />}
        </div>
        {attempt && <StateBadge attempt={attempt} />}
      </div>
      {data && attempt ? (
        <>
          <div className="flex flex-col gap-y-3 px-6 py-4">
            <AttemptFacts attempt={attempt} />
            {isCancelled && !isPaid && isOpen(attempt) && (
              <Text size="small" className="text-ui-fg-subtle">
                {t("order_cancelled_hint")}
              </Text>
            )}
          </div>
          <History attempt={attempt} />
          <Earlier attempts={data.attempts.filter(({ id }) => id !== attempt.id)} />
          <div className="flex flex-wrap justify-end gap-2 px-6 py-4">
            {data.attempts.some(isWaitingForPerson) && (
              <Button size="small" variant="secondary" asChild>
                <Link to="/kpay?tab=attention">{t("state_needs_attention")}</Link>
              </Button>
            )}
            {!isPaid && !isCancelled && <NewPromptButton attempt={attempt} />}
            {isUnpaid && <PayLinkButton orderId={order.id} />}
            <AskNowButton attemptId={attempt.id} />
          </div>
        </>
      ) : (
        <LoadState error={error} onRetry={() => void refetch()} />
      )}
    </Container>
  )
}

/** An order of which nobody was asked for money yet: an admin took it, say. */
function UnaskedOrder({ orderId }: { readonly orderId: string }) {
  return (
    <Container className="flex items-center justify-between gap-x-2 px-6 py-4" data-kpay="order">
      <Heading level="h2">K-Pay</Heading>
      <PayLinkButton orderId={orderId} />
    </Container>
  )
}

/** The timeline, folded: it is fetched when somebody looks. */
function History({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const [isUnfolded, setIsUnfolded] = useState(false)
  const { data, error, refetch } = useAttempt(isUnfolded ? attempt.id : null)
  return (
    <details
      className="px-6 py-4"
      onToggle={({ currentTarget }) => {
        setIsUnfolded(currentTarget.open)
      }}
    >
      <summary className="txt-compact-small-plus cursor-pointer select-none">
        {t("timeline")}{" "}
        <span className="txt-compact-small text-ui-fg-subtle">· {t("timeline_hint")}</span>
      </summary>
      <div className="pt-3">
        {data ? (
          <Timeline {...data} />
        ) : (
          isUnfolded && <LoadState error={error} onRetry={() => void refetch()} />
        )}
      </div>
    </details>
  )
}

/** The other attempts of the same order, each a way to its details. */
function Earlier({ attempts }: { readonly attempts: readonly KpayAdminAttempt[] }) {
  const { t, language } = useTexts()
  const [openId, setOpenId] = useState<string | null>(null)
  if (attempts.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small" leading="compact" weight="plus">
        {t("earlier_attempts")}
      </Text>
      {attempts.map((attempt) => (
        <button
          key={attempt.id}
          type="button"
          className="txt-small hover:bg-ui-bg-base-hover flex flex-wrap items-center justify-between gap-x-2 rounded text-left"
          onClick={() => {
            setOpenId(attempt.id)
          }}
        >
          <span className="text-ui-fg-subtle">
            {toKigaliMoment(attempt.created_at, language)} · {t(`method_${attempt.method}`)} ·{" "}
            {toFrancs(attempt.amount)}
          </span>
          <StateBadge attempt={attempt} />
        </button>
      ))}
      <AttemptDrawer
        attemptId={openId}
        onClose={() => {
          setOpenId(null)
        }}
      />
    </div>
  )
}

export const config = defineWidgetConfig({
  // The second is the place of Medusa's draft-order plugin; without it there is no such place.
  zone: ["order.details.side.before", "draft_order.details.side.before"],
})

export default OrderKpayWidget
