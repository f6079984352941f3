import { Modules } from "@medusajs/framework/utils"
import type { CartOptions } from "../../demo/shopper"
import { callsOf, eventually, order, type TestShop } from "../http/test-shop"

/** An order whose payer has approved, and of which K-Pay tells nothing by itself. */
export async function placeApprovedOrder(shop: TestShop, cart: CartOptions = {}) {
  const placed = await order(shop, { method: "momo", phone: "0788 0000 05" }, cart)
  const { refid, returl } = callsOf(shop.sandbox, "pay").at(-1) ?? {}
  await eventually(
    () => shop.sandbox.transactions().at(-1)?.statusid,
    (statusid) => statusid === "01"
  )
  return { ...placed, refid: String(refid), returl: String(returl) }
}

/** How long it takes from the callback to the paid order and its event, in milliseconds. */
export async function timeCallback(shop: TestShop, cart: CartOptions = {}): Promise<number> {
  const { orderId, returl } = await placeApprovedOrder(shop, cart)
  const told = new Promise<void>((resolve) => {
    shop.container.resolve(Modules.EVENT_BUS).subscribe("kpay.payment.paid", async ({ data }) => {
      if ((data as { order_id?: string }).order_id === orderId) resolve()
    })
  })
  const startedAt = performance.now()
  await fetch(returl, { method: "POST", body: "" })
  await told
  return performance.now() - startedAt
}
