import type { MedusaContainer } from "@medusajs/framework/types"
import type { SalesPlace } from "../domain/sales-place"
import type { Collection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { readSalesPlace } from "../medusa/sales-place"
import { DEFAULT_ACCOUNT } from "../modules/kpay/options/options"

/** The name by which a rule is resolved. A shop may have none. */
const ACCOUNT_RULE = "kpay_account_rule"

/** Which K-Pay account takes the money, by where it is sold. */
export interface AccountRule {
  /** Whether the shop has set one. */
  readonly isSet: boolean
  /** The account of a place; `null` where the rule names none for it. */
  chooseAccount(place: SalesPlace): string | null
  /** Every place that the rule names. */
  readonly named: SalesPlace
}

/** The shop's rule; `null` where it has set none. */
export function findAccountRule(container: MedusaContainer): AccountRule | null {
  const rule = container.resolve<AccountRule | undefined>(ACCOUNT_RULE, { allowUnregistered: true })
  return rule?.isSet ? rule : null
}

/**
 * Chooses the account that a new attempt is started on. A provider entry's own account comes first, then the shop's rule, then
 * the default. Without a rule it reads nothing.
 *
 * @param named the account that the provider entry names, if any.
 */
export async function chooseAccount(
  container: MedusaContainer,
  named: string | null,
  paid: Pick<Collection, "cart" | "orders">
): Promise<string> {
  if (named !== null) return named
  const rule = findAccountRule(container)
  if (rule === null) return DEFAULT_ACCOUNT
  const wants = { locations: rule.named.stockLocationIds.length > 0 }
  const place = await readSalesPlace(resolveQuery(container), paid, wants)
  return rule.chooseAccount(place) ?? DEFAULT_ACCOUNT
}
