import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Claimed } from "../modules/kpay/attempts/claims"
import { refreshAttemptWorkflow } from "../workflows/refresh-attempt"

/**
 * Refreshes an attempt. Never throws: an attempt whose refresh failed stays due, and the log says why.
 *
 * @param attempt with its claim where the caller has claimed it already.
 */
export async function refresh(
  container: MedusaContainer,
  attempt: Pick<Claimed, "id"> & Partial<Claimed>
): Promise<void> {
  const { id, leased_by } = attempt
  const { errors } = await refreshAttemptWorkflow(container).run({
    input: { attempt_id: id, ...(leased_by && { leased_by }) },
    throwOnError: false,
  })
  for (const { error } of errors as { error: { message?: string } }[]) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`kpay: the attempt ${id} could not be refreshed and stays due. ${error.message ?? ""}`)
  }
}

/** Refreshes an attempt for somebody who waits for an answer: after `waitMs` they are let go, and the refresh goes on. */
export async function refreshWithin(
  container: MedusaContainer,
  attemptId: string,
  waitMs: number
): Promise<void> {
  await within(waitMs, refresh(container, { id: attemptId }))
}

/** Refreshes attempts for somebody who waits for an answer, at most so many side by side. */
export async function refreshAll(
  container: MedusaContainer,
  attemptIds: readonly string[],
  { concurrency, waitMs }: { readonly concurrency: number; readonly waitMs: number }
): Promise<void> {
  const left = [...new Set(attemptIds)]
  const work = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift())
      await refresh(container, { id })
  }
  await within(waitMs, Promise.all(Array.from({ length: concurrency }, work)))
}

async function within(waitMs: number, work: Promise<unknown>): Promise<void> {
  const letGo = new AbortController()
  const done = work.finally(() => {
    letGo.abort()
  })
  await Promise.race([
    done,
    sleep(waitMs, undefined, { signal: letGo.signal }).catch(() => undefined),
  ])
}
