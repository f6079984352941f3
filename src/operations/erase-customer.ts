import type { MedusaContainer } from "@medusajs/framework/types"
import { readCustomerKeys } from "../medusa/customer-keys"
import { KPAY_MODULE } from "../modules/kpay"
import type { Erasure } from "../modules/kpay/privacy/erasures"
import type KpayModuleService from "../modules/kpay/service"

/**
 * Erases a customer's phones, names and e-mail addresses from all their payments, also of a customer whom Medusa has deleted.
 * What an open payment or money that waits for a person still needs is erased by the job once that is settled. A repeated call
 * changes nothing. Medusa's own data is Medusa's to erase.
 */
export async function eraseCustomer(
  container: MedusaContainer,
  {
    customerId,
    actor,
  }: {
    readonly customerId: string
    /** Medusa's id of the user who asked; `null` where no user did. */
    readonly actor: string | null
  }
): Promise<Erasure> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  return kpay.eraseCustomer(await readCustomerKeys(container, customerId), actor)
}
