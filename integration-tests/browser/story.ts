import type { BrowserShop } from "./browser-shop"
import type { Dashboard } from "./dashboard"
import type { Shoppers } from "./shop-tab"

/** What a story uses: the shop, and a tab that is logged in to its dashboard. */
export interface Stage {
  readonly shop: BrowserShop
  readonly dashboard: Dashboard
}

/**
 * Declares a test. Its name is a sentence about what a person sees or does. A story that protects money, or without which
 * a shop could not be set up, is a `core` one, which `.ci/run` plays before every change; `npm run test:all` plays all.
 */
interface Declare<S> {
  (name: string, play: (stage: S) => Promise<void>): void
  core(name: string, play: (stage: S) => Promise<void>): void
}

export type Story = Declare<Stage>

/** The same for shoppers, who have no dashboard. */
export type ShopStory = Declare<{ readonly shop: BrowserShop; readonly shoppers: Shoppers }>

/** Leaves out what is no core story where only those are wanted. */
export function withCore<S>(declare: (...story: Parameters<Declare<S>>) => void): Declare<S> {
  const isCoreOnly = process.env.BROWSER_STORIES === "core"
  return Object.assign(isCoreOnly ? () => undefined : declare, { core: declare })
}
