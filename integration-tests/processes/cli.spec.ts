import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { startPostgres, type Postgres, toReachable } from "../../demo/postgres"
import { findFreePort } from "../free-port"
import { toMedusaEnv } from "./made-shop"

const MISSING = "Tables are missing. Run npx medusa db:migrate.\n"
const SILENT = "The database does not answer. Check DATABASE_URL, and that PostgreSQL runs.\n"

/** What a command ends with in a Medusa that has this database. */
async function kpay(args: string[], databaseUrl: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "src/cli/main.ts", ...args],
    { env: { ...toMedusaEnv(databaseUrl), ...env }, stdio: ["ignore", "pipe", "pipe"] }
  )
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ])
  return { status: child.exitCode, stdout, stderr }
}

describe("kpay doctor and kpay show", () => {
  it.each([["doctor"], ["show", "0788000001"]])(
    "%s says that the database does not answer, and no password of it",
    async (...args) => {
      const port = await findFreePort()
      expect(await kpay(args, `postgres://shop:s3cret@localhost:${port}/shop`)).toEqual({
        status: 2,
        stdout: "",
        stderr: SILENT,
      })
    }
  )

  it("say so too where something listens and says nothing", async () => {
    const server = createServer().listen(0)
    try {
      const { port } = server.address() as AddressInfo
      expect(await kpay(["doctor"], `postgres://shop:s3cret@localhost:${port}/shop`)).toMatchObject(
        { status: 2, stderr: SILENT }
      )
    } finally {
      server.close()
    }
  })

  describe("with a new database", () => {
    let folder: string
    let postgres: Postgres

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "kpay-cli-"))
      postgres = await startPostgres(join(folder, "data"), await findFreePort(), {
        keep: false,
        database: "shop",
      })
    })

    afterAll(async () => {
      await postgres.stop()
      for (const path of [toReachable(join(folder, "data")), folder])
        rmSync(path, { recursive: true, force: true })
    })

    it.each([["doctor"], ["show", "0788000001"]])(
      "%s says that the tables are missing",
      async (...args) => {
        expect(await kpay(args, `${postgres.url}/shop`)).toEqual({
          status: 2,
          stdout: "",
          stderr: MISSING,
        })
      }
    )

    it("doctor says once which options are missing, and nothing around it", async () => {
      const env = { KPAY_OPTIONS: JSON.stringify({ password: null, retailerId: 1 }) }
      const { status, stderr } = await kpay(["doctor"], `${postgres.url}/shop`, env)
      expect(status).toBe(2)
      expect(stderr.trim().split("\n")).toEqual([
        "The options of medusa-payment-kpay have faults:",
        expect.stringMatching(/^ {2}- password is missing/),
        expect.stringMatching(/^ {2}- retailerId must be text/),
      ])
    })

    it("doctor passes on why PostgreSQL refuses", async () => {
      expect((await kpay(["doctor"], `${postgres.url}/other`)).stderr).toBe(
        'There is no connection to the database: database "other" does not exist. Check DATABASE_URL.\n'
      )
    })
  })
})
