import { toSharedPartChecks, toWorkerCheck } from "../server-checks"

type Modules = Parameters<typeof toSharedPartChecks>[0]

const OWN: Modules = {
  locking: { resolve: "@medusajs/medusa/locking" },
  event_bus: { resolve: "@medusajs/medusa/event-bus-local" },
  workflows: { resolve: "@medusajs/medusa/workflow-engine-inmemory" },
}

function statusesOf(modules: Modules): string {
  return toSharedPartChecks({ ...OWN, ...modules })
    .map(({ status }) => status)
    .join()
}

function lockingOf(...providers: object[]): string | undefined {
  return statusesOf({
    locking: { resolve: "@medusajs/medusa/locking", options: { providers } },
  }).split(",")[0]
}

describe("What servers share", () => {
  it("nothing, as Medusa comes: fit for one server, with what to do before a second", () => {
    expect(statusesOf({})).toBe("warning,warning,warning")
    for (const { remedy } of toSharedPartChecks(OWN)) expect(remedy).toContain("@medusajs/medusa/")
  })

  it("Redis for all three", () => {
    const redis = { resolve: "@medusajs/medusa/locking-redis", id: "any-name", is_default: true }
    expect(
      statusesOf({
        locking: { resolve: "@medusajs/medusa/locking", options: { providers: [redis] } },
        event_bus: { resolve: "/app/node_modules/@medusajs/event-bus-redis/dist/index.js" },
        workflows: { resolve: "@medusajs/medusa/workflow-engine-redis" },
      })
    ).toBe("ok,ok,ok")
  })

  it("a module that is not Medusa's is not known", () => {
    expect(statusesOf({ event_bus: { resolve: "./src/modules/nats" }, workflows: true })).toBe(
      "warning,unknown,unknown"
    )
  })

  it("Medusa's locks in PostgreSQL are warned of: two requests may hold the same one", () => {
    expect(lockingOf({ resolve: "@medusajs/medusa/locking-postgres", id: "a" })).toBe("warning")
  })

  it("locks go to the default provider, to the only one, or else to Medusa's own in memory", () => {
    const postgres = { resolve: "@medusajs/medusa/locking-postgres", id: "a" }
    const redis = { resolve: "@medusajs/medusa/locking-redis", id: "b" }
    expect(lockingOf(redis)).toBe("ok")
    expect(lockingOf(postgres, redis)).toBe("warning")
    expect(lockingOf(postgres, { ...redis, is_default: true })).toBe("ok")
    expect(lockingOf({ resolve: "./my-locks", id: "c" }, { ...postgres, is_default: false })).toBe(
      "warning"
    )
    expect(lockingOf({ resolve: "./my-locks", id: "c" })).toBe("unknown")
    expect(lockingOf({ resolve: { services: [] }, id: "c", is_default: true })).toBe("unknown")
  })
})

describe("Whether a worker asks K-Pay", () => {
  const since = new Date("2026-01-31T12:00:00Z")

  it.each([
    ["shared", null, "ok"],
    ["worker", null, "ok"],
    ["server", null, "unknown"],
    ["shared", since, "error"],
    ["server", since, "error"],
  ] as const)("worker mode %s, overdue since %s: %s", (workerMode, overdueSince, status) => {
    expect(toWorkerCheck(workerMode, overdueSince)).toMatchObject({ status })
  })

  it("says since when no worker does, and what to start", () => {
    expect(toWorkerCheck("server", since)).toMatchObject({
      message: expect.stringContaining("2026-01-31T12:00:00.000Z") as string,
      remedy: expect.stringContaining("MEDUSA_WORKER_MODE=worker") as string,
    })
  })
})
