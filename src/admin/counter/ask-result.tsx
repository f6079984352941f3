import { Button, Drawer, Heading, Text, clx } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { MethodId } from "../../domain/methods"
import type { KpayAdminAttempt } from "../../http-types"
import { AskNowButton } from "../actions/ask-now-button"
import { TestBadge } from "../components/badges"
import { useAttempt } from "../queries"
import { useTexts } from "../texts"
import { toShown, USSD_AFTER_MS } from "./ask-words"

interface Props {
  /** The attempt as it was when it was started. */
  readonly sent: KpayAdminAttempt
  /** What the admin chose. */
  readonly chosen: MethodId
  readonly ussd: string | null
  readonly onAgain: () => void
}

/** What becomes of a prompt, live: the server is asked again while it may change. */
export function AskResult({ sent, chosen, ussd, onAgain }: Props) {
  const { t, language } = useTexts()
  const { data } = useAttempt(sent.id)
  const attempt = data?.attempt ?? sent
  useOrderAgain(attempt.status === "applied")
  useAgainAt(Date.parse(attempt.created_at) + USSD_AFTER_MS)
  const { look, title, lines } = toShown(attempt, chosen, ussd, language, t)
  return (
    <>
      <Drawer.Body className="flex flex-1 flex-col gap-y-4 overflow-y-auto">
        <div
          role="status"
          data-kpay="ask-result"
          className={clx(
            "flex flex-col items-center gap-y-2 rounded-lg border p-6 text-center",
            LOOKS[look]
          )}
        >
          <Heading level="h2" className="text-2xl">
            {title}
          </Heading>
          <TestBadge environment={attempt.environment} />
          <Text className="text-3xl font-medium tabular-nums">{formatRwf(attempt.amount)}</Text>
          {lines.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </div>
        <Drawer.Description>{look === "waiting" && t("counter_may_close")}</Drawer.Description>
      </Drawer.Body>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            {t("close")}
          </Button>
        </Drawer.Close>
        {attempt.actions.includes("refresh") && look === "waiting" && (
          <AskNowButton attempt={attempt} />
        )}
        {look === "failed" && (
          <Button size="small" onClick={onAgain}>
            {t("counter_again")}
          </Button>
        )}
      </Drawer.Footer>
    </>
  )
}

/** Renders once more at a moment: an answer that says nothing new renders nothing. */
function useAgainAt(atMs: number): void {
  const [, setRenderedAt] = useState<number | null>(null)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setRenderedAt(atMs)
      },
      Math.max(0, atMs - Date.now())
    )
    return () => {
      clearTimeout(timer)
    }
  }, [atMs])
}

/** Has Medusa's own parts of the page show the order as paid too. */
function useOrderAgain(isPaid: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (isPaid) void client.invalidateQueries({ queryKey: ["orders"] })
  }, [client, isPaid])
}

/** The words tell the same as the colours. */
const LOOKS = {
  waiting: "bg-ui-bg-subtle border-ui-border-strong",
  paid: "bg-ui-tag-green-bg border-ui-tag-green-border text-ui-tag-green-text",
  failed: "bg-ui-tag-red-bg border-ui-tag-red-border text-ui-tag-red-text",
} as const
