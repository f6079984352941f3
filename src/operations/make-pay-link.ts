import { KeyObject } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils"
import { createOrderPaymentCollectionWorkflow } from "@medusajs/medusa/core-flows"
import { InvalidAmountError, toAmountRwf, type AmountRwf } from "../domain/amount"
import { KPAY_MODULE } from "../modules/kpay"
import { isToBePlaced, isWaitingForPerson } from "../modules/kpay/attempts/attempt"
import { isOurs, readCollection, type Collection } from "../medusa/checkout"
import { isAmount } from "../modules/kpay/attempts/is-amount"
import { toPayPageAddress } from "../modules/kpay/options/own-address"
import type KpayModuleService from "../modules/kpay/service"
import { readPayToken, toPayToken, toPayTokenKey, type PayLink } from "../pay-page/pay-token"
import { readOrderDue, type OrderDue } from "./order-due"

/** How long somebody waits for another who is making the same link. */
const LOCK_WAIT_S = 10

/** A link to the pay page, for one order. */
export interface MadePayLink {
  readonly url: string
  readonly expiresAt: Date
  /** What the order lacks. */
  readonly amountRwf: AmountRwf
  readonly collectionId: string
  readonly displayId: number | null
}

/**
 * Makes a link by which what an order or draft order lacks can be paid. No prompt is sent by it. Making another is harmless:
 * all links of an order lead to the same payment.
 *
 * @throws MedusaError that says why there is nothing to be paid by a link.
 */
export async function makePayLink(
  container: MedusaContainer,
  orderId: string
): Promise<MadePayLink> {
  const { due, amountRwf, collectionId } = await container
    .resolve(Modules.LOCKING)
    .execute(`kpay-pay-link-${orderId}`, async () => openPayment(container, orderId), {
      timeout: LOCK_WAIT_S,
    })
  return {
    ...toPayUrl(container, collectionId),
    amountRwf,
    collectionId,
    displayId: due.display_id,
  }
}

/** The address of the pay page of a payment, from now on for the time that the shop's links are valid. */
export function toPayUrl(
  container: MedusaContainer,
  collectionId: string
): { url: string; expiresAt: Date } {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  // Whole seconds, since the link itself has no more.
  const expiresAt = new Date(Math.floor((Date.now() + settings.payLinkValidFor) / 1000) * 1000)
  const token = toPayToken({ collectionId, expiresAt }, toKey(container))
  return { url: toPayPageAddress(settings.backendUrl, token), expiresAt }
}

/** What a pay page's address is for. See {@link readPayToken}. */
export function openPayLink(container: MedusaContainer, token: string): PayLink | "expired" | null {
  return readPayToken(token, toKey(container), new Date())
}

/** Whether a payment collection is an order's, in francs, that K-Pay may serve: then its pay page has something to say. */
export async function hasPayPage(
  container: MedusaContainer,
  collectionId: string
): Promise<boolean> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const collection = await readCollection(query, collectionId)
  if (collection?.currency_code !== "rwf" || !collection.order) return false
  const due = await readOrderDue(container, collection.order.id)
  return due !== null && due.provider_id !== null
}

/** The payment collection of what an order lacks. Two at the same moment would each open one. */
async function openPayment(
  container: MedusaContainer,
  orderId: string
): Promise<{ due: OrderDue; amountRwf: AmountRwf; collectionId: string }> {
  const due = await readOrderDue(container, orderId)
  if (!due) throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no order ${orderId}.`)
  const amountRwf = await requireDue(container, due)
  const collectionId =
    (await findOpenCollection(container, due)) ?? (await openCollection(container, due))
  return { due, amountRwf, collectionId }
}

async function requireDue(container: MedusaContainer, due: OrderDue): Promise<AmountRwf> {
  const { settings } = container.resolve<KpayModuleService>(KPAY_MODULE)
  if (due.is_cancelled) refuse("The order is cancelled, so there is nothing to pay.")
  if (due.lacking <= 0) refuse("The order is paid: nothing is left to pay.")
  if (due.provider_id === null) {
    refuse("K-Pay is not enabled in the region of this order. Enable it in the region's settings.")
  }
  try {
    const amountRwf = toAmountRwf(due.lacking, due.currency_code, settings.rounding)
    if (await hasMoney(container, due, amountRwf)) {
      refuse("The money for this order is there already. Decide what becomes of it first.")
    }
    return amountRwf
  } catch (error) {
    if (error instanceof InvalidAmountError) refuse(error.message)
    throw error
  }
}

/** Whether this very money has come, and waits for being booked or for a person: nobody is asked for it again. */
async function hasMoney(
  container: MedusaContainer,
  { collection_ids, currency_code }: OrderDue,
  amountRwf: AmountRwf
): Promise<boolean> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const lists = await Promise.all(
    collection_ids.map((id) => kpay.attempts.list({ payment_collection_id: id, state: "paid" }))
  )
  const total = { amount: amountRwf, currency_code }
  return lists
    .flat()
    .some(
      (attempt) =>
        isToBePlaced(attempt) ||
        (isWaitingForPerson(attempt) && isAmount(total, attempt, kpay.settings))
    )
}

/** The payment that the order is waiting for already, if it is ours to take and still asks for all that is lacking. */
async function findOpenCollection(
  container: MedusaContainer,
  { collection_ids, lacking }: OrderDue
): Promise<string | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const collections = await Promise.all(collection_ids.map((id) => readCollection(query, id)))
  const open = collections.find(
    (collection) => collection !== null && isFree(collection) && toLacking(collection) >= lacking
  )
  return open?.id ?? null
}

function isFree({ sessions }: Collection): boolean {
  return sessions.every((session) => isOurs(session) && !session.is_captured)
}

function toLacking({ amount, paid_amount }: Collection): number {
  return amount - paid_amount
}

async function openCollection(
  container: MedusaContainer,
  { id, lacking }: OrderDue
): Promise<string> {
  const { result } = await createOrderPaymentCollectionWorkflow(container).run({
    input: { order_id: id, amount: lacking },
  })
  return result[0]?.id ?? ""
}

/** Medusa lets nobody start in production without this secret; it may be any that JSON web tokens are signed with. */
function toKey(container: MedusaContainer): Buffer {
  const { jwtSecret = "" } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    .projectConfig.http
  if (typeof jwtSecret === "string" || Buffer.isBuffer(jwtSecret)) return toPayTokenKey(jwtSecret)
  if (!(jwtSecret instanceof KeyObject)) return toPayTokenKey(jwtSecret.key)
  return toPayTokenKey(
    jwtSecret.type === "secret"
      ? jwtSecret.export()
      : jwtSecret.export({ format: "der", type: "pkcs8" })
  )
}

function refuse(message: string): never {
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
}
