import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isOpen } from "../domain/attempt-status"
import { toErrorText } from "../medusa/error-text"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type { Claimed } from "../modules/kpay/attempts/claims"
import { refreshAttemptWorkflow } from "../workflows/refresh-attempt"

/**
 * However many pages poll, K-Pay is asked about an attempt no more often. A little less than a page waits between two polls,
 * so that every poll of a single page may ask.
 */
const ASK_EVERY_MS = 1_900

/** How long a poll waits for K-Pay before it answers with what is known. */
const POLL_WAIT_MS = 4_000

/**
 * Refreshes an attempt. Never throws: an attempt whose refresh failed stays due, and the log says why.
 *
 * @param attempt with its claim where the caller has claimed it already.
 */
export async function refreshAttempt(
  container: MedusaContainer,
  attempt: Pick<Claimed, "id"> & Partial<Claimed>
): Promise<void> {
  const { id, leased_by } = attempt
  const { errors } = await refreshAttemptWorkflow(container).run({
    input: { attempt_id: id, ...(leased_by && { leased_by }) },
    throwOnError: false,
  })
  for (const { error } of errors) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`kpay: the attempt ${id} could not be refreshed and stays due. ${toErrorText(error)}`)
  }
}

/** Refreshes an attempt for a caller that waits `waitMs` at most; the refresh goes on after that. */
export async function refreshWithin(
  container: MedusaContainer,
  attemptId: string,
  waitMs: number
): Promise<void> {
  await within(waitMs, refreshAttempt(container, { id: attemptId }))
}

/**
 * Refreshes an attempt because a page polls, if there may be news.
 *
 * @returns whether what the caller has read may have changed.
 */
export async function refreshIfStale(
  container: MedusaContainer,
  attempt: Attempt | null
): Promise<boolean> {
  if (!attempt || !isStale(attempt)) return false
  await refreshWithin(container, attempt.id, POLL_WAIT_MS)
  return true
}

/** The job asks no more about an abandoned attempt. A shopper who polls after all has it asked about. */
function isStale({ status, asked_at, created_at }: Attempt): boolean {
  const lastAskedAt = asked_at ?? created_at
  const isUnknown = isOpen(status) || status === "abandoned"
  return status === "paid" || (isUnknown && Date.now() - lastAskedAt.getTime() > ASK_EVERY_MS)
}

/** Refreshes attempts for a caller that waits `waitMs` at most, `concurrency` of them at a time. */
export async function refreshAll(
  container: MedusaContainer,
  attemptIds: readonly string[],
  { concurrency, waitMs }: { readonly concurrency: number; readonly waitMs: number }
): Promise<void> {
  const left = [...new Set(attemptIds)]
  const work = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift())
      await refreshAttempt(container, { id })
  }
  await within(waitMs, Promise.all(Array.from({ length: concurrency }, work)))
}

async function within(waitMs: number, work: Promise<unknown>): Promise<void> {
  const isDone = new AbortController()
  const done = work.finally(() => {
    isDone.abort()
  })
  await Promise.race([
    done,
    sleep(waitMs, undefined, { signal: isDone.signal }).catch(() => undefined),
  ])
}
