import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Badge, Button, Container, Copy, Heading, StatusBadge, Text, toast } from "@medusajs/ui"
import type { KpayAdminAttempt } from "../../http-types"
import { useAskKpay, useAttemptsOfOrder } from "../queries"

const METHOD_LABELS: Readonly<Record<KpayAdminAttempt["method"], string>> = {
  momo: "MTN MoMo",
  airtel: "Airtel Money",
  card: "Card",
  spenn: "SPENN",
}

const FRANCS = new Intl.NumberFormat("en")

/** How an order is paid through K-Pay. */
const OrderKpayWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { data } = useAttemptsOfOrder(order.id)
  const ask = useAskKpay(order.id)
  const [attempt] = data?.attempts ?? []
  if (!data || !attempt) return null

  const isPaid = data.attempts.some(({ placed }) => placed)
  const onAsk = () => {
    ask.mutate(attempt.id, {
      onError: ({ message }) => toast.error("K-Pay was not asked", { description: message }),
    })
  }
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <div className="flex items-center gap-2">
          <Heading level="h2">K-Pay</Heading>
          {attempt.environment === "test" && <Badge size="2xsmall">Test</Badge>}
        </div>
        <StateBadge attempt={data.attempts.find(({ placed }) => placed) ?? attempt} />
      </div>
      {!isPaid && (
        <Text size="small" weight="plus" className="px-6 py-4">
          Not paid yet. Do not ship.
        </Text>
      )}
      {data.attempts.map((one) => (
        <AttemptFacts key={one.id} attempt={one} />
      ))}
      <div className="flex justify-end px-6 py-4">
        <Button size="small" variant="secondary" onClick={onAsk} isLoading={ask.isPending}>
          Ask K-Pay now
        </Button>
      </div>
    </Container>
  )
}

function StateBadge({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  if (attempt.placed) return <StatusBadge color="green">Paid</StatusBadge>
  if (attempt.unplaced_reason) return <StatusBadge color="red">Needs attention</StatusBadge>
  if (attempt.state === "failed") return <StatusBadge color="red">Not paid</StatusBadge>
  return <StatusBadge color="orange">Waiting</StatusBadge>
}

function AttemptFacts({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const line = [
    METHOD_LABELS[attempt.method],
    attempt.phone_masked,
    `RWF ${FRANCS.format(attempt.amount)}`,
  ]
  const facts = [
    ["MoMo id", attempt.momo_transaction_id],
    ["tid", attempt.tid],
    ["refid", attempt.refid],
  ] as const
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small">{line.filter(Boolean).join(" · ")}</Text>
      {attempt.reason && (
        <Text size="small" className="text-ui-fg-subtle">
          {attempt.reason}
        </Text>
      )}
      {facts.map(
        ([label, value]) =>
          value && (
            <div key={label} className="text-ui-fg-subtle flex items-center gap-x-2">
              <Text size="small">{label}</Text>
              <Text size="small" className="font-mono">
                {value}
              </Text>
              <Copy content={value} />
            </div>
          )
      )}
    </div>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side.before" })

export default OrderKpayWidget
