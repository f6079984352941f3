import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import type { KpayCallbackTestResponse } from "../../http-types"
import { KPAY_MODULE } from "../../modules/kpay"
import type KpayModuleService from "../../modules/kpay/service"
import { toCallbackFault } from "./callback-fault"
import { toFinding } from "./finding"

/** How long the callback is looked for after our address has answered as it should. */
const COMES_WITHIN_MS = 3_000
const LOOK_EVERY_MS = 100

/**
 * Sends a callback to our own public address as K-Pay would, and looks whether it came to any server of this shop. Takes
 * ten seconds at most.
 */
export async function testCallback(container: MedusaContainer): Promise<KpayCallbackTestResponse> {
  const { setup } = container.resolve<KpayModuleService>(KPAY_MODULE)
  const token = await setup.callbackTests.start()
  const reply = await setup.postCallback(token)
  const fault = toCallbackFault(reply)
  const tookMs = await lookFor(token, setup, fault ? 0 : COMES_WITHIN_MS)
  if (tookMs !== null) return { received: true, took_ms: tookMs, ...toFinding("test_received") }
  return {
    received: false,
    took_ms: null,
    ...(fault ?? toFinding("test_not_received", "test_not_received_remedy")),
  }
}

async function lookFor(
  token: string,
  { callbackTests }: KpayModuleService["setup"],
  withinMs: number
): Promise<number | null> {
  const endsAt = Date.now() + withinMs
  for (;;) {
    const tookMs = await callbackTests.readTookMs(token)
    if (tookMs !== null || Date.now() >= endsAt) return tookMs
    await sleep(LOOK_EVERY_MS)
  }
}
