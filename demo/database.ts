import { rmSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { findRunningPostgres, startPostgres, toReachable, type Postgres } from "./postgres"

const DATABASE = "kpay-demo"

/** Starts PostgreSQL with the database of a folder's shop. The address names the database. */
export async function startDatabase(folder: string, port: number): Promise<Postgres> {
  const data = join(folder, "postgres")
  await stopOrphanedPostgres(data)
  const postgres = await startPostgres(data, port, { keep: true, database: DATABASE })
  return { url: `${postgres.url}/${DATABASE}`, stop: () => postgres.stop() }
}

/** Deletes the database of a folder's shop. */
export async function deleteDatabase(folder: string): Promise<void> {
  const data = join(folder, "postgres")
  await stopOrphanedPostgres(data)
  rmSync(toReachable(data), { recursive: true, force: true })
}

/** Stops the PostgreSQL of a demo that was killed. It would keep the data locked. */
async function stopOrphanedPostgres(data: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const pid = findRunningPostgres(data)
    if (pid === null) return
    if (tries === 0) process.kill(pid, "SIGINT")
    await sleep(100)
  }
  throw new Error(
    `A PostgreSQL of an earlier demo does not stop. End the process that ${join(data, "postmaster.pid")} names.`
  )
}
