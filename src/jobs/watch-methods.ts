import type { MedusaContainer } from "@medusajs/framework/types"
import { watchMethods } from "../degraded-methods/watch"

/** Finds out which payment methods fail far more often than usual, and which work again. */
export default async function watchMethodsJob(container: MedusaContainer): Promise<void> {
  await watchMethods(container)
}

export const config = {
  name: "kpay-watch-methods",
  schedule: "* * * * *",
}
