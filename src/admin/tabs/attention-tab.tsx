import { CheckCircleSolid } from "@medusajs/icons"
import { Container, Heading, Text } from "@medusajs/ui"
import { LoadState } from "../components/load-state"
import { DegradedMethods } from "../degraded-methods/degraded-methods"
import { useAttempts, useAttention, useRefundsDue } from "../queries"
import { ReversedTip } from "../statements/reversed-tip"
import { useTexts } from "../texts"
import { CallbacksCard, CallbacksLine, FaultCard } from "./fault-cards"
import { RefundCard, UnappliedCard } from "./money-cards"

/** One card for each thing that an admin has to decide or do. */
export function AttentionTab({ onSetup }: { readonly onSetup: () => void }) {
  const { t } = useTexts()
  const attention = useAttention()
  const unapplied = useAttempts({ status: "unapplied", limit: 100 })
  const due = useRefundsDue()
  const parts = [attention, unapplied, due]
  if (!attention.data || !unapplied.data || !due.data) {
    const error = parts.find((part) => part.error)?.error ?? null
    return (
      <Container className="p-0" data-kpay="attention">
        <LoadState
          error={error}
          onRetry={() => {
            for (const part of parts) void part.refetch()
          }}
        />
      </Container>
    )
  }
  const { faults, degraded_methods: degraded, reversed_count: reversed, callbacks } = attention.data
  const isNothing =
    faults.length === 0 &&
    degraded.length === 0 &&
    reversed === 0 &&
    !callbacks.is_missing &&
    unapplied.data.attempts.length === 0 &&
    due.data.refunds.length === 0
  return (
    <div className="flex flex-col gap-y-3" data-kpay="attention">
      {faults.map((fault) => (
        <FaultCard key={`${fault.account} ${fault.message}`} fault={fault} onSetup={onSetup} />
      ))}
      <DegradedMethods methods={degraded} />
      <ReversedTip count={reversed} />
      {callbacks.is_missing && <CallbacksCard callbacks={callbacks} onSetup={onSetup} />}
      {unapplied.data.attempts.length > 0 && <Heading level="h2">{t("heading_unapplied")}</Heading>}
      {unapplied.data.attempts.map((attempt) => (
        <UnappliedCard key={attempt.id} attempt={attempt} />
      ))}
      {due.data.refunds.length > 0 && <Heading level="h2">{t("heading_due")}</Heading>}
      {due.data.refunds.map((refund) => (
        <RefundCard key={refund.id} refund={refund} />
      ))}
      {isNothing && <Nothing />}
      {!callbacks.is_missing && <CallbacksLine callbacks={callbacks} />}
    </div>
  )
}

function Nothing() {
  const { t } = useTexts()
  return (
    <Container className="flex flex-col items-center gap-y-1 px-6 py-16">
      <CheckCircleSolid className="text-ui-tag-green-icon" />
      <Text weight="plus">{t("attention_nothing")}</Text>
      <Text size="small" className="text-ui-fg-subtle">
        {t("attention_nothing_hint")}
      </Text>
    </Container>
  )
}
