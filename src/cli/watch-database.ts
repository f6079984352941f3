import { setTimeout as sleep } from "node:timers/promises"
import { container } from "@medusajs/framework"
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils"
import { toNoConnection } from "./failure"
import { fail } from "./in-medusa"

/** Medusa itself tries for minutes, and says nothing meanwhile. */
const ANSWERS_WITHIN_MS = 15_000

const SILENT = "The database does not answer. Check DATABASE_URL, and that PostgreSQL runs."

/** What a connection says when there is nothing at the other end. */
const IS_SILENT = /^E(?!RR_)[A-Z_]+$/

/**
 * Ends this process with a reason when Medusa's database does not take a connection. A script calls it where it is loaded: by then
 * Medusa has read its configuration, and waits for the database only after that.
 */
export async function watchDatabase(): Promise<void> {
  const { databaseUrl, databaseSchema, databaseDriverOptions } = container.resolve(
    ContainerRegistrationKeys.CONFIG_MODULE
  ).projectConfig
  const database = ModulesSdkUtils.createPgConnection({
    ...(databaseUrl !== undefined && { clientUrl: databaseUrl }),
    ...(databaseSchema !== undefined && { schema: databaseSchema }),
    ...(databaseDriverOptions && { driverOptions: databaseDriverOptions }),
    // Otherwise the reason is kept back, and the connection tried for again.
    pool: { min: 0, max: 1, propagateCreateError: true },
  })
  const question = database.raw("select 1").then(
    () => null,
    (error: unknown) => toReason(error)
  )
  const reason = await Promise.race([question, sleep(ANSWERS_WITHIN_MS, SILENT, { ref: false })])
  if (reason !== null) fail(reason)
  await database.destroy()
}

function toReason(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null
  const message = error instanceof Error ? error.message : String(error)
  return (typeof code === "string" && IS_SILENT.test(code)) || /timeout|terminated/i.test(message)
    ? SILENT
    : toNoConnection(message)
}
