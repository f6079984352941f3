import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isOpen } from "../domain/attempt-status"
import { toErrorText } from "../medusa/error-text"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import { ASK_EVERY_MS, HELD_MAX_MS } from "../modules/kpay/attempts/claims"
import type KpayModuleService from "../modules/kpay/service"
import { toSpanAttributes } from "../modules/kpay/telemetry/span-attributes"
import { inSpan } from "../telemetry/tracer"
import { applyMoney } from "./apply-money"
import { emitEvents } from "./emit-events"
import { within } from "./within"

/** How long an attempt waits whose refresh failed. */
const RETRY_AFTER_MS = 10_000

/** How often one trigger asks again because callbacks came meanwhile. The job goes on after that. */
const ROUNDS_MAX = 3

/** Before it is looked again whether another worker has released an attempt. */
const BUSY_MS = 500

/** How long a poll waits for K-Pay before it answers with what is known. */
const POLL_WAIT_MS = 4_000

/**
 * Where every trigger ends: a callback, a poll, the return from the card page, the job, an admin's button. Nothing that the
 * trigger carries is believed: K-Pay is asked about the attempt, its answer is recorded, and Medusa gets money that is there.
 *
 * Any number of callers on any number of servers may do it: one at a time has the attempt, the others do nothing. Never
 * throws: an attempt whose refresh failed stays due, and the log says why.
 *
 * @returns whether this caller had the attempt.
 */
export async function refreshAttempt(container: MedusaContainer, id: string): Promise<boolean> {
  try {
    const claimed = await container.resolve<KpayModuleService>(KPAY_MODULE).claim(id)
    if (claimed) await refreshClaimed(container, claimed)
    return claimed !== null
  } catch (error) {
    logFailure(container, id, error)
    return false
  }
}

/**
 * Refreshes an attempt that the caller has claimed, and releases it. Never throws. Ends when the claim is prolonged no more: the
 * work that hangs is left alone, and another worker takes the attempt.
 */
export async function refreshClaimed(container: MedusaContainer, claimed: Attempt): Promise<void> {
  await within(HELD_MAX_MS, refreshHeld(container, claimed), () => {
    logFailure(
      container,
      claimed.id,
      new Error("Medusa has not ended its work of ten minutes ago.")
    )
  })
}

async function refreshHeld(container: MedusaContainer, claimed: Attempt): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  try {
    await inSpan("kpay.refresh", toSpanAttributes(claimed), async (describe) => {
      // What K-Pay said stands, whatever fails after it.
      const asked = await kpay.ask(claimed)
      const attempt = asked?.status === "paid" ? await applyClaimed(container, asked) : asked
      if (!attempt) return
      describe({ "kpay.outcome": attempt.status })
      await kpay.releaseClaim(claimed)
      if (attempt.status !== claimed.status) await emitEvents(container)
    })
  } catch (error) {
    logFailure(container, claimed.id, error)
    await kpay.postponeClaim(claimed, RETRY_AFTER_MS).catch(() => undefined)
  }
}

/** Gives `null` when the claim was lost meanwhile. */
async function applyClaimed(container: MedusaContainer, paid: Attempt): Promise<Attempt | null> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await kpay.renewClaim(paid)
  return attempt && kpay.whileClaimed(attempt, () => applyMoney(container, attempt))
}

function logFailure(container: MedusaContainer, id: string, error: unknown): void {
  container
    .resolve(ContainerRegistrationKeys.LOGGER)
    .error(`kpay: the attempt ${id} could not be refreshed and stays due. ${toErrorText(error)}`)
}

/** A refresh that is under way in this process. */
interface Run {
  readonly done: Promise<void>
  /** Whether a callback may have come. A poll brings none. */
  hasNews: boolean
}

/** By attempt. */
const running = new Map<string, Run>()

/**
 * Refreshes an attempt because there may be news: as soon as K-Pay may be asked about it, and again when a callback comes
 * meanwhile. However many callers ask at once, the process does it once for all of them. Never throws.
 */
export function refreshSoon(container: MedusaContainer, attemptId: string): Promise<void> {
  return join(container, attemptId, true)
}

function join(container: MedusaContainer, attemptId: string, hasNews: boolean): Promise<void> {
  const known = running.get(attemptId)
  if (known) {
    known.hasNews ||= hasNews
    return known.done
  }
  const run: Pick<Run, "hasNews"> = { hasNews }
  const done = refreshWhileNews(container, attemptId, run)
    .catch((error: unknown) => {
      logFailure(container, attemptId, error)
    })
    .finally(() => running.delete(attemptId))
  running.set(attemptId, Object.assign(run, { done }))
  return done
}

async function refreshWhileNews(
  container: MedusaContainer,
  id: string,
  run: Pick<Run, "hasNews">
): Promise<void> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  for (let round = 1; round <= ROUNDS_MAX; round++) {
    if (!(await refreshAttempt(container, id))) {
      const waitMs = await kpay.readAskWaitMs(id)
      await sleep(round === 1 ? waitMs : Math.max(waitMs, BUSY_MS), undefined, { ref: false })
      await refreshAttempt(container, id)
    }
    if (!run.hasNews || !(await kpay.hasUnansweredCallback(id))) return
  }
}

/** Refreshes an attempt for a caller that waits `waitMs` at most; the refresh goes on after that. */
export async function refreshWithin(
  container: MedusaContainer,
  attemptId: string,
  waitMs: number
): Promise<void> {
  await within(waitMs, refreshSoon(container, attemptId))
}

/**
 * Refreshes an attempt because a page polls, if K-Pay may be asked about it now and there may be news.
 *
 * @returns whether what the caller has read may have changed.
 */
export async function refreshIfStale(
  container: MedusaContainer,
  attempt: Attempt | null
): Promise<boolean> {
  if (!attempt || !isStale(attempt)) return false
  await within(POLL_WAIT_MS, join(container, attempt.id, false))
  return true
}

/** The job asks no more about an abandoned attempt. A shopper who polls after all has it asked about. */
function isStale({ status, asked_at, created_at, read_at }: Attempt): boolean {
  const silentMs = read_at.getTime() - (asked_at ?? created_at).getTime()
  const isUnknown = isOpen(status) || status === "abandoned"
  return status === "paid" || (isUnknown && silentMs >= ASK_EVERY_MS)
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
      await refreshSoon(container, id)
  }
  await within(waitMs, Promise.all(Array.from({ length: concurrency }, work)))
}
