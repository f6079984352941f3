/** One change of a file that the storefront has. */
export interface Edit {
  /** The step of docs/dtc-starter.md that says the same. */
  readonly step: number
  /** What the file has once the change is made. */
  readonly mark: RegExp
  /** Where the change goes. It stands once in the file. */
  readonly find: RegExp
  readonly replace: string | ((found: string) => string)
}

/** The end of a file. */
const END = /(?<=\S)\s*(?![^])/

const before = (text: string) => (found: string) => `${text}${found}`
const after = (text: string) => (found: string) => `${found}${text}`

const PAYMENT_MAP_ENTRY = `  pp_kpay_kpay: {
    title: "MTN MoMo, Airtel Money, card, SPENN",
    icon: <CreditCard />,
  },
`

const IS_KPAY = `export const isKpay = (providerId?: string) => {
  return providerId?.startsWith("pp_kpay")
}
`

const PAYMENT_SENTENCE = `                      : isKpay(selectedPaymentMethod)
                        ? "You choose how to pay in the review"
                        : "Another step will appear"}`

const PAYMENT_CASE = `    case isKpay(paymentSession?.provider_id):
      return notReady ? (
        <Button disabled>Select a payment method</Button>
      ) : (
        <KpayPayment cart={cart} />
      )
`

const CART_ID = `const id = cookies.get("_medusa_cart_id")?.value
  return id && (await isCartFinished(id)) ? undefined : id`

const REFRESH_ORDERS = `

/** Has orders read again, e.g. after one was paid. */
export async function refreshOrders() {
  revalidateTag(await getCacheTag("orders"))
}
`

/** The changes, by the files' paths in the storefront. */
export const STOREFRONT_EDITS: Readonly<Record<string, readonly Edit[]>> = {
  "src/lib/constants.tsx": [
    {
      step: 2,
      mark: /\bpp_kpay_kpay: \{/,
      find: /^ *pp_system_default: \{/m,
      replace: before(PAYMENT_MAP_ENTRY),
    },
    { step: 2, mark: /\bisKpay =/, find: /^export const isManual = /m, replace: before(IS_KPAY) },
  ],
  "src/modules/checkout/components/payment/index.tsx": [
    {
      step: 3,
      mark: /\bisKpay\b[^}]*\} from "@lib\/constants"/,
      find: /import \{ (?=isStripeLike\b[^}]*\} from "@lib\/constants")/,
      replace: after("isKpay, "),
    },
    {
      step: 3,
      mark: /isKpay\(selectedPaymentMethod\)/,
      find: /^ *: "Another step will appear"\}/m,
      replace: PAYMENT_SENTENCE,
    },
  ],
  "src/modules/checkout/components/review/index.tsx": [
    {
      step: 3,
      mark: /By placing your order,/,
      find: /By clicking the Place Order button,/,
      replace: "By placing your order,",
    },
  ],
  "src/modules/checkout/components/payment-button/index.tsx": [
    {
      step: 4,
      mark: /\bisKpay\b[^}]*\} from "@lib\/constants"/,
      find: /import \{ (?=isManual\b[^}]*\} from "@lib\/constants")/,
      replace: after("isKpay, "),
    },
    {
      step: 4,
      mark: /from "\.\.\/kpay-payment"/,
      find: /^import ErrorMessage from .*\n/m,
      replace: after('import KpayPayment from "../kpay-payment"\n'),
    },
    {
      step: 4,
      mark: /<KpayPayment /,
      find: /^ *case isManual\(paymentSession\?\.provider_id\):/m,
      replace: before(PAYMENT_CASE),
    },
  ],
  "src/lib/data/cookies.ts": [
    {
      step: 5,
      mark: /import \{[^}]*\bisCartFinished\b/,
      find: /^import \{ cookies as nextCookies \} from .*\n/m,
      replace: after('import { isCartFinished } from "@lib/util/is-cart-finished"\n'),
    },
    {
      step: 5,
      mark: /isCartFinished\(id\)/,
      find: /return cookies\.get\("_medusa_cart_id"\)\?\.value/,
      replace: CART_ID,
    },
  ],
  "src/lib/data/orders.ts": [
    {
      step: 6,
      mark: /\*payment_collections\.payment_sessions,/,
      find: /\*payment_collections\.payments,/,
      replace: after("*payment_collections.payment_sessions,"),
    },
    {
      step: 6,
      mark: /\bgetCacheTag\b[^}]*\} from "\.\/cookies"/,
      find: /, getCacheOptions \} from "\.\/cookies"/,
      replace: ', getCacheOptions, getCacheTag } from "./cookies"',
    },
    {
      step: 6,
      mark: /\brevalidateTag\b[^}]*\} from "next\/cache"/,
      find: /^import \{ HttpTypes \} from .*\n/m,
      replace: after('import { revalidateTag } from "next/cache"\n'),
    },
    { step: 6, mark: /function refreshOrders\(/, find: END, replace: REFRESH_ORDERS },
  ],
  "src/modules/order/templates/order-completed-template.tsx": [
    {
      step: 6,
      mark: /import KpayOrderPayment/,
      find: /^import PaymentDetails from .*\n/m,
      replace: before(
        'import KpayOrderPayment from "@modules/order/components/kpay-order-payment"\n'
      ),
    },
    {
      step: 6,
      mark: /<KpayOrderPayment /,
      find: /^ *<Heading\s+level="h1"[^]*?<\/Heading>\n/m,
      replace: (heading) => {
        const indent = /^ */.exec(heading)?.[0] ?? ""
        return `${indent}<KpayOrderPayment order={order}>\n${heading.replace(/^(?=.)/gm, "  ")}${indent}</KpayOrderPayment>\n`
      },
    },
  ],
}
