import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ServerProcess } from "../processes/process-shop"
import { read, type Fault } from "./books"
import type { Market } from "./market"
import { PERSONAL } from "./personal"

/**
 * What each event tells of: a row for a thing that happened, as often as it did. `at` is when. A failed attempt may be paid after
 * all, so of its event only those are counted that stayed failed.
 */
const FACTS: Readonly<Record<string, string>> = {
  "kpay.payment.paid": `
    select attempt_id as id, count(*)::integer as times, max(created_at) as at
    from kpay_journal_entry where event = 'applied' group by 1`,
  "kpay.payment.unapplied": `
    select attempt_id as id, count(*)::integer as times, max(created_at) as at
    from kpay_journal_entry where event = 'unapplied' group by 1`,
  "kpay.payment.failed": `
    select a.id, 1 as times, coalesce(a.failed_at, a.paid_at) as at, a.status <> 'failed' as is_optional
    from kpay_attempt a where a.status = 'failed' or exists (
      select 1 from kpay_journal_entry j where j.attempt_id = a.id and j.event in ('status_failed', 'pay_refused'))`,
  "kpay.refund.due": "select id, 1 as times, created_at as at from kpay_refund",
  "kpay.refund.sent": "select id, 1 as times, sent_at as at from kpay_refund where status = 'sent'",
}

interface Fact {
  readonly id: string
  readonly times: number
  readonly at: Date
  readonly is_optional?: boolean
}

/** A server that was killed so soon after a fact may have emitted its event, and died before it printed what it heard. */
const UNHEARD_MS = 30_000

/** Compares what the servers emitted with what happened: every event once for its fact, and none without one. */
export async function checkEvents(knex: Knex, market: Market): Promise<Fault[]> {
  const faults = findRepeated(market)
  for (const [name, sql] of Object.entries(FACTS)) {
    const told = toIds(market.everyServer, name)
    for (const fact of await read<Fact>(knex, sql)) {
      const count = told.get(fact.id)?.size ?? 0
      const mayMiss = fact.is_optional === true || wasKilledAfter(market, fact.at)
      if (count > fact.times || (count < fact.times && !mayMiss))
        faults.push(
          `${name} was emitted ${count} times for ${fact.id}, to which it happened ${fact.times} times`
        )
      told.delete(fact.id)
    }
    for (const id of told.keys())
      faults.push(`${name} was emitted for ${id}, to which it did not happen`)
  }
  return faults
}

function wasKilledAfter({ kills }: Market, at: Date): boolean {
  return kills.some((kill) => kill >= at.getTime() && kill - at.getTime() < UNHEARD_MS)
}

/** What was emitted when a server or the database went away comes again, with the same id. */
function findRepeated({ everyServer, kills, databaseRestarts }: Market): Fault[] {
  const times = new Map<string, number>()
  for (const { data } of everyServer.flatMap(({ events }) => events)) {
    const id = String(data.event_id)
    times.set(id, (times.get(id) ?? 0) + 1)
  }
  return [...times]
    .filter(([, count]) => count > 1 + kills.length + databaseRestarts)
    .map(([id, count]) => `the event ${id} was emitted ${count} times`)
}

/** What is personal in the servers' logs and events. */
export function checkLogs(servers: readonly ServerProcess[]): Fault[] {
  const lines = servers
    .flatMap(({ lines, events }) => [...lines, ...events.map((event) => JSON.stringify(event))])
    .filter((line) => PERSONAL.some((secret) => line.replaceAll(" ", "").includes(secret)))
  return lines.slice(0, 3).map((line) => `the log has something personal: ${line.slice(0, 300)}`)
}

/** The ids of an event by what it is about. */
function toIds(servers: readonly ServerProcess[], name: string): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>()
  for (const { data } of servers.flatMap(({ events }) =>
    events.filter((one) => one.name === name)
  )) {
    const { id, event_id } = data as { id: string; event_id: string }
    ids.set(id, (ids.get(id) ?? new Set()).add(event_id))
  }
  return ids
}
