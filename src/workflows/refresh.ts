import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { refreshAttemptWorkflow } from "./refresh-attempt"

/** Refreshes an attempt. Never throws: an attempt whose refresh failed stays due, and the log says why. */
export async function refresh(container: MedusaContainer, attemptId: string): Promise<void> {
  const { errors } = await refreshAttemptWorkflow(container).run({
    input: { attempt_id: attemptId },
    throwOnError: false,
  })
  for (const { error } of errors as { error: { message?: string } }[]) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(
        `kpay: the attempt ${attemptId} could not be refreshed and stays due. ${error.message ?? ""}`
      )
  }
}

/** Refreshes an attempt for somebody who waits for an answer: after `waitMs` they are let go, and the refresh goes on. */
export async function refreshWithin(
  container: MedusaContainer,
  attemptId: string,
  waitMs: number
): Promise<void> {
  const letGo = new AbortController()
  const refreshed = refresh(container, attemptId).finally(() => {
    letGo.abort()
  })
  await Promise.race([
    refreshed,
    sleep(waitMs, undefined, { signal: letGo.signal }).catch(() => undefined),
  ])
}
