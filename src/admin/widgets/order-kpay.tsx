import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { formatRwf } from "../../domain/amount"
import type {
  KpayAdminAttempt,
  KpayManualPaymentsResponse,
  KpayOrderResponse,
} from "../../http-types"
import { AttemptActions } from "../actions/attempt-actions"
import { PayLinkButton } from "../actions/pay-link-button"
import { isPaidByHand, mayChangeSoon } from "../attempt-words"
import { AskDrawer } from "../counter/ask-drawer"
import { DoorLinksButton } from "../counter/door-links-button"
import { AttemptDrawer } from "../components/attempt-drawer"
import { AttemptFacts } from "../components/attempt-facts"
import { PaidOtherwiseBadge, RefundDueBadge, StatusBadge, TestBadge } from "../components/badges"
import { LoadState } from "../components/load-state"
import { PageLink } from "../components/page-link"
import { Timeline } from "../components/timeline"
import { formatMoment } from "../format"
import { ManualPayments } from "../manual-payments/manual-payments"
import { PaidOtherwiseButton } from "../manual-payments/paid-otherwise-button"
import { Messages } from "../notifications/messages"
import {
  useAttempt,
  useFreshBalance,
  useFreshOrderPage,
  useManualPayments,
  useOrder,
} from "../queries"
import { isForbidden } from "../refusal"
import { useTexts } from "../texts"

/**
 * How an order is paid through K-Pay, or only what can be done where K-Pay was not asked yet. Nothing where the order is paid
 * through another provider, or where the user's role may not see it.
 */
const OrderKpayWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const [isAsking, setIsAsking] = useState(false)
  useFreshBalance(order)
  return (
    <>
      <OrderCard
        orderId={order.id}
        onAsk={() => {
          setIsAsking(true)
        }}
      />
      {/* Beside the card, which becomes another one with the first attempt. */}
      <AskDrawer orderId={order.id} isOpen={isAsking} onOpenChange={setIsAsking} />
    </>
  )
}

function OrderCard({ orderId, onAsk }: { readonly orderId: string; readonly onAsk: () => void }) {
  const { data, error, refetch } = useOrder(orderId)
  const { data: manual = NONE } = useManualPayments(orderId)
  useFreshOrderPage(data?.balance.owed)
  if (!data && isForbidden(error)) return null
  if (data && !data.attempt)
    return data.balance.actions.includes("pay_link") || manual.manual_payments.length > 0 ? (
      <UnaskedOrder balance={data.balance} manual={manual} onAsk={onAsk} />
    ) : null
  const isPaidOtherwise = data !== undefined && isPaidByHand(data, manual)
  return (
    <Container className="divide-y p-0" data-kpay="order">
      <div className="flex items-center justify-between gap-x-2 px-6 py-4">
        <div className="flex items-center gap-x-2">
          <Heading level="h2">K-Pay</Heading>
          {data?.attempt && <TestBadge environment={data.attempt.environment} />}
        </div>
        {data?.attempt &&
          (isPaidOtherwise ? <PaidOtherwiseBadge /> : <StatusBadge status={data.attempt.status} />)}
      </div>
      {data?.attempt ? (
        <AskedOrder
          {...data}
          attempt={data.attempt}
          isPaidOtherwise={isPaidOtherwise}
          manual={manual}
          onAsk={onAsk}
        />
      ) : (
        <LoadState error={error} onRetry={() => void refetch()} />
      )}
    </Container>
  )
}

/** Until they are read. */
const NONE: KpayManualPaymentsResponse = { manual_payments: [], actions: [] }

function AskedOrder({
  balance,
  attempt,
  attempts,
  refund_due,
  isPaidOtherwise,
  manual,
  onAsk,
}: KpayOrderResponse & {
  readonly attempt: KpayAdminAttempt
  readonly isPaidOtherwise: boolean
  readonly manual: KpayManualPaymentsResponse
  readonly onAsk: () => void
}) {
  const { t } = useTexts()
  // The order is asked on its own, whichever attempt stands here.
  const actions = attempt.actions.filter((action) => action !== "prompt")
  const isPromptedAgain = actions.length < attempt.actions.length
  const canRecord = manual.actions.includes("record")
  const needsAttention = attempts.some(({ status }) => status === "unapplied")
  const canMakeLink = balance.actions.includes("pay_link")
  const hasDoorLinks = !canMakeLink && !balance.is_cancelled
  return (
    <>
      <div className="flex flex-col gap-y-3 px-6 py-4">
        {refund_due > 0 && (
          <div className="txt-small flex flex-wrap items-center gap-x-3 gap-y-1">
            <RefundDueBadge amount={refund_due} />
            <PageLink to="/kpay?tab=attention">{t("refund_due_send")}</PageLink>
          </div>
        )}
        <AttemptFacts attempt={attempt} isPaidOtherwise={isPaidOtherwise} />
        {balance.is_draft && !balance.is_unpaid && (
          <Text size="small" data-kpay="paid-draft">
            {t("paid_draft_hint")}
          </Text>
        )}
        {balance.is_cancelled && mayChangeSoon(attempt) && (
          <Text size="small" className="text-ui-fg-subtle">
            {t("order_cancelled_hint")}
          </Text>
        )}
      </div>
      <History attempt={attempt} />
      <OtherAttempts attempts={attempts.filter(({ id }) => id !== attempt.id)} />
      <ManualPayments payments={manual.manual_payments} />
      <Messages orderId={balance.order_id} />
      {(needsAttention ||
        canMakeLink ||
        hasDoorLinks ||
        canRecord ||
        attempt.actions.length > 0) && (
        <div className="flex flex-wrap justify-end gap-2 px-6 py-4">
          {needsAttention && (
            <Button size="small" variant="secondary" asChild>
              <Link to="/kpay?tab=attention">{t("tab_attention")}</Link>
            </Button>
          )}
          {canRecord && <PaidOtherwiseButton balance={balance} />}
          {canMakeLink && <PayLinkButton orderId={balance.order_id} />}
          {hasDoorLinks && <DoorLinksButton orderId={balance.order_id} />}
          <AttemptActions attempt={{ ...attempt, actions }} />
          {(isPromptedAgain || canMakeLink) && (
            <Button size="small" variant="secondary" onClick={onAsk}>
              {t("counter_ask")}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** An order that K-Pay was not asked about yet, e.g. one that an admin entered. */
function UnaskedOrder({
  balance,
  manual,
  onAsk,
}: Pick<KpayOrderResponse, "balance"> & {
  readonly manual: KpayManualPaymentsResponse
  readonly onAsk: () => void
}) {
  const { t } = useTexts()
  return (
    <Container className="divide-y p-0" data-kpay="order">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <Heading level="h2">K-Pay</Heading>
        <div className="flex flex-wrap gap-2">
          {manual.actions.includes("record") && <PaidOtherwiseButton balance={balance} />}
          {!balance.actions.includes("pay_link") && !balance.is_cancelled && (
            <DoorLinksButton orderId={balance.order_id} />
          )}
          {balance.actions.includes("pay_link") && (
            <>
              <PayLinkButton orderId={balance.order_id} />
              <Button size="small" variant="secondary" onClick={onAsk}>
                {t("counter_ask")}
              </Button>
            </>
          )}
        </div>
      </div>
      <ManualPayments payments={manual.manual_payments} />
      <Messages orderId={balance.order_id} />
    </Container>
  )
}

/** The timeline, folded. It is fetched when it is unfolded. */
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

/** The other attempts of the same order. Each opens its details. */
function OtherAttempts({ attempts }: { readonly attempts: readonly KpayAdminAttempt[] }) {
  const { t, language } = useTexts()
  const [openId, setOpenId] = useState<string | null>(null)
  if (attempts.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small" leading="compact" weight="plus">
        {t("other_attempts")}
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
            {formatMoment(attempt.created_at, language)} · {t(`method_${attempt.method}`)} ·{" "}
            {formatRwf(attempt.amount)}
          </span>
          <StatusBadge status={attempt.status} />
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
