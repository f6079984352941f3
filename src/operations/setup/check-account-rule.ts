import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayHealthCheck } from "../../http-types"
import { resolveQuery } from "../../medusa/query"
import { readKnownPlaces } from "../../medusa/sales-place"
import { findAccountRule } from "../choose-account"
import { toFinding } from "./finding"

/** Checks that Medusa has every place that the shop's rule for accounts names; nothing where the shop has no rule. */
export async function checkAccountRule(container: MedusaContainer): Promise<KpayHealthCheck[]> {
  const named = findAccountRule(container)?.named
  if (!named) return []
  const known = await readKnownPlaces(resolveQuery(container), named)
  const missing = [
    ...named.salesChannelIds.filter((id) => !known.salesChannelIds.includes(id)),
    ...named.stockLocationIds.filter((id) => !known.stockLocationIds.includes(id)),
  ]
  const id = "account_rule"
  if (missing.length === 0) return [{ id, status: "ok", ...toFinding("account_rule_ok") }]
  const about = { ids: missing.join(", ") }
  return [
    {
      id,
      status: "warning",
      ...toFinding("account_rule_unknown", "account_rule_unknown_remedy", about),
    },
  ]
}
