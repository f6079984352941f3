import type { ExecArgs } from "@medusajs/framework/types"
import { checkHealth } from "../../operations/setup/check-health"
import { answer } from "../in-medusa"

/** `medusa exec` runs this for `kpay doctor`. */
export default async function doctor({ container }: ExecArgs): Promise<void> {
  const health = await checkHealth(container)
  // This process runs no jobs, and cannot know whether the shop's servers do; only payments that stay due would tell.
  const checks = health.checks.filter(
    ({ id, status }) => id !== "worker_mode" || status === "error"
  )
  answer({ ...health, checks })
}
