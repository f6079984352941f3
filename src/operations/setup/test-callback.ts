import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { Refid } from "../../domain/kpay-ids"
import type { KpayCallbackTestResponse } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"
import { toCallbackFault } from "./callback-fault"
import { toFinding } from "./finding"

/** How long the callback is waited for after the address has answered as it should. */
const ARRIVES_WITHIN_MS = 3_000
const CHECK_EVERY_MS = 100

/**
 * Sends a callback to our own public address as K-Pay would, and checks whether it arrived at any server of this shop. Takes
 * ten seconds at most.
 */
export async function testCallback(container: MedusaContainer): Promise<KpayCallbackTestResponse> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const token = await kpay.startCallbackTest()
  const reply = await kpay.postCallback(token, generateEntityId() as Refid)
  const fault = toCallbackFault(reply)
  const tookMs = await waitFor(token, kpay, fault ? 0 : ARRIVES_WITHIN_MS)
  if (tookMs !== null) return { received: true, took_ms: tookMs, ...toFinding("test_received") }
  return {
    received: false,
    took_ms: null,
    ...(fault ?? toFinding("test_not_received", "test_not_received_remedy")),
  }
}

async function waitFor(
  token: string,
  kpay: KpayModuleService,
  withinMs: number
): Promise<number | null> {
  const endsAt = Date.now() + withinMs
  for (;;) {
    const tookMs = await kpay.readCallbackTestMs(token)
    if (tookMs !== null || Date.now() >= endsAt) return tookMs
    await sleep(CHECK_EVERY_MS)
  }
}
