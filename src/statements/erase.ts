import type { MedusaContainer } from "@medusajs/framework/types"
import { readCustomerKeys } from "../medusa/customer-keys"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { resolveStatements } from "./resolve"

/**
 * Erases a customer's phones and names from statements together with the payments, which `erasePayments` erases: the rows are
 * found by the payments' phones, and these are gone afterwards.
 */
export async function withStatementsErased<Result>(
  container: MedusaContainer,
  customerId: string,
  erasePayments: () => Promise<Result>
): Promise<Result> {
  const statements = resolveStatements(container)
  const keys = await readCustomerKeys(container, customerId)
  const phones = await statements.readPhones(keys)
  const result = await erasePayments()
  await statements.eraseCustomer(keys, phones)
  return result
}

/** Erases phones and names of statements: where those of the payment are erased, and after the shop's time. */
export async function eraseStatementData(container: MedusaContainer): Promise<void> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  await resolveStatements(container).erasePersonalData(settings.erasePersonalDataAfter)
}
