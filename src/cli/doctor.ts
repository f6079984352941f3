import { parseArgs } from "node:util"
import { CHECK_NAMES } from "../domain/check-names"
import type { KpayHealthCheck, KpayHealthResponse } from "../http-types"
import { checkDashboardPackages } from "./dashboard-packages"
import { runInMedusa } from "./in-medusa"

export const DOCTOR_HELP = `kpay doctor [--json]        checks the setup, as the dashboard's page K-Pay → Setup does, and whether that page can open;
                            ends with 1 when something is wrong. Run it in the folder of your Medusa application, while Medusa runs.`

/** Checks the setup of the application in the current folder. */
export async function runDoctor(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: "boolean" }, help: { type: "boolean" } },
  })
  if (values.help) {
    console.log(DOCTOR_HELP)
    return
  }
  const ofServer = (await runInMedusa("doctor")) as KpayHealthResponse
  const packages = checkDashboardPackages(process.cwd())
  const health = packages ? withCheck(ofServer, packages) : ofServer
  console.log(values.json ? JSON.stringify(health, null, 2) : toReport(health))
  process.exitCode = health.ok ? 0 : 1
}

function withCheck(health: KpayHealthResponse, check: KpayHealthCheck): KpayHealthResponse {
  const ok = health.ok && check.status !== "error"
  return { ...health, ok, checks: [...health.checks, check] }
}

/** Of the page Setup, and of what no server can tell. */
const NAMES = new Map<string, string>(
  Object.entries({ ...CHECK_NAMES, dashboard_packages: "Dashboard" })
)

const LABELS: Readonly<Record<KpayHealthCheck["status"], string>> = {
  ok: "OK",
  warning: "CHECK",
  unknown: "?",
  error: "WRONG",
}

/** The checks as text: a line each, with what to do below. */
export function toReport({ checks }: Pick<KpayHealthResponse, "checks">): string {
  const lines = checks.flatMap(({ id, status, message, remedy }) => [
    `${LABELS[status].padEnd(6)} ${toName(id)}: ${message}`,
    ...(remedy === null ? [] : [`${" ".repeat(6)} → ${remedy}`]),
  ])
  const count = (status: KpayHealthCheck["status"]): number =>
    checks.filter((check) => check.status === status).length
  const sum = `${count("error")} wrong, ${count("warning")} to check, ${count("unknown")} unknown, ${count("ok")} OK`
  return [...lines, "", sum].join("\n")
}

/** The check's name as on the Setup page. The id of a check of one account is `credentials:<account>`; its message names it. */
function toName(id: string): string {
  const [name = id] = id.split(":")
  return NAMES.get(name) ?? name
}
