import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { ServerProcess } from "../processes/process-shop"
import { read, type Fault } from "./books"
import { PERSONAL } from "./people"

/** Which entry of the journal each event belongs to. */
const OF_EVENT: Readonly<Record<string, string>> = {
  "kpay.payment.paid": "applied",
  "kpay.payment.unapplied": "unapplied",
}

/**
 * Compares what the servers emitted with what happened. An event can come twice with one id where a server was killed while it
 * emitted, and can be missing here where it was killed before it printed what it heard.
 */
export async function checkEvents(
  knex: Knex,
  servers: readonly ServerProcess[],
  wereKilled: boolean
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const [name, entry] of Object.entries(OF_EVENT)) {
    const happened = await read<{ attempt_id: string; times: number }>(
      knex,
      `select attempt_id, count(*)::integer as times from kpay_journal_entry where event = '${entry}' group by 1`
    )
    const told = toIds(servers, name)
    for (const { attempt_id, times } of happened) {
      const count = told.get(attempt_id)?.size ?? 0
      if (count > times || (count < times && !wereKilled))
        faults.push(
          `${name} was emitted ${count} times for ${attempt_id}, to which it happened ${times} times`
        )
      told.delete(attempt_id)
    }
    for (const id of told.keys())
      faults.push(`${name} was emitted for ${id}, to which it did not happen`)
  }
  return faults
}

/** What is personal in the servers' logs. */
export function checkLogs(servers: readonly ServerProcess[]): Fault[] {
  const lines = servers
    .flatMap((server) => server.lines)
    .filter((line) => PERSONAL.some((secret) => line.includes(secret)))
  return lines.slice(0, 3).map((line) => `the log has something personal: ${line.slice(0, 300)}`)
}

/** The ids of an event by attempt. */
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
