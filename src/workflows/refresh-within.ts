import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { refreshAttemptWorkflow } from "./refresh-attempt"

/**
 * Refreshes an attempt for somebody who waits for an answer: after `waitMs` they are let go, while the refresh goes on.
 * Never throws; an attempt whose refresh failed stays due.
 */
export async function refreshWithin(container: MedusaContainer, attemptId: string, waitMs: number): Promise<void> {
  const giveUp = new AbortController()
  const refreshed = refreshAttemptWorkflow(container)
    .run({ input: { attempt_id: attemptId } })
    .catch((error: unknown) => {
      container
        .resolve(ContainerRegistrationKeys.LOGGER)
        .error(`kpay: the attempt ${attemptId} could not be refreshed and stays due. ${String(error)}`)
    })
    .finally(() => {
      giveUp.abort()
    })
  await Promise.race([refreshed, sleep(waitMs, undefined, { signal: giveUp.signal }).catch(() => undefined)])
}
