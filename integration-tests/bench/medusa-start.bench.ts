import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { startPostgres, toReachable, type Postgres } from "../../demo/postgres"
import { end, finish, startMedusaCommand } from "../../demo/processes"
import { findFreePort } from "../free-port"
import { print, toMedian } from "./report"

const ROUNDS = 15
const WARM_UP = 1

/** What a start may take in what it takes without the plugin. */
const RATIO_MAX = 1.03

const ROOT = join(__dirname, "../..")

describe("The start of Medusa", () => {
  const folder = mkdtempSync(join(tmpdir(), "kpay-start-"))
  const data = join(folder, "data")
  let postgres: Postgres

  beforeAll(async () => {
    const built = spawnSync("npm", ["run", "build"], { cwd: ROOT, encoding: "utf8" })
    if (built.status !== 0) throw new Error(`The plugin was not built:\n${built.stdout}`)
    postgres = await startPostgres(data, await findFreePort(), { keep: false, database: "shop" })
    makeApplication(join(folder, "with"), ["medusa-payment-kpay"])
    makeApplication(join(folder, "without"), [])
    const log = join(folder, "log")
    await finish(
      startMedusaCommand(["db:migrate"], toEnv(9), log, join(folder, "with")),
      "Making the tables",
      log
    )
  })

  afterAll(async () => {
    await postgres.stop()
    for (const path of [folder, toReachable(data)]) rmSync(path, { recursive: true, force: true })
  })

  it("takes as long with the plugin as without it", async () => {
    const times = { with: [] as number[], without: [] as number[] }
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      times.with.push(await timeStart(join(folder, "with")))
      times.without.push(await timeStart(join(folder, "without")))
    }
    const ours = toMedian(times.with.slice(WARM_UP))
    const cores = toMedian(times.without.slice(WARM_UP))
    print(`start with the plugin: ${ours.toFixed(0)} ms (median of ${ROUNDS})`)
    print(`start without it: ${cores.toFixed(0)} ms`)
    print(`ratio: ${(ours / cores).toFixed(3)}`)
    expect(ours / cores).toBeLessThan(RATIO_MAX)
  }, 1_800_000)

  function toEnv(port: number): NodeJS.ProcessEnv {
    return {
      ...process.env,
      NODE_ENV: "production",
      NODE_OPTIONS: "",
      MEDUSA_DISABLE_TELEMETRY: "true",
      LOG_LEVEL: "warn",
      DATABASE_URL: `${postgres.url}/shop`,
      PORT: String(port),
    }
  }

  /** From the start of the process until it answers, in milliseconds. */
  async function timeStart(application: string): Promise<number> {
    const port = await findFreePort()
    const startedAt = performance.now()
    const child = startMedusaCommand(["start"], toEnv(port), join(folder, "log"), application)
    while (child.exitCode === null) {
      const isUp = await fetch(`http://localhost:${port}/health`).then(
        ({ ok }) => ok,
        () => false
      )
      if (isUp) break
      await sleep(10)
    }
    const took = performance.now() - startedAt
    expect(child.exitCode).toBeNull()
    await end(child)
    return took
  }
})

/** An application without code of its own. What it needs is linked from here, and the plugin as it is published. */
function makeApplication(folder: string, plugins: readonly string[]): void {
  const modules = join(folder, "node_modules")
  mkdirSync(modules, { recursive: true })
  for (const name of readdirSync(join(ROOT, "node_modules")))
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name))
  symlinkSync(ROOT, join(modules, "medusa-payment-kpay"))
  const options = {
    environment: "test",
    baseUrl: "http://localhost:9",
    username: "sandbox",
    password: "sandbox",
    retailerId: "01",
    backendUrl: "http://localhost:9000",
    storefrontUrl: "http://localhost:8000",
  }
  const config = {
    admin: { disable: true },
    projectConfig: {
      http: {
        jwtSecret: "bench",
        cookieSecret: "bench",
        storeCors: "",
        adminCors: "",
        authCors: "",
      },
    },
    plugins: plugins.map((resolve) => ({ resolve, options })),
    modules: plugins.map((resolve) => ({
      resolve: "@medusajs/medusa/payment",
      dependencies: ["kpay"],
      options: { providers: [{ resolve: `${resolve}/providers/kpay`, id: "kpay" }] },
    })),
  }
  // Medusa's commands run only where Medusa is a dependency.
  const dependencies = { "@medusajs/framework": "*", "@medusajs/medusa": "*" }
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "shop", private: true, dependencies })
  )
  writeFileSync(
    join(folder, "medusa-config.js"),
    `const { defineConfig } = require("@medusajs/framework/utils")
const config = ${JSON.stringify(config)}
config.projectConfig.databaseUrl = process.env.DATABASE_URL
module.exports = defineConfig(config)
`
  )
}
