import { CheckCircleSolid } from "@medusajs/icons"
import { Badge, Text } from "@medusajs/ui"
import { formatRwf } from "../../domain/amount"
import { toKigaliDay } from "../../domain/kigali-time"
import type { KpayStatement } from "../../http-types"
import { TestBadge } from "../components/badges"
import { formatDate } from "../format"
import { useTexts } from "../texts"
import { PROBLEMS } from "./outcomes"

/** What a statement is, and one green line where it balances. */
export function StatementHead({ statement }: { readonly statement: KpayStatement }) {
  const { t, language } = useTexts()
  const day = (iso: string) => formatDate(toKigaliDay(new Date(iso)), language)
  const { counts, rows, known_rows: known } = statement
  const from = day(statement.covers_from)
  // The end is the first moment after it.
  const to = day(new Date(Date.parse(statement.covers_to) - 1).toISOString())
  const covers =
    from === to
      ? t("statement_covers_day", { day: from, rows })
      : t("statement_covers", { from, to, rows })
  return (
    <div className="flex flex-col gap-y-1">
      <span className="flex flex-wrap items-center gap-2">
        <Text weight="plus">{statement.name}</Text>
        <Badge size="2xsmall">{statement.source}</Badge>
        <TestBadge environment={statement.environment} />
      </span>
      <Text size="small" className="text-ui-fg-subtle">
        {known > 0 ? `${covers}, ${t("statement_known", { known })}` : covers}
      </Text>
      {statement.is_balanced ? (
        <Text size="small" className="text-ui-tag-green-text flex items-center gap-x-1">
          <CheckCircleSolid className="text-ui-tag-green-icon" />
          {t("statement_balanced", {
            count: counts.matched,
            amount: formatRwf(statement.amount_matched),
          })}
        </Text>
      ) : (
        <span className="flex flex-wrap gap-2">
          {PROBLEMS.filter((outcome) => counts[outcome] > 0).map((outcome) => (
            <Badge key={outcome} size="2xsmall" color="orange">
              {t("label_value", { label: t(`outcome_${outcome}`), value: counts[outcome] })}
            </Badge>
          ))}
        </span>
      )}
    </div>
  )
}
