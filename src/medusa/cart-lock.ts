import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** The probe releases a cart's lock at once. Should its process die in between, the lock ends after this. */
const PROBE_EXPIRES_S = 5

/**
 * Whether core would get a cart's lock now. A killed server leaves it held, and core waits half a minute for it, in which
 * other shoppers' money would wait too.
 */
export async function isCartLockFree(
  container: MedusaContainer,
  cartId: string,
  ownerId: string
): Promise<boolean> {
  const locking = container.resolve(Modules.LOCKING)
  try {
    await locking.acquire(cartId, { ownerId, expire: PROBE_EXPIRES_S })
  } catch {
    return false
  }
  await locking.release(cartId, { ownerId })
  return true
}

/** Releases the lock that a dead server left held. PostgreSQL's locks do not end with their time. */
export async function releaseCartLock(container: MedusaContainer, cartId: string): Promise<void> {
  await container.resolve(Modules.LOCKING).release(cartId)
}
