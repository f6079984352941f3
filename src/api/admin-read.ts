import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import type { KpayAdminAttempt, KpayAttemptResponse } from "../http-types"
import { KPAY_MODULE } from "../modules/kpay"
import type { Attempt } from "../modules/kpay/attempts/attempt"
import type KpayModuleService from "../modules/kpay/service"
import { toAttemptView, toJournalView } from "./admin-view"
import { readOrdersOfCollections } from "./orders"

/** Attempts as admins see them, with the numbers of their orders. */
export async function toAttemptViews(
  container: MedusaContainer,
  attempts: readonly Attempt[]
): Promise<KpayAdminAttempt[]> {
  const orders = await readOrdersOfCollections(
    container,
    attempts.map(({ payment_collection_id }) => payment_collection_id)
  )
  return attempts.map((attempt) =>
    toAttemptView(attempt, orders.get(attempt.payment_collection_id) ?? null)
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
  const userNames = await readUserNames(
    container,
    journal.flatMap(({ actor }) => actor ?? [])
  )
  return {
    attempt: view ?? toAttemptView(attempt, null),
    journal: journal.map((entry) => toJournalView(entry, userNames)),
  }
}

/** What users of the dashboard are called, by their ids; one who is gone is not in it. */
async function readUserNames(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const users = await container.resolve(Modules.USER).listUsers({ id: [...new Set(ids)] })
  return new Map(
    users.map(({ id, first_name, last_name, email }) => [
      id,
      [first_name, last_name].filter(Boolean).join(" ") || email,
    ])
  )
}
