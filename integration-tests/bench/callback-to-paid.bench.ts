import { Modules, PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Refid } from "../../src/domain/kpay-ids"
import { callsOf, eventually, inDatabase, inShop, order, type TestShop } from "../http/test-shop"
import { print, toMedian } from "./report"

/** Payments of each kind, turn by turn, so that both meet the same machine. */
const ROUNDS = 30

/** What ours may take in what core's part takes. */
const RATIO_MAX = 1.2

/** The first ones warm up. */
const WARM_UP = 5

inShop({ sandbox: { statusMs: 20 } }, (shop) => {
  it("from the callback to the paid order, beside core's own part of it and one checkstatus", async () => {
    const ours: number[] = []
    const reference: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timeCallback(shop()))
      reference.push(await timeCore(shop()))
    }
    const mine = toMedian(ours.slice(WARM_UP))
    const cores = toMedian(reference.slice(WARM_UP))
    print(
      `callback to paid order, event included: ${mine.toFixed(0)} ms (median of ${ROUNDS - WARM_UP})`
    )
    print(`checkstatus and core's processPaymentWorkflow alone: ${cores.toFixed(0)} ms`)
    print(`ratio: ${(mine / cores).toFixed(2)}`)
    expect(mine / cores).toBeLessThan(RATIO_MAX)
  })
})

/** An order whose payer has approved, before any callback. */
async function approvedOrder(shop: TestShop) {
  const placed = await order(shop, { method: "momo", phone: "0788 0000 05" })
  const { refid, returl } = callsOf(shop.sandbox, "pay").at(-1) ?? {}
  await eventually(
    () => shop.sandbox.transactions().at(-1)?.statusid,
    (statusid) => statusid === "01"
  )
  return { ...placed, refid: String(refid), returl: String(returl) }
}

async function timeCallback(shop: TestShop): Promise<number> {
  const { orderId, returl } = await approvedOrder(shop)
  const bus = shop.container.resolve(Modules.EVENT_BUS)
  const told = new Promise<void>((resolve) => {
    bus.subscribe("kpay.payment.paid", async ({ data }) => {
      if ((data as { order_id?: string }).order_id === orderId) resolve()
    })
  })
  const startedAt = performance.now()
  await fetch(returl, { method: "POST", body: "" })
  await told
  return performance.now() - startedAt
}

/** The same payment with all of ours left out but the question to K-Pay: what is paid is known beforehand. */
async function timeCore(shop: TestShop): Promise<number> {
  const { sessionId, refid, total } = await approvedOrder(shop)
  const [attempt] = await shop.kpay.listAttempts({ refid: refid as Refid })
  await shop.kpay.claim(attempt?.id ?? "")
  await inDatabase(
    shop,
    `update kpay_attempt set status = 'paid', code = '01', paid_at = now(), due_at = null where refid = '${refid}'`
  )
  const startedAt = performance.now()
  const answer = await fetch(shop.sandbox.url, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from("sandbox:sandbox").toString("base64")}` },
    body: JSON.stringify({ action: "checkstatus", refid }),
  })
  await answer.json()
  await processPaymentWorkflow(shop.container).run({
    input: {
      action: PaymentActions.SUCCESSFUL,
      data: { session_id: sessionId, amount: total },
    },
  })
  return performance.now() - startedAt
}
