import type { KpaySession } from "../http-types"
import { KpayError } from "./kpay-error"
import { pause } from "./pause"

export interface WaitOptions {
  /** Called with every answer, including the last one. */
  readonly onChange?: (session: KpaySession) => void
  /** Called with `true` when the server cannot be reached, and with `false` when it can be reached again. */
  readonly onTrouble?: (isTrouble: boolean) => void
  /** Stops the waiting. The promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
}

/** How often to ask about a session without an attempt. Another tab can start one. */
const NOT_STARTED_MS = 5_000

const TROUBLE_FIRST_MS = 2_000
const TROUBLE_MAX_MS = 30_000

/** Whether the status no longer changes by itself: the order has the money, the payment failed, or the shop must decide. */
export function isEnded({ status, poll_after_ms }: KpaySession): boolean {
  return status !== "not_started" && status !== "pending" && poll_after_ms === null
}

/**
 * Polls a payment as often as the server advises until it has ended. There is no time limit, and time never makes a payment
 * fail. It does not poll while the page is hidden. It polls at once when the page becomes visible or the device comes online.
 *
 * @throws KpayError (`rejected`) when the server does not know the payment.
 */
export async function waitForEnd(
  read: (signal?: AbortSignal) => Promise<KpaySession>,
  known: KpaySession | null,
  { onChange, onTrouble, signal }: WaitOptions
): Promise<KpaySession> {
  let session = known
  let faults = 0
  for (;;) {
    if (session && !faults) onChange?.(session)
    if (session && isEnded(session)) return session
    if (session || faults) await pause(toDelayMs(session, faults), signal)
    try {
      session = await read(signal)
      if (faults) onTrouble?.(false)
      faults = 0
    } catch (error) {
      if (!(error instanceof KpayError) || error.kind === "rejected") throw error
      if (!faults) onTrouble?.(true)
      faults++
    }
  }
}

/** The delay grows with each fault. Half of it is random, so that not all shoppers return at once when the server is back. */
function toDelayMs(session: KpaySession | null, faults: number): number {
  if (faults)
    return (
      Math.min(TROUBLE_MAX_MS, TROUBLE_FIRST_MS * 2 ** (faults - 1)) * (0.5 + Math.random() / 2)
    )
  return session?.poll_after_ms ?? NOT_STARTED_MS
}
