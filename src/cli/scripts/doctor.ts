import type { ExecArgs } from "@medusajs/framework/types"
import { readHealth } from "../../api/read-health"
import type { KpayHealthCheck } from "../../http-types"
import { answer } from "../in-medusa"
import { watchDatabase } from "../watch-database"

void watchDatabase()

const WORKER_REMEDY =
  "Restart Medusa. At least one server must run with MEDUSA_WORKER_MODE=shared, which is the default, or worker."

/** `medusa exec` runs this for `kpay doctor`. */
export default async function doctor({ container }: ExecArgs): Promise<void> {
  const health = await readHealth(container)
  // This process runs no jobs, and cannot know whether the shop's servers do; only payments that stay due would tell.
  const checks = health.checks.filter(
    ({ id, status }) => id !== "worker_mode" || status === "error"
  )
  answer({ ...health, checks: checks.map(withRemedy) })
}

/** The remedy is for a server; how the shop's servers were started is not known here. */
function withRemedy(check: KpayHealthCheck): KpayHealthCheck {
  return check.id === "worker_mode" ? { ...check, remedy: WORKER_REMEDY } : check
}
