import type { KpayAccountsResponse } from "../../http-types"
import type { Say } from "../say"

/** Which accounts the cash-up is of. Test money and real money are never of one choice. */
export interface AccountChoice {
  /** Tells the choices apart, whatever accounts are called. */
  readonly id: string
  readonly text: string
  /** All accounts of the environment where none is named; without either, those of the default account's environment. */
  readonly account?: string
  readonly environment?: "test" | "live"
}

/** What can be chosen: all accounts first, of each environment that the shop has, and then each account. */
export function toAccountChoices(
  accounts: KpayAccountsResponse["accounts"],
  t: Say
): readonly [AccountChoice, ...AccountChoice[]] {
  const environments = [...new Set(accounts.map(({ environment }) => environment))]
  const isMixed = environments.length > 1
  const say = (environment: "test" | "live") => t(`environment_${environment}`)
  const [first, ...others] = isMixed
    ? environments.map((environment) => ({
        id: `all ${environment}`,
        text: t("all_accounts_of", { environment: say(environment) }),
        environment,
      }))
    : []
  return [
    first ?? { id: "all", text: t("all_accounts") },
    ...others,
    ...accounts.map(({ name, environment }) => ({
      id: `one ${name}`,
      text: isMixed ? t("account_of", { account: name, environment: say(environment) }) : name,
      account: name,
    })),
  ]
}
