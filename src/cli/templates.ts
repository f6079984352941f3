/** The entry of `plugins` in `medusa-config.ts`. */
export const PLUGIN_ENTRY = `    {
      resolve: "medusa-payment-kpay",
      options: {
        environment: process.env.KPAY_ENVIRONMENT, // "test", or "live" for real money
        baseUrl: process.env.KPAY_BASE_URL, // for the sandbox only
        username: process.env.KPAY_USERNAME,
        password: process.env.KPAY_PASSWORD,
        retailerId: process.env.KPAY_RETAILER_ID,
        backendUrl: process.env.BACKEND_URL, // Medusa's public address
        storefrontUrl: process.env.STOREFRONT_URL, // the shop's page to which the card page returns
      },
    },
`

/** The entry of `modules`. */
export const MODULE_ENTRY = `    {
      resolve: "@medusajs/medusa/payment",
      dependencies: ["kpay"], // without this line Medusa refuses to start, and says so
      options: { providers: [{ resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" }] },
    },
`

/** Both, for a configuration that has neither `plugins` nor `modules`. The README shows the same. */
export const CONFIG_ENTRIES = `  plugins: [
${PLUGIN_ENTRY}  ],
  modules: [
${MODULE_ENTRY}  ],
`

/** The environment for the sandbox. The README shows the same. */
export const ENVIRONMENT = `KPAY_ENVIRONMENT=test
KPAY_BASE_URL=http://localhost:4600
KPAY_USERNAME=sandbox
KPAY_PASSWORD=sandbox
KPAY_RETAILER_ID=01
BACKEND_URL=http://localhost:9000
STOREFRONT_URL=http://localhost:8000/checkout/payment`

/** The checkout's part in a React storefront. */
export const STOREFRONT = `import { createKpay } from "medusa-payment-kpay/storefront"
import { KpayCheckout } from "medusa-payment-kpay/storefront/react"
import "medusa-payment-kpay/storefront/style.css"

const kpay = createKpay({ baseUrl: "http://localhost:9000", publishableKey: "pk_…", locale: "en" })

<KpayCheckout kpay={kpay} cartId={cart.id} shopName="…" onPaid={({ order_id }) => show(order_id)} />`
