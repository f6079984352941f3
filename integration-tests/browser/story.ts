import type { BrowserShop } from "./browser-shop"
import type { Dashboard } from "./dashboard"
import type { Shoppers } from "./shop-tab"

/** What a story uses: the shop, and a tab that is logged in to its dashboard. */
export interface Stage {
  readonly shop: BrowserShop
  readonly dashboard: Dashboard
}

/** Declares a test. Its name is a sentence about what a person sees or does. */
export type Story = (name: string, play: (stage: Stage) => Promise<void>) => void

/** The same for shoppers, who have no dashboard. */
export type ShopStory = (
  name: string,
  play: (stage: { readonly shop: BrowserShop; readonly shoppers: Shoppers }) => Promise<void>
) => void
