import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { EventName } from "../../domain/events"
import type { MethodId } from "../../domain/methods"
import { writeEvent } from "../kpay/events/outbox"
import { readOutcomes, readUsual, type Evidence } from "./evidence"
import type { KpayDegradedMethod } from "./models/degraded-method"
import {
  countPayers,
  hasRecovered,
  isFarAboveUsual,
  isSuspect,
  type Count,
  type Rules,
} from "./rule"

/** A time in which a method failed far more often than usual. */
export type DegradedMethod = InferTypeOf<typeof KpayDegradedMethod>

type Environment = DegradedMethod["environment"]

const TABLE = "kpay_degraded_method"

/** What is usual changes slowly, and reading it takes longer than all else. */
const USUAL_KEPT_MS = 60 * 60_000

/**
 * Keeps which methods fail far more often than usual. Reads attempts, and writes only its own table, and an event with each
 * change.
 */
export default class KpayDegradedMethodsService {
  private readonly knex_: Knex
  private readonly usual_ = new Map<string, { readonly count: Count; readonly readAt: number }>()

  constructor({ __pg_connection__: knex }: { readonly __pg_connection__: Knex }) {
    this.knex_ = knex
  }

  /** The methods that are degraded now, the longest first. */
  async list(environment: Environment): Promise<DegradedMethod[]> {
    return this.knex_<DegradedMethod>(TABLE)
      .where({ environment, recovered_at: null, deleted_at: null })
      .orderBy("since")
      .orderBy("id")
  }

  /**
   * Finds out which methods are degraded by now and which have recovered. Servers may do so at the same moment: one does it,
   * and the others leave it to that one.
   *
   * @returns whether a method changed, so that an event waits.
   */
  async watch(environment: Environment, rules: Rules): Promise<boolean> {
    return this.knex_.transaction(async (transaction) => {
      const { rows } = await transaction.raw<{ rows: { is_mine: boolean }[] }>(
        "select pg_try_advisory_xact_lock(hashtextextended('kpay degraded methods', 0)) as is_mine"
      )
      if (rows[0]?.is_mine !== true) return false
      const evidence = await readOutcomes(transaction, environment, rules)
      const degraded = await transaction<DegradedMethod>(TABLE).where({
        environment,
        recovered_at: null,
        deleted_at: null,
      })
      let hasChanged = false
      for (const [method, found] of evidence) {
        const known = degraded.find((one) => one.method === method)
        const isChange = known
          ? await this.follow_(transaction, known, found, rules)
          : await this.judge_(transaction, { method, environment }, found, rules)
        hasChanged ||= isChange
      }
      return hasChanged
    })
  }

  /** Writes down that a method is degraded, where it is. */
  private async judge_(
    transaction: Knex,
    of: { readonly method: MethodId; readonly environment: Environment },
    { payers }: Evidence,
    rules: Rules
  ): Promise<boolean> {
    if (!isSuspect(payers, rules)) return false
    const now = countPayers(payers, rules)
    const key = `${of.environment} ${of.method}`
    const kept = this.usual_.get(key)
    const isKept = kept !== undefined && performance.now() - kept.readAt < USUAL_KEPT_MS
    const usual = isKept ? kept.count : await readUsual(transaction, of, rules)
    if (!isFarAboveUsual(now, usual, rules)) {
      // The next run, in a minute, would read the same.
      if (!isKept) this.usual_.set(key, { count: usual, readAt: performance.now() })
      return false
    }
    const [recorded] = await transaction<DegradedMethod>(TABLE)
      .insert({
        ...of,
        ...now,
        id: generateEntityId(undefined, "kpdeg"),
        since: payers.filter(({ outcome }) => outcome === "trouble").at(-1)?.started_at,
        usual_troubles: usual.troubles,
        usual_payers: usual.payers,
      } as never)
      .onConflict()
      .ignore()
      .returning("*")
    if (recorded) await tell(transaction, "kpay.method.degraded", recorded)
    return recorded !== undefined
  }

  /** Counts again how a degraded method fares, and writes down its recovery. It waits until K-Pay can be asked about all. */
  private async follow_(
    transaction: Knex,
    { id, troubles, payers: known }: DegradedMethod,
    { payers, isIncomplete }: Evidence,
    rules: Rules
  ): Promise<boolean> {
    if (isIncomplete) return false
    const now = countPayers(payers, rules)
    const isOver = hasRecovered(payers, rules)
    if (!isOver && now.troubles === troubles && now.payers === known) return false
    const [changed] = await transaction<DegradedMethod>(TABLE)
      .where({ id, recovered_at: null })
      .update({
        ...now,
        ...(isOver && { recovered_at: transaction.fn.now() }),
        updated_at: transaction.fn.now(),
      } as never)
      .returning("*")
    if (isOver && changed) await tell(transaction, "kpay.method.recovered", changed)
    return isOver && changed !== undefined
  }
}

async function tell(
  transaction: Knex,
  name: Extract<EventName, `kpay.method.${string}`>,
  degraded: DegradedMethod
): Promise<void> {
  const { id, method, environment, since, troubles, payers, recovered_at } = degraded
  await writeEvent(transaction, name, {
    id,
    method,
    environment,
    since: since.toISOString(),
    troubles,
    payers,
    usual_troubles: degraded.usual_troubles,
    usual_payers: degraded.usual_payers,
    recovered_at: recovered_at?.toISOString() ?? null,
  })
}
