import { Badge, StatusBadge, Tooltip } from "@medusajs/ui"
import type { KpayAdminAttempt } from "../../http-types"
import { toStateWord } from "../attempt-words"
import { useTexts } from "../texts"

/** How an attempt stands. */
export function StateBadge({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const { text, color } = toStateWord(attempt)
  return (
    <StatusBadge color={color} className="whitespace-nowrap">
      {t(text)}
    </StatusBadge>
  )
}

/** Says that no real money moves; nothing where it does. */
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
        {t("test")}
      </Badge>
    </Tooltip>
  )
}
