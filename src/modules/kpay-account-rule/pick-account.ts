import type { SalesPlace } from "../../domain/sales-place"
import type { AccountRules } from "./account-by"

/**
 * The account for a place. The stock location comes first, since it has the goods and their cost; then the sales channel. A
 * payment over several locations or channels counts for them only where all of them have one account.
 */
export function pickAccount(
  { salesChannel, stockLocation }: AccountRules,
  { salesChannelIds, stockLocationIds }: SalesPlace
): string | null {
  return toOne(stockLocationIds, stockLocation) ?? toOne(salesChannelIds, salesChannel)
}

function toOne(ids: readonly string[], accounts: ReadonlyMap<string, string>): string | null {
  const [first, ...others] = new Set(ids.map((id) => accounts.get(id) ?? null))
  return others.length === 0 ? (first ?? null) : null
}
