import { Badge, Button, Container, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { FormDrawer } from "../actions/form-drawer"
import { LoadState } from "../components/load-state"
import { Pager } from "../tabs/payment-pager"
import { useTexts } from "../texts"
import type { KpayStatement, KpayStatementOutcome } from "../../http-types"
import { OUTCOMES, PROBLEMS } from "./outcomes"
import { RowCard } from "./row-card"
import { useDeleteStatement, useStatement } from "./server"
import { StatementHead } from "./statement-head"

/** One statement: what it is, its counts, and its rows of one outcome. First shown is what needs a person. */
export function StatementDetail({
  id,
  onClose,
}: {
  readonly id: string
  readonly onClose: () => void
}) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<KpayStatementOutcome | "all" | null>(null)
  const [cursors, setCursors] = useState<readonly string[]>([])
  const outcome = chosen === null || chosen === "all" ? undefined : chosen
  const { data, error, refetch, isPlaceholderData } = useStatement(id, {
    outcome,
    cursor: cursors.at(-1),
  })
  if (!data)
    return (
      <Container className="p-0">
        <LoadState error={error} onRetry={() => void refetch()} />
      </Container>
    )
  const { statement } = data
  const onChoose = (next: KpayStatementOutcome | "all") => {
    setChosen(next)
    setCursors([])
  }
  return (
    <>
      <Container className="flex flex-col gap-y-4 px-6 py-4">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <StatementHead statement={statement} />
          <div className="flex gap-2">
            <Button size="small" variant="secondary" onClick={onClose}>
              {t("statement_back")}
            </Button>
            <DeleteButton statement={statement} onDeleted={onClose} />
          </div>
        </div>
        <div className="flex flex-wrap gap-2" role="group" aria-label={t("column_status")}>
          {(["all", ...OUTCOMES] as const).map((one) => (
            <Button
              key={one}
              size="small"
              variant={(chosen ?? "all") === one ? "primary" : "secondary"}
              aria-pressed={(chosen ?? "all") === one}
              onClick={() => {
                onChoose(one)
              }}
            >
              {t(`outcome_${one}`)}
              <Badge size="2xsmall" color={isProblem(one, statement) ? "orange" : "grey"}>
                {one === "all" ? statement.rows : statement.counts[one]}
              </Badge>
            </Button>
          ))}
        </div>
      </Container>
      <Container className={isPlaceholderData ? "divide-y p-0 opacity-60" : "divide-y p-0"}>
        {data.rows.length === 0 && (
          <Text size="small" className="text-ui-fg-subtle px-6 py-8">
            {t("statement_rows_none")}
          </Text>
        )}
        {data.rows.map((row) => (
          <RowCard key={row.id ?? row.attempt?.id} statementId={id} row={row} />
        ))}
        <Pager
          cursors={cursors}
          onCursors={setCursors}
          nextCursor={isPlaceholderData ? null : data.next_cursor}
          isByTime={false}
        />
      </Container>
    </>
  )
}

function isProblem(outcome: KpayStatementOutcome | "all", { counts }: KpayStatement): boolean {
  return PROBLEMS.some((one) => one === outcome && counts[one] > 0)
}

function DeleteButton({
  statement,
  onDeleted,
}: {
  readonly statement: KpayStatement
  readonly onDeleted: () => void
}) {
  const { t } = useTexts()
  const remove = useDeleteStatement()
  return (
    <FormDrawer
      button={t("statement_delete")}
      title={t("label_value", { label: t("statement_delete"), value: statement.name })}
      hint={t("statement_delete_hint")}
      submit={t("statement_delete")}
      failed={t("statement_delete_failed")}
      isPending={remove.isPending}
      onSubmit={async () => {
        await remove.mutateAsync(statement.id)
        toast.success(t("statement_deleted"))
        onDeleted()
      }}
    >
      {null}
    </FormDrawer>
  )
}
