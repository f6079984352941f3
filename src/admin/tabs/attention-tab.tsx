import { CheckCircleSolid } from "@medusajs/icons"
import { Button, Container, Heading, InlineTip, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import type {
  KpayAdminAttempt,
  KpayAttentionResponse,
  KpayFault,
  KpayGiveBack,
} from "../../http-types"
import { sayUnplaced } from "../attempt-words"
import { LoadState } from "../components/load-state"
import { PageLink } from "../components/page-link"
import { PayerPhone } from "../components/payer-phone"
import { sayFinding } from "../finding-words"
import { toFrancs, toKigaliMoment } from "../format"
import { useAttempts, useAttention, useGiveBacksDue } from "../queries"
import { useTexts } from "../texts"
import { ApplyButton } from "./apply-button"
import { DismissButton, FinishGiveBackButton, GiveBackButton } from "./decision-buttons"

/** One card for each thing that waits for a person. */
export function AttentionTab({ onSetup }: { readonly onSetup: () => void }) {
  const { t } = useTexts()
  const attention = useAttention()
  const unplaced = useAttempts({ waiting: "true", limit: 100 })
  const due = useGiveBacksDue()
  const parts = [attention, unplaced, due]
  if (!attention.data || !unplaced.data || !due.data) {
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
  const { faults, callbacks } = attention.data
  const isNothing =
    faults.length === 0 &&
    !callbacks.is_missing &&
    unplaced.data.attempts.length === 0 &&
    due.data.give_backs.length === 0
  return (
    <div className="flex flex-col gap-y-3" data-kpay="attention">
      {faults.map((fault) => (
        <FaultCard key={`${fault.account} ${fault.message}`} fault={fault} onSetup={onSetup} />
      ))}
      {callbacks.is_missing && <CallbacksCard callbacks={callbacks} onSetup={onSetup} />}
      {unplaced.data.attempts.length > 0 && <Heading level="h2">{t("heading_unplaced")}</Heading>}
      {unplaced.data.attempts.map((attempt) => (
        <UnplacedCard key={attempt.id} attempt={attempt} />
      ))}
      {due.data.give_backs.length > 0 && <Heading level="h2">{t("heading_due")}</Heading>}
      {due.data.give_backs.map((giveBack) => (
        <DueCard key={giveBack.id} giveBack={giveBack} />
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

function UnplacedCard({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t, language } = useTexts()
  const story = {
    amount: toFrancs(attempt.amount),
    method: t(`method_${attempt.method}`),
    when: toKigaliMoment(attempt.paid_at ?? attempt.created_at, language),
    reason: sayUnplaced(attempt, t),
  }
  return (
    <Card
      id={attempt.id}
      story={
        attempt.phone_masked
          ? t("attention_story", { ...story, phone: attempt.phone_masked })
          : t("attention_story_card", story)
      }
      next={t("attention_next")}
      links={
        <>
          <PageLink to={`/kpay?attempt=${attempt.id}`}>{t("timeline")}</PageLink>
          {attempt.order_id && (
            <PageLink to={`/orders/${attempt.order_id}`}>{t("open_order")}</PageLink>
          )}
        </>
      }
      actions={
        <>
          <DismissButton attempt={attempt} />
          <GiveBackButton attempt={attempt} />
          <ApplyButton attempt={attempt} />
        </>
      }
    />
  )
}

function DueCard({ giveBack }: { readonly giveBack: KpayGiveBack }) {
  const { t, language } = useTexts()
  const { attempt_id: attemptId, phone_masked: phone } = giveBack
  const amount = toFrancs(giveBack.amount)
  const when = toKigaliMoment(giveBack.created_at, language)
  return (
    <Card
      id={giveBack.id}
      story={
        phone ? t("due_story", { amount, phone, when }) : t("due_story_card", { amount, when })
      }
      next={[t("due_next"), giveBack.note && t("due_note", { note: giveBack.note })]
        .filter(Boolean)
        .join(" ")}
      links={
        <>
          <PayerPhone attemptId={attemptId} masked={phone} />
          <PageLink to={`/kpay?attempt=${attemptId}`}>{t("timeline")}</PageLink>
          {giveBack.order_id && (
            <PageLink to={`/orders/${giveBack.order_id}`}>{t("open_order")}</PageLink>
          )}
        </>
      }
      actions={<FinishGiveBackButton giveBack={giveBack} />}
    />
  )
}

function Card({
  id,
  story,
  next,
  links,
  actions,
}: {
  readonly id: string
  readonly story: string
  readonly next: string
  readonly links: ReactNode
  readonly actions: ReactNode
}) {
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4" data-kpay-card={id}>
      <div>
        <Text weight="plus">{story}</Text>
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

function FaultCard({
  fault,
  onSetup,
}: {
  readonly fault: KpayFault
  readonly onSetup: () => void
}) {
  const { t, language } = useTexts()
  const { message, remedy } = sayFinding(fault, t, language)
  return (
    <Container className="flex flex-col items-start gap-y-3 px-6 py-4">
      <InlineTip variant="error" label={t("fault_title")} className="w-full">
        {message} {remedy} {t("fault_since", { when: toKigaliMoment(fault.since, language) })}.
      </InlineTip>
      <Button size="small" variant="secondary" onClick={onSetup}>
        {t("to_setup")}
      </Button>
    </Container>
  )
}

type Callbacks = KpayAttentionResponse["callbacks"]

function CallbacksCard({
  callbacks,
  onSetup,
}: {
  readonly callbacks: Callbacks
  readonly onSetup: () => void
}) {
  const { t, language } = useTexts()
  const count = callbacks.healed_without_count
  return (
    <Container className="flex flex-col items-start gap-y-3 px-6 py-4">
      <InlineTip variant="warning" label={t("callbacks_missing_title")} className="w-full">
        {callbacks.last_seen_at
          ? t("callbacks_missing", {
              when: toKigaliMoment(callbacks.last_seen_at, language),
              count,
            })
          : t("callbacks_never", { count })}{" "}
        {t("callbacks_next")}
      </InlineTip>
      <Button size="small" variant="secondary" onClick={onSetup}>
        {t("to_setup")}
      </Button>
    </Container>
  )
}

function CallbacksLine({ callbacks }: { readonly callbacks: Callbacks }) {
  const { t, language } = useTexts()
  const count = callbacks.healed_without_count
  return (
    <Text size="small" className="text-ui-fg-subtle px-6">
      {callbacks.last_seen_at
        ? t("callbacks_line", { when: toKigaliMoment(callbacks.last_seen_at, language), count })
        : t("callbacks_line_never", { count })}
    </Text>
  )
}
