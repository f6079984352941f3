import type { ConfigModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { KpayHealthCheck } from "../../http-types"
import { toFinding } from "./finding"

type WorkerMode = ConfigModule["projectConfig"]["workerMode"]

/**
 * Whether a server runs the job that asks K-Pay. Payments that have been due for minutes show that none does.
 *
 * @param overdueSince see `Claims.findOverdueSince`.
 */
export function toWorkerCheck(workerMode: WorkerMode, overdueSince: Date | null): KpayHealthCheck {
  const id = "worker_mode"
  const runsNoJobs = workerMode === "server"
  const remedyId = runsNoJobs ? "worker_start_remedy" : "worker_restart_remedy"
  if (overdueSince) {
    const about = { due_at: overdueSince.toISOString() }
    return { id, status: "error", ...toFinding("worker_idle", remedyId, about) }
  }
  return runsNoJobs
    ? { id, status: "unknown", ...toFinding("worker_unknown", remedyId) }
    : { id, status: "ok", ...toFinding("worker_ok") }
}

interface SharedPart {
  readonly id: "locking" | "event_bus" | "workflow_engine"
  readonly module: string
  /** What it is resolved from where it lives in one server's memory, and where servers share it. */
  readonly inMemory: RegExp
  readonly shared: RegExp
  /** What ought to be shared and does not keep servers apart. */
  readonly unsafe?: RegExp
}

const SHARED_PARTS: readonly SharedPart[] = [
  {
    id: "locking",
    module: Modules.LOCKING,
    inMemory: /^in-memory$/,
    shared: /locking-redis/,
    // Its `acquire` takes two callers without an owner for the same one. Seen in Medusa 2.21.2.
    unsafe: /locking-postgres/,
  },
  {
    id: "event_bus",
    module: Modules.EVENT_BUS,
    inMemory: /event-bus-local/,
    shared: /event-bus-redis/,
  },
  {
    id: "workflow_engine",
    module: Modules.WORKFLOW_ENGINE,
    inMemory: /workflow-engine-inmemory/,
    shared: /workflow-engine-redis/,
  },
]

/** Whether several servers could share the work: each part that Medusa would otherwise keep in one server's memory. */
export function toSharedPartChecks(modules: ConfigModule["modules"]): KpayHealthCheck[] {
  return SHARED_PARTS.map((part) => {
    const { id } = part
    const resolvedFrom = toResolvedFrom(part, modules)
    if (resolvedFrom !== null && part.shared.test(resolvedFrom))
      return { id, status: "ok", ...toFinding(`${id}_shared`) }
    if (resolvedFrom !== null && part.inMemory.test(resolvedFrom)) {
      const finding = toFinding(`${id}_in_memory`, `${id}_in_memory_remedy`)
      return { id, status: "warning", ...finding }
    }
    if (resolvedFrom !== null && part.unsafe?.test(resolvedFrom))
      return { id, status: "warning", ...toFinding("locking_unsafe", "locking_unsafe_remedy") }
    return { id, status: "unknown", ...toFinding(`${id}_custom`, "custom_remedy") }
  })
}

function toResolvedFrom({ module }: SharedPart, modules: ConfigModule["modules"]): string | null {
  const declaration: unknown = modules?.[module]
  return module === Modules.LOCKING
    ? toDefaultProvider(readField(readField(declaration, "options"), "providers"))
    : toText(readField(declaration, "resolve"))
}

/** As Medusa's locking module chooses it: the last default, the only one, or its own in memory. */
function toDefaultProvider(providers: unknown): string | null {
  const list: unknown[] = Array.isArray(providers) ? providers : []
  const chosen =
    list.filter((provider) => readField(provider, "is_default") === true).at(-1) ??
    (list.length === 1 ? list[0] : undefined)
  return chosen === undefined ? "in-memory" : toText(readField(chosen, "resolve"))
}

function readField(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function toText(value: unknown): string | null {
  return typeof value === "string" ? value : null
}
