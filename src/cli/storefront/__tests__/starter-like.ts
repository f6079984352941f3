/**
 * A storefront in small, written for the tests: it has the lines of Medusa's official storefront that the command looks for,
 * in files of the same names, and as much around them as makes them compile.
 */
export const STARTER_LIKE: Readonly<Record<string, string>> = {
  "src/lib/constants.tsx": `import { CreditCard } from "@medusajs/icons"
import type { ReactElement } from "react"

export const paymentInfoMap: Record<string, { title: string; icon: ReactElement }> = {
  pp_stripe_stripe: { title: "Card", icon: <CreditCard /> },
  pp_system_default: {
    title: "By hand",
    icon: <CreditCard />,
  },
}

export const isStripeLike = (providerId?: string) => {
  return providerId?.startsWith("pp_stripe_")
}
export const isManual = (providerId?: string) => {
  return providerId?.startsWith("pp_system_default")
}
`,
  "src/modules/checkout/components/payment/index.tsx": `"use client"
import { isStripeLike, paymentInfoMap } from "@lib/constants"
import { useState } from "react"

export default function Payment({ cardBrand }: { cardBrand: string | null }) {
  const [selectedPaymentMethod] = useState("")
  return (
                  <p title={paymentInfoMap[selectedPaymentMethod]?.title}>
                    {isStripeLike(selectedPaymentMethod) && cardBrand
                      ? cardBrand
                      : "Another step will appear"}
                  </p>
  )
}
`,
  "src/modules/checkout/components/review/index.tsx": `import PaymentButton from "../payment-button"
import type { Cart } from "@lib/data/cart"

export default function Review({ cart }: { cart: Cart }) {
  return (
    <>
      <p>By clicking the Place Order button, you accept the terms.</p>
      <PaymentButton cart={cart} />
    </>
  )
}
`,
  "src/modules/checkout/components/payment-button/index.tsx": `"use client"

import { isManual, isStripeLike } from "@lib/constants"
import type { Cart } from "@lib/data/cart"
import { Button } from "@modules/common/components/ui"
import ErrorMessage from "../error-message"

export default function PaymentButton({ cart }: { cart: Cart }) {
  const notReady = cart.email === ""
  const paymentSession = cart.payment_collection?.payment_sessions?.[0]

  switch (true) {
    case isStripeLike(paymentSession?.provider_id):
      return <ErrorMessage error="No card today" />
    case isManual(paymentSession?.provider_id):
      return <Button disabled={notReady}>Place order</Button>
    default:
      return <Button disabled>Select a payment method</Button>
  }
}
`,
  "src/modules/checkout/components/error-message/index.tsx": `export default function ErrorMessage({ error }: { error: string }) {
  return <p>{error}</p>
}
`,
  "src/modules/common/components/ui/index.tsx": `import type { ReactNode } from "react"

export const Button = ({ disabled, children }: { disabled?: boolean; children: ReactNode }) => (
  <button disabled={disabled}>{children}</button>
)
export const Heading = ({ level, className, children }: { level: "h1" | "h2"; className?: string; children: ReactNode }) =>
  level === "h1" ? <h1 className={className}>{children}</h1> : <h2 className={className}>{children}</h2>
`,
  "src/lib/data/cookies.ts": `import { cookies as nextCookies } from "next/headers"

export const getAuthHeaders = async () => ({})
export const getCacheTag = async (tag: string): Promise<string> => tag
export const getCacheOptions = async (tag: string) => ({ tags: [tag] })

export const getCartId = async () => {
  const cookies = await nextCookies()
  return cookies.get("_medusa_cart_id")?.value
}

export const getToken = async () => {
  const cookies = await nextCookies()
  return cookies.get("_medusa_jwt")?.value
}
`,
  "src/lib/config.ts": `export const sdk = {
  client: {
    fetch: async <T,>(path: string, init: object): Promise<T> =>
      (await fetch(path, init)).json() as Promise<T>,
  },
}
`,
  "src/lib/data/cart.ts": `"use server"

import { sdk } from "@lib/config"
import { HttpTypes } from "@medusajs/types"
import { getCartId } from "./cookies"

export type Cart = HttpTypes.StoreCart

export async function retrieveCart() {
  const id = await getCartId()
  return id ? sdk.client.fetch<HttpTypes.StoreCartResponse>(\`/store/carts/\${id}\`, {}) : null
}
`,
  "src/lib/data/orders.ts": `"use server"

import { sdk } from "@lib/config"
import { getAuthHeaders, getCacheOptions } from "./cookies"
import { HttpTypes } from "@medusajs/types"

export const retrieveOrder = async (id: string) =>
  sdk.client
    .fetch<HttpTypes.StoreOrderResponse>(\`/store/orders/\${id}\`, {
      query: { fields: "*payment_collections.payments,*items" },
      headers: await getAuthHeaders(),
      next: await getCacheOptions("orders"),
    })
    .then(({ order }) => order)
`,
  "src/modules/order/components/payment-details/index.tsx": `import { HttpTypes } from "@medusajs/types"

export default function PaymentDetails({ order }: { order: HttpTypes.StoreOrder }) {
  return <p>{order.payment_status}</p>
}
`,
  "src/modules/order/templates/order-completed-template.tsx": `import { Heading } from "@modules/common/components/ui"
import PaymentDetails from "@modules/order/components/payment-details"
import { HttpTypes } from "@medusajs/types"

export default async function OrderCompletedTemplate({ order }: { order: HttpTypes.StoreOrder }) {
  return (
    <div>
      <Heading
        level="h1"
        className="text-3xl"
      >
        <span>Thanks</span>

        <span>The order is placed.</span>
      </Heading>
      <Heading level="h2">Summary</Heading>
      <PaymentDetails order={order} />
    </div>
  )
}
`,
}

/** What the storefront's packages declare, as far as these files use it. */
export const DECLARATIONS = `declare module "next/cache" {
  export function revalidateTag(tag: string): void
}
declare module "next/headers" {
  export function cookies(): Promise<{ get(name: string): { readonly value: string } | undefined }>
}
declare module "next/navigation" {
  export function redirect(path: string): never
  export function useRouter(): { push(path: string): void; refresh(): void }
  export function useParams<T>(): T
}
declare module "next/server" {
  export interface NextRequest extends Request {
    readonly nextUrl: URL
  }
}
declare module "*.css"
declare const process: { readonly env: Readonly<Record<string, string | undefined>> }
`

/** React 19 has it, which the storefront uses. */
export const REACT_19 = `import "react"
declare module "react" {
  export function cache<Work>(work: Work): Work
}
`
