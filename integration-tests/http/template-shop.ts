import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Client } from "@medusajs/framework/pg"
import { finish, startMedusaCommand } from "../../demo/processes"
import type { SeededShop } from "../../demo/seed"
import { toMedusaEnv } from "../processes/made-shop"

/** A cart as a shopper's `fillCart` leaves it, with nothing chosen. */
export interface ReadyCart {
  readonly cartId: string
  readonly collectionId: string
  readonly total: number
}

export interface TemplateShop {
  readonly seeded: SeededShop
  /** Core takes seconds to fill a cart, and nearly every test needs one. */
  readonly carts: readonly ReadyCart[]
}

/** The login of the dashboard. */
export const ADMIN = { email: "admin@example.com", password: "supersecret" }

/** Modules that only some shops of the tests have. */
const WITH_ALL_TABLES = { MEDUSA_FF_RBAC: "true", LOCKING: "postgres" }

const DATABASE = "medusa-payment-kpay-tests"
const FILE = "KPAY_TEMPLATE_SHOP"

/** Makes a filled shop once for all files of tests, in a database that each file copies. Does nothing where one was given. */
export async function makeTemplateShop(): Promise<void> {
  if (process.env[FILE] !== undefined) return
  const folder = mkdtempSync(join(tmpdir(), "kpay-template-shop-"))
  const file = join(folder, "shop.json")
  const log = join(folder, "log")
  await onDatabase("postgres", `drop database if exists "${DATABASE}"`)
  await onDatabase("postgres", `create database "${DATABASE}"`)
  const env = toMedusaEnv(toUrl(DATABASE))
  const run = async (what: string, args: string[], more: NodeJS.ProcessEnv = {}): Promise<void> =>
    finish(startMedusaCommand(args, { ...env, ...more }, log), what, log)
  await run("Making the tables", ["db:migrate"], WITH_ALL_TABLES)
  const script = "./integration-tests/http/seed-script.ts"
  await run("Filling the shop", ["exec", script, file, ADMIN.email, ADMIN.password])
  process.env[FILE] = file
}

/** The shop that `makeTemplateShop` made for this run. */
export function readTemplateShop(): TemplateShop {
  return JSON.parse(readFileSync(process.env[FILE] ?? "", "utf8")) as TemplateShop
}

/** Copies the shop to a new database, and gives its address. */
export async function copyShop(database: string): Promise<string> {
  await onDatabase("postgres", `create database "${database}" template "${DATABASE}"`)
  return toUrl(database)
}

/** Runs SQL on a database of the tests' server, as its superuser. */
export async function onDatabase(name: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: toUrl(name) })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** The address of a database on the server that the tests were given. */
export function toUrl(database: string): string {
  const { DB_HOST = "", DB_PORT = "", DB_USERNAME = "", DB_PASSWORD = "" } = process.env
  const login = `${encodeURIComponent(DB_USERNAME)}:${encodeURIComponent(DB_PASSWORD)}`
  return `postgres://${login}@${DB_HOST}:${DB_PORT}/${database}`
}
