import type { KpayAccount } from "../../http-types"
import { DEFAULT_ACCOUNT, type KpaySettings } from "../../modules/kpay/options/options"

/** The shop's K-Pay accounts; the default one comes first. */
export function listAccounts({ accounts }: Pick<KpaySettings, "accounts">): KpayAccount[] {
  const names = [
    DEFAULT_ACCOUNT,
    ...Object.keys(accounts).filter((name) => name !== DEFAULT_ACCOUNT),
  ]
  return names.flatMap((name) => {
    const account = accounts[name]
    return account ? [{ name, environment: account.environment }] : []
  })
}
