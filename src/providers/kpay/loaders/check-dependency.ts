import type { ConfigModule, LoaderOptions } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { parseOptions } from "../../../modules/kpay/options/options"

/**
 * Has Medusa refuse to start when the payment module cannot reach the module `kpay`, or when a provider entry names an
 * account that the options do not have. Otherwise the first shopper would find out.
 */
export default async function checkDependency({
  container,
  options,
}: LoaderOptions): Promise<void> {
  if (!container.hasRegistration("kpay")) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      'medusa-payment-kpay: the payment module cannot reach the module "kpay". In medusa-config.ts, add the line ' +
        'dependencies: ["kpay"], to the entry { resolve: "@medusajs/medusa/payment", … }.'
    )
  }
  const account = (options as { readonly account?: unknown } | undefined)?.account
  const accounts = readAccounts(container)
  if (account === undefined || accounts === null) return
  if (typeof account === "string" && accounts.includes(account)) return
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `medusa-payment-kpay: a provider entry names the account ${JSON.stringify(account)}, which the options do not have. ` +
      `They have: ${accounts.join(", ")}. Check its spelling in medusa-config.ts.`
  )
}

/** The names of the accounts in the module's options; `null` where the configuration is not at hand. */
function readAccounts(container: LoaderOptions["container"]): string[] | null {
  // The module itself may not be loaded yet.
  const config = container.resolve<ConfigModule | undefined>(
    ContainerRegistrationKeys.CONFIG_MODULE,
    { allowUnregistered: true }
  )
  const declaration = config?.modules?.kpay
  if (typeof declaration !== "object" || !("options" in declaration)) return null
  return Object.keys(parseOptions(declaration.options).accounts)
}
