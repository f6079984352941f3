import type { BrowserShop } from "./browser-shop"
import type { Dashboard } from "./dashboard"

/** What a story is played with: the shop, and a tab that is logged in to its dashboard. */
export interface Stage {
  readonly shop: BrowserShop
  readonly dashboard: Dashboard
}

/** Declares a test. Its name is a sentence about what somebody sees or does. */
export type Story = (name: string, play: (stage: Stage) => Promise<void>) => void
