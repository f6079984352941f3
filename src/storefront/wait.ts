import type { KpaySession } from "../http-types"
import { KpayError } from "./kpay-error"
import { pause } from "./pause"

export interface WaitOptions {
  /** Told of every answer, the one that ends it included. */
  readonly onChange?: (session: KpaySession) => void
  /** Told that the server cannot be asked at the moment, and that it can again. */
  readonly onTrouble?: (isTrouble: boolean) => void
  /** Ends the waiting; the promise is rejected with its reason. */
  readonly signal?: AbortSignal
}

/** How often a payment is looked at whose attempt has not been started, somewhere else perhaps. */
const NOT_STARTED_MS = 5_000

const TROUBLE_FIRST_MS = 2_000
const TROUBLE_MAX_MS = 30_000

/** Whether nothing more will happen by itself: it is paid and the order has it, failed, or with a person. */
export function isEnded({ status, poll_after_ms }: KpaySession): boolean {
  return status !== "not_started" && status !== "pending" && poll_after_ms === null
}

/**
 * Asks how a payment stands, as often as the server advises, until it has ended. Time makes nothing of it: it waits as long
 * as it takes. While the page is hidden nothing is asked; when it is looked at again or the line is back, at once.
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

/** Ever slower while there are faults, and not all shoppers at once when a server comes back. */
function toDelayMs(session: KpaySession | null, faults: number): number {
  if (faults)
    return (
      Math.min(TROUBLE_MAX_MS, TROUBLE_FIRST_MS * 2 ** (faults - 1)) * (0.5 + Math.random() / 2)
    )
  return session?.poll_after_ms ?? NOT_STARTED_MS
}
