import { useCallback, useState } from "react"
import { KpayCheckout } from "../../src/storefront/react"
import type { PageProps } from "./app"
import { useKpay } from "./kpay"
import { Lines } from "./lines"
import { Showing, useLoaded } from "./loaded"
import { readOrder, type Order } from "./store"
import type { ShopTexts } from "./texts"

/** An order and the status of its payment. It works after a reload and in another browser. */
export function OrderPage({ orderId, ...page }: PageProps & { readonly orderId: string }) {
  const order = useLoaded(useCallback(() => readOrder(orderId), [orderId]))
  return (
    <Showing loaded={order} t={page.t}>
      {(found) => <PlacedOrder {...page} order={found} />}
    </Showing>
  )
}

function PlacedOrder({ t, locale, order }: PageProps & { readonly order: Order }) {
  const kpay = useKpay(locale)
  const [isPaid, setIsPaid] = useState(order.payment_status === "captured" || order.total === 0)
  const sessionId = findSessionId(order)
  return (
    <>
      <h1>{t.order.replace("{number}", String(order.display_id ?? ""))}</h1>
      <p>{toState(order, isPaid, t)}</p>
      {sessionId && (
        <KpayCheckout
          kpay={kpay}
          sessionId={sessionId}
          locale={locale}
          shopName={t.shop}
          onPaid={() => {
            setIsPaid(true)
          }}
        />
      )}
      <Lines of={order} t={t} locale={locale} />
      <a className={isPaid ? "button" : "quiet"} href="#/">
        {t.order_new}
      </a>
    </>
  )
}

function toState(order: Order, isPaid: boolean, t: ShopTexts): string {
  if (order.status === "canceled") return t.order_cancelled
  return isPaid ? t.order_paid : t.order_status
}

function findSessionId(order: Order): string | null {
  const sessions = order.payment_collections?.flatMap(
    ({ payment_sessions }) => payment_sessions ?? []
  )
  return sessions?.find(({ provider_id }) => provider_id.startsWith("pp_kpay"))?.id ?? null
}
