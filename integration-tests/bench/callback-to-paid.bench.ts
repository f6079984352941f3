import { PaymentActions } from "@medusajs/framework/utils"
import { processPaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Refid } from "../../src/domain/kpay-ids"
import { inDatabase, inShop, type TestShop } from "../http/test-shop"
import { placeApprovedOrder, timeCallback } from "./approved-order"
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

/** The same payment with all of ours left out but the question to K-Pay: what is paid is known beforehand. */
async function timeCore(shop: TestShop): Promise<number> {
  const { sessionId, refid, total } = await placeApprovedOrder(shop)
  const [attempt] = await shop.kpay.listAttempts({ refid: refid as Refid })
  await shop.kpay.claim(attempt?.id ?? "")
  await inDatabase(
    shop,
    `update kpay_attempt set status = 'paid', code = '01', paid_at = now(), due_at = null where refid = '${refid}'`
  )
  const startedAt = performance.now()
  const answer = await fetch(shop.sandbox.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from("sandbox:sandbox").toString("base64")}`,
    },
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
