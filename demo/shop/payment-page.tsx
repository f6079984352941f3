import { KpayCheckout } from "../../src/storefront/react"
import type { PageProps } from "./app"
import { useKpay } from "./kpay"
import { forgetCart } from "./store"

/** A payment without an order, in any browser. Once the order exists, its own page goes on. */
export function PaymentPage({
  t,
  locale,
  go,
  sessionId,
}: PageProps & { readonly sessionId: string }) {
  const kpay = useKpay(locale)
  return (
    <>
      <h1>{t.checkout}</h1>
      <KpayCheckout
        kpay={kpay}
        sessionId={sessionId}
        locale={locale}
        shopName={t.shop}
        onOrder={(orderId) => {
          forgetCart()
          go(`/order/${orderId}`)
        }}
      />
    </>
  )
}
