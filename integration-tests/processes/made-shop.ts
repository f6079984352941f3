import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres, toReachable } from "../../demo/postgres"
import { finish, startMedusaCommand } from "../../demo/processes"
import type { SeededShop } from "../../demo/seed"
import { findFreePort } from "../free-port"

export const DATABASE = "kpay"

/** A filled shop, with its database stopped. Making one takes most of a minute, so that tests take copies. */
export interface MadeShop {
  readonly folder: string
  readonly seeded: SeededShop
}

/** Makes the database, the tables and the shop, and leaves word of it for `readMadeShop`. */
export async function makeShop(): Promise<MadeShop> {
  const folder = mkdtempSync(join(tmpdir(), "kpay-made-shop-"))
  const log = join(folder, "log")
  const postgres = await startPostgres(toDataFolder(folder), await findFreePort(), {
    keep: true,
    database: DATABASE,
  })
  const env = toMedusaEnv(`${postgres.url}/${DATABASE}`)
  const run = async (what: string, args: string[]): Promise<void> =>
    finish(startMedusaCommand(args, env, log), what, log)
  await run("Making the tables", ["db:migrate"])
  await run("Filling the shop", [
    "exec",
    "./demo/seed-script.ts",
    join(folder, SEED_FILE),
    "admin@example.com",
    "supersecret",
  ])
  await postgres.stop()
  process.env.MADE_SHOP = folder
  return { folder, seeded: readSeeded(folder) }
}

/** The shop that `makeShop` made for this run. */
export function readMadeShop(): MadeShop {
  const folder = process.env.MADE_SHOP ?? ""
  return { folder, seeded: readSeeded(folder) }
}

/** Throws the shop away that the copies were taken of. */
export function removeMadeShop(): void {
  const { folder } = readMadeShop()
  for (const path of [toReachable(toDataFolder(folder)), folder])
    rmSync(path, { recursive: true, force: true })
}

/** Copies a stopped database, with the owner that PostgreSQL insists on. */
export function copyData(from: string, to: string): void {
  execFileSync("cp", ["-a", toReachable(toDataFolder(from)), toReachable(toDataFolder(to))])
}

/** What every Medusa of these tests is started with. */
export function toMedusaEnv(databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: "development",
    NODE_OPTIONS: "",
    MEDUSA_DISABLE_TELEMETRY: "true",
    DISABLE_ADMIN: "true",
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
  }
}

export function toDataFolder(folder: string): string {
  return join(folder, "data")
}

const SEED_FILE = "shop.json"

function readSeeded(folder: string): SeededShop {
  return JSON.parse(readFileSync(join(folder, SEED_FILE), "utf8")) as SeededShop
}
