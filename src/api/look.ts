import type { MedusaContainer } from "@medusajs/framework/types"
import { isOpen, isToBePlaced, type Attempt } from "../modules/kpay/attempts/attempt"
import { refreshWithin } from "../operations/refresh"

/**
 * However many pages look, K-Pay is asked about an attempt no more often. A little less than a page waits between two looks,
 * so that every look of a page alone may ask.
 */
const ASK_EVERY_MS = 1_900

/** How long somebody who looks waits for K-Pay before they see what is known. */
const WAIT_MS = 4_000

/** Asks K-Pay because somebody looks how a payment stands, if there may be news. */
export async function askBecauseOfLook(
  container: MedusaContainer,
  attempt: Attempt | null
): Promise<void> {
  if (attempt && isWorthAsking(attempt)) await refreshWithin(container, attempt.id, WAIT_MS)
}

/** An attempt that K-Pay is not asked about any more is healed by a shopper who looks after all. */
function isWorthAsking(attempt: Attempt): boolean {
  const lastAskedAt = attempt.asked_at ?? attempt.created_at
  const isUnknown = isOpen(attempt) || attempt.state === "abandoned"
  return isToBePlaced(attempt) || (isUnknown && Date.now() - lastAskedAt.getTime() > ASK_EVERY_MS)
}
