import type { ConfigModule } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { KpayHealthCheck } from "../../http-types"

type WorkerMode = ConfigModule["projectConfig"]["workerMode"]

/**
 * Whether somebody runs the job that asks K-Pay. The facts come first: where payments are due for minutes, nobody does.
 *
 * @param overdueSince see `Claims.findOverdueSince`.
 */
export function toWorkerCheck(workerMode: WorkerMode, overdueSince: Date | null): KpayHealthCheck {
  const id = "worker_mode"
  const runsNoJobs = workerMode === "server"
  const remedy = runsNoJobs
    ? "Run a second Medusa on the same database with MEDUSA_WORKER_MODE=worker."
    : "Read this server's log for faults of the job kpay-reconcile, and start the server anew."
  if (overdueSince) {
    return {
      id,
      status: "error",
      message: `Nobody asks K-Pay about payments that are due, since ${overdueSince.toISOString()}.`,
      remedy,
    }
  }
  return runsNoJobs
    ? {
        id,
        status: "unknown",
        message:
          "This server runs no jobs, and nothing is due that would show whether another does.",
        remedy,
      }
    : { id, status: "ok", message: "This server asks K-Pay about what is due.", remedy: null }
}

interface SharedPart {
  readonly id: string
  readonly name: string
  readonly module: string
  /** What it is resolved from where it lives in one server's memory, and where servers share it. */
  readonly inMemory: RegExp
  readonly shared: RegExp
  readonly remedy: string
}

const SHARED_PARTS: readonly SharedPart[] = [
  {
    id: "locking",
    name: "Locking",
    module: Modules.LOCKING,
    inMemory: /^in-memory$/,
    shared: /locking-(redis|postgres)/,
    remedy:
      "Before you run a second server, give the locking module the provider @medusajs/medusa/locking-redis or locking-postgres.",
  },
  {
    id: "event_bus",
    name: "The event bus",
    module: Modules.EVENT_BUS,
    inMemory: /event-bus-local/,
    shared: /event-bus-redis/,
    remedy: "Before you run a second server, use the module @medusajs/medusa/event-bus-redis.",
  },
  {
    id: "workflow_engine",
    name: "The workflow engine",
    module: Modules.WORKFLOW_ENGINE,
    inMemory: /workflow-engine-inmemory/,
    shared: /workflow-engine-redis/,
    remedy:
      "Before you run a second server, use the module @medusajs/medusa/workflow-engine-redis.",
  },
]

/** Whether several servers could share the work: each part that Medusa would otherwise keep in one server's memory. */
export function toSharedPartChecks(modules: ConfigModule["modules"]): KpayHealthCheck[] {
  return SHARED_PARTS.map((part) => {
    const { id, name, remedy } = part
    const resolvedFrom = toResolvedFrom(part, modules)
    if (resolvedFrom !== null && part.shared.test(resolvedFrom))
      return { id, status: "ok", message: `${name} is shared by all servers.`, remedy: null }
    if (resolvedFrom !== null && part.inMemory.test(resolvedFrom)) {
      return {
        id,
        status: "warning",
        message: `${name} lives in this server's memory: fit for one server only.`,
        remedy,
      }
    }
    return {
      id,
      status: "unknown",
      message: `${name} is not one of Medusa's own.`,
      remedy: "Make sure that it is shared by all servers if there are several.",
    }
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
