import Medusa from "@medusajs/js-sdk"

/** Medusa's address without a slash at its end; empty where the dashboard is served by Medusa itself. */
export const BACKEND_URL = (__BACKEND_URL__ ?? "/").replace(/\/+$/, "")

/** Medusa's own client, with the dashboard's login. */
export const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: { type: "session" },
})
