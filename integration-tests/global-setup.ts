import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startPostgres } from "../demo/postgres"
import { findFreePort } from "./free-port"

/** Gives the tests a PostgreSQL: the server of `DATABASE_URL`, as a superuser, or one of their own that is gone afterwards. */
export default async function setUp(): Promise<void> {
  const given = process.env.DATABASE_URL
  if (given) {
    passOn(given)
    return
  }

  const folder = mkdtempSync(join(tmpdir(), "kpay-tests-"))
  const postgres = await startPostgres(join(folder, "data"), await findFreePort(), { keep: false })
  passOn(postgres.url)
  Object.assign(globalThis, {
    stopPostgres: async () => {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

/** Medusa's test runner makes databases of its own and knows the server by these names. */
function passOn(url: string): void {
  const { hostname, port, username, password } = new URL(url)
  Object.assign(process.env, {
    DB_HOST: hostname,
    DB_PORT: port || "5432",
    DB_USERNAME: decodeURIComponent(username),
    DB_PASSWORD: decodeURIComponent(password),
  })
}
