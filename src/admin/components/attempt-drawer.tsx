import { Button, Drawer, Heading } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { AttemptActions } from "../actions/attempt-actions"
import { useAttempt } from "../queries"
import { useTexts } from "../texts"
import { AttemptFacts } from "./attempt-facts"
import { StatusBadge, TestBadge } from "./badges"
import { DrawerHead } from "./drawer-head"
import { LoadState } from "./load-state"
import { Timeline } from "./timeline"

/** An attempt with its timeline and what can be done about it, in a drawer over the page. */
export function AttemptDrawer({
  attemptId,
  onClose,
}: {
  /** `null` shows nothing. */
  readonly attemptId: string | null
  readonly onClose: () => void
}) {
  const { t } = useTexts()
  const { data, error, refetch } = useAttempt(attemptId)
  return (
    <Drawer
      open={attemptId !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Drawer.Content data-kpay="attempt" aria-describedby={undefined}>
        <DrawerHead>
          {t("payment_details")}
          {data && <TestBadge environment={data.attempt.environment} />}
          {data && <StatusBadge status={data.attempt.status} />}
        </DrawerHead>
        <Drawer.Body className="flex flex-col gap-y-6 overflow-y-auto">
          {data ? (
            <>
              <AttemptFacts attempt={data.attempt} />
              <section className="flex flex-col gap-y-3">
                <Heading level="h3">{t("timeline")}</Heading>
                <Timeline {...data} />
              </section>
            </>
          ) : (
            <LoadState error={error} onRetry={() => void refetch()} />
          )}
        </Drawer.Body>
        {data && (
          <Drawer.Footer className="flex-wrap">
            {data.attempt.order_id && (
              <Button size="small" variant="secondary" asChild>
                <Link to={`/orders/${data.attempt.order_id}`}>{t("open_order")}</Link>
              </Button>
            )}
            <AttemptActions attempt={data.attempt} />
          </Drawer.Footer>
        )}
      </Drawer.Content>
    </Drawer>
  )
}
