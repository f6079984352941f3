import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

/** As long as core holds a cart's lock at most. */
const WORK_EXPIRES_S = 120

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

/**
 * Runs `work` while core neither completes a cart nor books money for it.
 *
 * @returns whether the lock was free. It is not waited for.
 */
export async function whileCartLocked(
  container: MedusaContainer,
  cartId: string,
  ownerId: string,
  work: () => Promise<void>
): Promise<boolean> {
  const locking = container.resolve(Modules.LOCKING)
  try {
    await locking.acquire(cartId, { ownerId, expire: WORK_EXPIRES_S })
  } catch {
    return false
  }
  try {
    await work()
  } finally {
    await locking.release(cartId, { ownerId })
  }
  return true
}

/**
 * What tells a lock that PostgreSQL keeps from the next one on the same cart; `null` where PostgreSQL keeps none. The locks of
 * Redis and of memory end by themselves, those of PostgreSQL stay when their server was killed.
 */
export async function readCartLockMark(
  container: MedusaContainer,
  cartId: string
): Promise<string | null> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows: tables } = await knex.raw<{ rows: { has_table: boolean }[] }>(
    "select to_regclass('locking') is not null as has_table"
  )
  if (!tables[0]?.has_table) return null
  const { rows } = await knex.raw<{ rows: { mark: string }[] }>(
    "select concat_ws(' ', owner_id, expiration) as mark from locking where id = ?",
    [cartId]
  )
  return rows[0]?.mark ?? null
}

/** Releases the very lock that a dead server left held. Another one on the same cart, taken in this moment, stays. */
export async function releaseCartLock(
  container: MedusaContainer,
  cartId: string,
  mark: string
): Promise<void> {
  await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)
    .raw("delete from locking where id = ? and concat_ws(' ', owner_id, expiration) = ?", [
      cartId,
      mark,
    ])
}
