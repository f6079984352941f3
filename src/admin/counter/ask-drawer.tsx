import { Drawer } from "@medusajs/ui"
import { useState } from "react"
import type { MethodId } from "../../domain/methods"
import type { KpayAdminAttempt } from "../../http-types"
import { isPromptOpen } from "../attempt-words"
import { DrawerHead } from "../components/drawer-head"
import { LoadState } from "../components/load-state"
import { useOrder, usePromptOffer } from "../queries"
import { useTexts } from "../texts"
import { AskForm, type Wish } from "./ask-form"
import { AskResult } from "./ask-result"

interface Sent {
  readonly attempt: KpayAdminAttempt
  readonly chosen: MethodId
}

interface Props {
  readonly orderId: string
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

/**
 * A drawer in which an order is asked for its balance on a phone, and which then shows what becomes of it. Closing it changes
 * nothing.
 */
export function AskDrawer({ orderId, isOpen, onOpenChange }: Props) {
  return (
    <Drawer open={isOpen} onOpenChange={onOpenChange}>
      {isOpen && <Content orderId={orderId} />}
    </Drawer>
  )
}

function Content({ orderId }: { readonly orderId: string }) {
  const { t, language } = useTexts()
  const { data, error, refetch } = usePromptOffer(orderId, language)
  const { data: order } = useOrder(orderId)
  const [wish, setWish] = useState<Wish>({ method: null, phone: "" })
  const [sent, setSent] = useState<Sent | null>(null)
  const offer = data?.prompt
  return (
    <Drawer.Content data-kpay="ask-for-payment">
      <DrawerHead>{t("counter_ask")}</DrawerHead>
      {!offer ? (
        <LoadState error={error} onRetry={() => void refetch()} />
      ) : sent ? (
        <AskResult
          sent={sent.attempt}
          chosen={sent.chosen}
          ussd={offer.methods.find(({ id }) => id === sent.attempt.method)?.ussd ?? null}
          onAgain={() => {
            setSent(null)
          }}
        />
      ) : (
        <AskForm
          orderId={orderId}
          offer={offer}
          hasOpenPrompt={order?.attempts.some(isPromptOpen) ?? true}
          wish={wish}
          onWish={setWish}
          onSent={(attempt, chosen) => {
            setSent({ attempt, chosen })
          }}
        />
      )}
    </Drawer.Content>
  )
}
