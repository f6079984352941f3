import type { SeededShop } from "../../demo/seed"

/** What the stories need of the shop that was started before them. */
export interface StartedShop {
  readonly backendUrl: string
  readonly shopUrl: string
  readonly kpayUrl: string
  readonly databaseUrl: string
  readonly seeded: SeededShop
  readonly chromiumPath: string
}

/** Jest runs tests in a world of their own, into which only the environment reaches. */
export function passOn(started: StartedShop): void {
  const { backendUrl, shopUrl, kpayUrl, databaseUrl, seeded, chromiumPath } = started
  const shop: StartedShop = { backendUrl, shopUrl, kpayUrl, databaseUrl, seeded, chromiumPath }
  process.env.KPAY_BROWSER_SHOP = JSON.stringify(shop)
}

export function readStartedShop(): StartedShop {
  return JSON.parse(process.env.KPAY_BROWSER_SHOP ?? "null") as StartedShop
}
