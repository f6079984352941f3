import type { MedusaContainer } from "@medusajs/framework/types"
import { readCollection } from "../medusa/checkout"
import { resolveQuery } from "../medusa/query"
import { KPAY_MODULE } from "../modules/kpay"
import { toCourierAddress, toSlipAddress } from "../modules/kpay/options/own-address"
import type KpayModuleService from "../modules/kpay/service"
import { sealPayLink } from "../operations/make-pay-link"
import { readPayableOrder } from "../operations/read-payment"
import { refusedBy, unknownAs, type Refused } from "../operations/refused"
import { COUNTER_REFUSALS } from "./refusals"

/** The addresses of an order's slip and of its courier's page. */
export interface DoorLinks {
  readonly type: "done"
  readonly slipUrl: string
  readonly courierUrl: string
  readonly expiresAt: Date
}

/**
 * Makes the addresses of the slip and the courier's page for an order, whether it is paid or not. It sends and opens nothing: the
 * token is for a payment collection that the order has.
 */
export async function makeDoorLinks(
  container: MedusaContainer,
  orderId: string
): Promise<DoorLinks | Refused> {
  const payable = await readPayableOrder(container, orderId)
  if (!payable) return unknownAs("no_order", { order: orderId })
  if (payable.balance.currencyCode.toLowerCase() !== "rwf")
    return refusedBy(COUNTER_REFUSALS, "door_other_currency")
  const collectionId = await findCollection(container, payable.collectionIds)
  if (collectionId === null) return refusedBy(COUNTER_REFUSALS, "door_no_payment")
  const { token, expiresAt } = await sealPayLink(container, collectionId)
  const { backendUrl } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  return {
    type: "done",
    slipUrl: toSlipAddress(backendUrl, token),
    courierUrl: toCourierAddress(backendUrl, token),
    expiresAt,
  }
}

/** A deleted payment collection leaves its link behind. */
async function findCollection(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<string | null> {
  const query = resolveQuery(container)
  for (const id of ids) if ((await readCollection(query, id))?.order) return id
  return null
}
