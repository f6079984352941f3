import { z } from "@medusajs/framework/zod"
import {
  DEFAULT_ACCOUNT,
  InvalidOptionsError,
  parseOptions,
  toFaults,
  type KpaySettings,
} from "../kpay/options/options"

const accountNames = z.record(
  z.string().min(1),
  z.string({ error: "must be the name of an account, as text" }),
  { error: "must name an account for each id: { id: name }" }
)

const ruleShape = z.object({
  accountBy: z
    .strictObject({
      salesChannel: accountNames.optional(),
      stockLocation: accountNames.optional(),
    })
    .optional(),
})

/** The option `accountBy` as a shop writes it: names of accounts by the ids of sales channels and stock locations. */
export type AccountBy = NonNullable<z.input<typeof ruleShape>["accountBy"]>

/** The names of accounts by Medusa's ids. */
export type AccountRules = Readonly<Record<keyof AccountBy, ReadonlyMap<string, string>>>

/**
 * Reads the rule from the plugin's options. A shop without the option has an empty one.
 *
 * @throws InvalidOptionsError that lists every fault.
 */
export function parseAccountBy(options: unknown): AccountRules {
  const parsed = ruleShape.safeParse(options ?? {})
  if (!parsed.success) throw new InvalidOptionsError(toFaults(parsed.error))
  const { salesChannel = {}, stockLocation = {} } = parsed.data.accountBy ?? {}
  const rules = {
    salesChannel: new Map(Object.entries(salesChannel)),
    stockLocation: new Map(Object.entries(stockLocation)),
  }
  if (parsed.data.accountBy === undefined) return rules
  const faults = listFaults(rules, parseOptions(options).accounts)
  if (faults.length > 0) throw new InvalidOptionsError(faults)
  return rules
}

/**
 * An account that the rule names must exist. It must be of the environment of the default one, which takes all other payments:
 * otherwise an order could be moved from a live to a test account, and test money would pay for it.
 */
function listFaults(rules: AccountRules, accounts: KpaySettings["accounts"]): string[] {
  const own = accounts[DEFAULT_ACCOUNT]?.environment
  return Object.entries(rules).flatMap(([by, names]) =>
    [...names].flatMap(([id, name]) => {
      const path = `accountBy.${by}.${id}`
      const account = Object.hasOwn(accounts, name) ? accounts[name] : undefined
      if (!account)
        return [
          `${path} must name one of the accounts (${Object.keys(accounts).join(", ")}), not "${name}"`,
        ]
      return account.environment === own
        ? []
        : [
            `${path} must name an account whose environment is "${own}", like the shop's own. "${name}" is "${account.environment}", and test money must not pay for real orders`,
          ]
    })
  )
}
