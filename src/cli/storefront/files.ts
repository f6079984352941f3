/**
 * The files that K-Pay adds to Medusa's official storefront, by their paths in it. docs/dtc-starter.md shows the same and says
 * what each is for.
 */
export const STOREFRONT_FILES: Readonly<Record<string, string>> = {
  "src/lib/kpay.ts": `import { createKpay } from "medusa-payment-kpay/storefront"

/** The kit's client. It runs in the browser and calls Medusa directly. */
export const kpay = createKpay({
  baseUrl: process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL ?? "http://localhost:9000",
  publishableKey: process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY ?? "",
  locale: "en", // or "rw", "fr"
})
`,
  "src/lib/util/is-cart-finished.ts": `import { cache } from "react"

const MEDUSA = process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL ?? "http://localhost:9000"

/** Whether a cart is an order by now. The browser places the order, and the storefront's server is not told. */
export const isCartFinished = cache(async (id: string): Promise<boolean> => {
  const answer = await fetch(\`\${MEDUSA}/store/carts/\${id}?fields=id,completed_at\`, {
    headers: {
      "x-publishable-api-key": process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY ?? "",
    },
    cache: "no-store",
  })
    .then((response) => response.json() as Promise<{ cart?: { completed_at?: string | null } }>)
    .catch(() => null)
  return Boolean(answer?.cart?.completed_at)
})
`,
  "src/modules/checkout/components/kpay-payment/index.tsx": `"use client"

import { refreshOrders } from "@lib/data/orders"
import { kpay } from "@lib/kpay"
import { HttpTypes } from "@medusajs/types"
import { KpayCheckout } from "medusa-payment-kpay/storefront/react"
import "medusa-payment-kpay/storefront/style.css"
import { useParams, useRouter } from "next/navigation"

/** Asks for the method, places the order, and opens the order's page, which waits for the payment. */
export default function KpayPayment({ cart }: { cart: HttpTypes.StoreCart }) {
  const router = useRouter()
  const { countryCode } = useParams<{ countryCode: string }>()
  return (
    <KpayCheckout
      kpay={kpay}
      cartId={cart.id}
      onOrder={(orderId) => {
        refreshOrders().then(() => router.push(\`/\${countryCode}/order/\${orderId}/confirmed\`))
      }}
    />
  )
}
`,
  "src/modules/order/components/kpay-order-payment/index.tsx": `"use client"

import { refreshOrders } from "@lib/data/orders"
import { kpay } from "@lib/kpay"
import { HttpTypes } from "@medusajs/types"
import { Heading } from "@modules/common/components/ui"
import { KpayCheckout, type KpayCheckoutProps } from "medusa-payment-kpay/storefront/react"
import "medusa-payment-kpay/storefront/style.css"
import { useRouter } from "next/navigation"
import { useState, type ReactNode } from "react"

type Status = Parameters<NonNullable<KpayCheckoutProps["onStatus"]>>[0]

const HEADINGS: Record<Status, string> = {
  not_started: "Not paid yet",
  pending: "Waiting for your payment",
  failed: "Not paid yet",
  paid: "Thank you! Your order is paid.",
  unapplied: "We received your payment",
}

/** The payment of an order by K-Pay under a heading that says how it is. \`children\` is the heading of any other order. */
export default function KpayOrderPayment({
  order,
  children,
}: {
  order: HttpTypes.StoreOrder
  children: ReactNode
}) {
  const router = useRouter()
  const [status, setStatus] = useState<Status>("pending")
  const session = order.payment_collections
    ?.flatMap(({ payment_sessions }) => payment_sessions ?? [])
    .find(({ provider_id }) => provider_id.startsWith("pp_kpay"))
  if (!session) return <>{children}</>
  return (
    <>
      <Heading level="h1" className="text-ui-fg-base text-3xl mb-4">
        {HEADINGS[status]}
      </Heading>
      <KpayCheckout
        kpay={kpay}
        sessionId={session.id}
        onStatus={setStatus}
        onPaid={() => {
          // The page was made before the money was there.
          refreshOrders().then(() => router.refresh())
        }}
      />
    </>
  )
}
`,
  "src/app/[countryCode]/(main)/kpay-return/route.ts": `import { refreshOrders } from "@lib/data/orders"
import { redirect } from "next/navigation"
import type { NextRequest } from "next/server"

type Context = { params: Promise<{ countryCode: string }> }

/** The browser on its way back from the card page. */
export async function GET(request: NextRequest, { params }: Context) {
  const { countryCode } = await params
  const orderId = request.nextUrl.searchParams.get("order_id")
  if (!orderId) redirect(\`/\${countryCode}/checkout?step=review\`)
  await refreshOrders()
  redirect(\`/\${countryCode}/order/\${orderId}/confirmed\`)
}
`,
  "src/app/[countryCode]/(main)/payment-collection/[id]/page.tsx": `import { redirect } from "next/navigation"

/** The target of the dashboard's "Copy payment link". It redirects to the plugin's pay page. */
export default async function PaymentCollection({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  redirect(\`\${process.env.NEXT_PUBLIC_MEDUSA_BACKEND_URL}/kpay/payment-collection/\${id}\`)
}
`,
}
