import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { KpayAdminAttempt, KpayAttemptResponse } from "../http-types"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { toAttemptView, toJournalView } from "./admin-view"
import { readOrderNumbers } from "./orders"

/** Attempts as admins see them, with the numbers of their orders. */
export async function toAttemptViews(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<KpayAdminAttempt[]> {
  const numbers = await readOrderNumbers(
    container,
    attempts.flatMap(({ order_id }) => order_id ?? [])
  )
  return attempts.map((attempt) =>
    toAttemptView(attempt, numbers.get(attempt.order_id ?? "") ?? null)
  )
}

/** @throws MedusaError (404) for an id that is no attempt's. */
export async function requireAttempt(
  kpay: KpayModuleService,
  id: string | undefined
): Promise<Attempt> {
  const attempt = await kpay.attempts.find({ id: id ?? "" })
  if (attempt) return attempt
  throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no K-Pay attempt with this id.")
}

/** An attempt with its journal, oldest entry first. */
export async function readAttempt(
  container: MedusaContainer,
  id: string | undefined
): Promise<KpayAttemptResponse> {
  const kpay = container.resolve<KpayModuleService>(KPAY_MODULE)
  const attempt = await requireAttempt(kpay, id)
  const [view] = await toAttemptViews(container, [attempt])
  const journal = await kpay.listKpayJournalEntries(
    { attempt_id: attempt.id },
    { order: { created_at: "ASC", id: "ASC" }, take: 500 }
  )
  return { attempt: view ?? toAttemptView(attempt, null), journal: journal.map(toJournalView) }
}
