import { randomBytes } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { KpayHealthCheck, KpayHealthResponse } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import { listSetupCodes } from "../../gateway/codes"
import { toCallbackAddress } from "../../modules/kpay/options/own-address"
import type KpayModuleService from "../../modules/kpay/service"
import { checkAccountRule } from "./check-account-rule"
import { toAccountChecks } from "./account-checks"
import { listAccounts } from "./list-accounts"
import { toBackendAddressCheck, toCallbackRouteCheck } from "./address-checks"
import { checkProvider } from "./check-provider"
import { toSharedPartChecks, toWorkerCheck } from "./server-checks"

/**
 * Checks everything that must be right for payments to work. Takes eight seconds at most, the wait for K-Pay. Changes
 * nothing, also not the record of outages. No message holds a secret.
 */
export async function checkHealth(container: MedusaContainer): Promise<KpayHealthResponse> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const { settings } = kpay
  const { projectConfig, modules } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const accounts = listAccounts(settings)
  const [accountChecks, ruleChecks, reply, provider, overdueSince] = await Promise.all([
    checkAccounts(kpay),
    checkAccountRule(container),
    kpay.postCallback(randomBytes(24).toString("base64url"), null),
    checkProvider(container),
    kpay.findOverdueSince(),
  ])
  const isLive = accounts.some(({ environment }) => environment === "live")
  const checks = [
    ...accountChecks,
    ...ruleChecks,
    toBackendAddressCheck(settings.backendUrl, isLive),
    toCallbackRouteCheck(reply),
    provider,
    toWorkerCheck(projectConfig.workerMode, overdueSince),
    ...toSharedPartChecks(modules),
  ]
  return {
    ok: checks.every(({ status }) => status !== "error"),
    checks,
    accounts,
    callback_address: toCallbackAddress(settings.backendUrl, "<token>"),
  }
}

async function checkAccounts(kpay: KpayModuleService): Promise<KpayHealthCheck[]> {
  const { settings } = kpay
  const [answers, probes] = await Promise.all([
    kpay.readPayAnswers(listSetupCodes("retailer")),
    Promise.all(
      listAccounts(settings).map(async (account) => ({
        account,
        probe: await kpay.probe(account.name),
      }))
    ),
  ])
  return probes.flatMap(({ account: { name, environment }, probe }) => {
    const retailer =
      answers.find((one) => one.account === name && one.environment === environment) ?? null
    const baseUrl = settings.accounts[name]?.baseUrl ?? ""
    return toAccountChecks({ name, environment, baseUrl, probe, retailer })
  })
}
