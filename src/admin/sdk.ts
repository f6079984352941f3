import Medusa from "@medusajs/js-sdk"

/** Medusa's address without a slash at its end; empty where Medusa itself serves the dashboard. */
export const BACKEND_URL = (__BACKEND_URL__ ?? "/").replace(/\/+$/, "")

/** Medusa's client, with the dashboard's login. */
export const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: { type: "session" },
})
