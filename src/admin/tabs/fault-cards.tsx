import { Button, Container, InlineTip, Text } from "@medusajs/ui"
import type { Locale } from "../../domain/locales"
import type { KpayAttentionResponse, KpayFault } from "../../http-types"
import { sayFinding } from "../finding-words"
import { formatMoment } from "../format"
import type { Say } from "../say"
import { useTexts } from "../texts"

/** What keeps K-Pay from working, with what to do. */
export function FaultCard({
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
      <InlineTip
        variant="error"
        label={t("tip_label", { label: t("fault_title") })}
        className="w-full"
      >
        {message} {remedy} {t("fault_since", { when: formatMoment(fault.since, language) })}.
      </InlineTip>
      <Button size="small" variant="secondary" onClick={onSetup}>
        {t("to_setup")}
      </Button>
    </Container>
  )
}

type Callbacks = KpayAttentionResponse["callbacks"]

/** That callbacks do not arrive. */
export function CallbacksCard({
  callbacks,
  onSetup,
}: {
  readonly callbacks: Callbacks
  readonly onSetup: () => void
}) {
  const { t, language } = useTexts()
  const count = callbacks.paid_without_callback_count
  return (
    <Container className="flex flex-col items-start gap-y-3 px-6 py-4">
      <InlineTip
        variant="warning"
        label={t("tip_label", { label: t("callbacks_missing_title") })}
        className="w-full"
      >
        {callbacks.last_seen_at
          ? t("callbacks_missing", {
              when: formatMoment(callbacks.last_seen_at, language),
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

/** When the last callback arrived, where nothing is wrong. */
export function CallbacksLine({ callbacks }: { readonly callbacks: Callbacks }) {
  const { t, language } = useTexts()
  return (
    <Text size="small" className="text-ui-fg-subtle px-6">
      {sayCallbacks(callbacks, t, language)}
    </Text>
  )
}

function sayCallbacks(
  { last_seen_at: seenAt, paid_without_callback_count: count }: Callbacks,
  t: Say,
  language: Locale
): string {
  if (seenAt === null)
    return count === 0 ? t("callbacks_line_none") : t("callbacks_line_never", { count })
  const when = formatMoment(seenAt, language)
  return count === 0 ? t("callbacks_line_all", { when }) : t("callbacks_line", { when, count })
}
