import { readdirSync } from "node:fs"
import { join } from "node:path"
import { Policy } from "@medusajs/framework/utils"
import "../../policies/kpay"
import { POLICIES, ROUTE_POLICIES } from "../roles"

const API = join(__dirname, "..")
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

/** Every admin route with its methods, as Medusa registers them from the files. */
function findRoutes(): string[] {
  return readdirSync(join(API, "admin"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .flatMap((file) => {
      const exported = Object.keys(jest.requireActual<object>(join(API, "admin", file)))
      const path = `/admin/${file.replace(/\/route\.ts$/, "").replace(/\[(\w+)\]/g, ":$1")}`
      return exported.filter((name) => METHODS.includes(name)).map((method) => `${method} ${path}`)
    })
    .sort()
}

describe("Roles", () => {
  const declared = ROUTE_POLICIES.map(([method, path]) => `${method} ${path}`).sort()

  it("every admin route has a policy", () => {
    const routes = findRoutes()
    expect(routes.length).toBeGreaterThan(10)
    expect({ without: routes.filter((route) => !declared.includes(route)) }).toEqual({
      without: [],
    })
    expect({ gone: declared.filter((route) => !routes.includes(route)) }).toEqual({ gone: [] })
    expect(declared).toHaveLength(new Set(declared).size)
  })

  it("every policy is used, and Medusa offers it for roles", () => {
    for (const { name, ...policy } of POLICIES) {
      expect(ROUTE_POLICIES.some(([, , used]) => used.name === name)).toBe(true)
      expect(Policy[name]).toMatchObject(policy)
    }
  })
})
