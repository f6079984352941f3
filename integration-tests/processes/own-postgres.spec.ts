import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startDemoShop } from "../../demo/demo-shop"
import { startPostgres, toReachable } from "../../demo/postgres"
import { findFreePort } from "../free-port"

const SCRIPT = `
const { startPostgres } = require("./demo/postgres")
startPostgres(process.env.DATA, Number(process.env.DATA_PORT), { keep: false })
  .then((postgres) => postgres.stop())
  .then(() => { process.exitCode = 3 })`

let folder: string
let data: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kpay-own-postgres-"))
  data = join(folder, "data")
})

afterEach(() => {
  const second = toReachable(join(folder, "second"))
  for (const path of [toReachable(data), second, folder])
    rmSync(path, { recursive: true, force: true })
})

it("a check that used a PostgreSQL and failed ends with its own exit code", async () => {
  const { status } = spawnSync(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "-e", SCRIPT],
    { env: { ...process.env, DATA: data, DATA_PORT: String(await findFreePort()) } }
  )
  expect(status).toBe(3)
}, 60_000)

it("a PostgreSQL that cannot start says why", async () => {
  const port = await findFreePort()
  const other = await startPostgres(data, port, { keep: true })
  try {
    await expect(startPostgres(join(folder, "second"), port, { keep: false })).rejects.toThrow(
      new RegExp(
        `^PostgreSQL did not start on port ${port}\\. .*already running on port ${port}`,
        "s"
      )
    )
  } finally {
    await other.stop()
  }
}, 60_000)

it("a demo whose first start was interrupted starts over", async () => {
  const postgres = toReachable(join(folder, "postgres"))
  mkdirSync(postgres, { recursive: true })
  // What is left where PostgreSQL was stopped while it made its files.
  writeFileSync(join(postgres, "PG_VERSION"), "18\n")
  const databaseUrl = process.env.DATABASE_URL
  delete process.env.DATABASE_URL
  try {
    const starting = startDemoShop({
      folder,
      withDashboard: false,
      sandbox: {},
      ports: { medusa: 9_700, kpay: 4_950, postgres: await findFreePort() },
      onStep: (step) => {
        if (step !== "Starting PostgreSQL") throw new Error(`PostgreSQL runs. ${step}`)
      },
    })
    await expect(starting).rejects.toThrow("PostgreSQL runs. Starting the K-Pay sandbox")
  } finally {
    if (databaseUrl !== undefined) process.env.DATABASE_URL = databaseUrl
    rmSync(postgres, { recursive: true, force: true })
  }
}, 60_000)
