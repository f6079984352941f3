import { Button, Container, Text } from "@medusajs/ui"
import { useState } from "react"
import { useSearchParams } from "react-router-dom"
import { LoadState } from "../components/load-state"
import { Pager } from "../tabs/payment-pager"
import { useTexts } from "../texts"
import { useStatements } from "./server"
import { StatementDetail } from "./statement-detail"
import { StatementHead } from "./statement-head"
import { UploadCard } from "./upload-card"

/** Statements of operators and banks. The open one is kept in the address. */
export function StatementsTab() {
  const [params, setParams] = useSearchParams()
  const open = params.get("statement")
  const onOpen = (id: string | null) => {
    setParams({ tab: "statements", ...(id !== null && { statement: id }) })
  }
  return (
    <div className="flex flex-col gap-y-3" data-kpay="statements">
      {open === null ? (
        <>
          <UploadCard onUploaded={onOpen} />
          <StatementList onOpen={onOpen} />
        </>
      ) : (
        <StatementDetail
          id={open}
          onClose={() => {
            onOpen(null)
          }}
        />
      )}
    </div>
  )
}

function StatementList({ onOpen }: { readonly onOpen: (id: string) => void }) {
  const { t } = useTexts()
  const [cursors, setCursors] = useState<readonly string[]>([])
  const { data, error, refetch, isPlaceholderData } = useStatements(cursors.at(-1))
  if (!data)
    return (
      <Container className="p-0">
        <LoadState error={error} onRetry={() => void refetch()} />
      </Container>
    )
  if (data.statements.length === 0 && cursors.length === 0)
    return (
      <Container className="flex flex-col items-center gap-y-1 px-6 py-12">
        <Text weight="plus">{t("statements_empty")}</Text>
        <Text size="small" className="text-ui-fg-subtle">
          {t("statements_empty_hint")}
        </Text>
      </Container>
    )
  return (
    <Container className="divide-y p-0">
      {data.statements.map((statement) => (
        <div
          key={statement.id}
          className="flex flex-wrap items-center justify-between gap-3 px-6 py-4"
        >
          <StatementHead statement={statement} />
          <Button
            size="small"
            variant="secondary"
            onClick={() => {
              onOpen(statement.id)
            }}
          >
            {t("statement_open")}
          </Button>
        </div>
      ))}
      <Pager
        cursors={cursors}
        onCursors={setCursors}
        nextCursor={isPlaceholderData ? null : data.next_cursor}
      />
    </Container>
  )
}
