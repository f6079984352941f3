import type { BrowserShop } from "./browser-shop"
import type { Dashboard } from "./dashboard"
import type { Shoppers } from "./shop-tab"

/** What a story is played with: the shop, and a tab that is logged in to its dashboard. */
export interface Stage {
  readonly shop: BrowserShop
  readonly dashboard: Dashboard
}

/** Declares a test. Its name is a sentence about what somebody sees or does. */
export type Story = (name: string, play: (stage: Stage) => Promise<void>) => void

/** The same of shoppers, who know nothing of the dashboard. */
export type ShopStory = (
  name: string,
  play: (stage: { readonly shop: BrowserShop; readonly shoppers: Shoppers }) => Promise<void>
) => void
