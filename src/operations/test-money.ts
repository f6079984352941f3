import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { KpaySettings } from "../modules/kpay/options/options"

/** Whether an attempt brought test money, which is no real money, and its account is live by now. It pays nothing any more. */
export function isTestMoney(
  { environment, account }: Pick<Attempt, "environment" | "account">,
  settings: Pick<KpaySettings, "accounts" | "environment">
): boolean {
  const now = settings.accounts[account]?.environment ?? settings.environment
  return environment === "test" && now === "live"
}
