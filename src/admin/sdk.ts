import Medusa from "@medusajs/js-sdk"

/** Medusa's own client, with the dashboard's login. */
export const sdk = new Medusa({
  baseUrl: __BACKEND_URL__ ?? "/",
  auth: { type: "session" },
})
