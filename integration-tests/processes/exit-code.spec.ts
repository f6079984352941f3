import { spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { toReachable } from "../../demo/postgres"
import { findFreePort } from "../free-port"

const SCRIPT = `
const { startPostgres } = require("./demo/postgres")
startPostgres(process.env.DATA, Number(process.env.DATA_PORT), { keep: false })
  .then((postgres) => postgres.stop())
  .then(() => { process.exitCode = 3 })`

it("a check that used a PostgreSQL and failed ends with its own exit code", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kpay-exit-code-"))
  const data = join(folder, "data")
  try {
    const { status } = spawnSync(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", "-e", SCRIPT],
      { env: { ...process.env, DATA: data, DATA_PORT: String(await findFreePort()) } }
    )
    expect(status).toBe(3)
  } finally {
    for (const path of [toReachable(data), folder]) rmSync(path, { recursive: true, force: true })
  }
}, 60_000)
