import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { seedAdmin } from "../../demo/seed"
import type { KpayAttemptsResponse, KpayPhoneResponse } from "../../src/http-types"
import { callsOf, eventually, inShop, order, readJournals } from "./test-shop"

const PASSWORD = "supersecret"
const SUPER_ADMIN = "role_super_admin"
const PHONE = "0788 000 003"

interface Answer<T> {
  readonly status: number
  readonly body: T & { message?: string }
}

/** A user of the dashboard who is logged in. */
interface User {
  readonly id: string
  ask<T = object>(method: string, path: string, body?: object): Promise<Answer<T>>
}

inShop({ env: { MEDUSA_FF_RBAC: "true" } }, (shop) => {
  const logIn = async (email: string): Promise<User["ask"]> => {
    const { baseUrl } = shop()
    const login = await fetch(`${baseUrl}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    const { token } = (await login.json()) as { token: string }
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the answer's shape
    return async <T>(method: string, path: string, body?: object) => {
      const answer = await fetch(`${baseUrl}/admin${path}`, {
        method,
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        ...(body && { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      const isJson = answer.headers.get("content-type")?.includes("json") === true
      return {
        status: answer.status,
        body: (isJson && text !== "" ? JSON.parse(text) : {}) as Answer<T>["body"],
      }
    }
  }

  /** A user with a role, or with none. A login's token says which roles the user had at that time. */
  const addUser = async (name: string, roleId: string | null): Promise<User> => {
    const { container } = shop()
    const email = `${name}@example.com`
    await seedAdmin(container, email, PASSWORD)
    const [user] = await container.resolve(Modules.USER).listUsers({ email })
    const id = user?.id ?? ""
    if (roleId !== null)
      await container.resolve(ContainerRegistrationKeys.LINK).create({
        [Modules.USER]: { user_id: id },
        [Modules.RBAC]: { rbac_role_id: roleId },
      })
    return { id, ask: await logIn(email) }
  }

  /** The policies that Medusa offers for roles, by their keys. */
  const readPolicies = async (owner: User): Promise<ReadonlyMap<string, string>> => {
    const { body } = await owner.ask<{ policies: { id: string; key: string }[] }>(
      "GET",
      "/rbac/policies/assignable?limit=1000&q=kpay"
    )
    return new Map(body.policies.map(({ id, key }) => [key, id]))
  }

  /** A user whose role the owner of the shop made in the dashboard. */
  const addUserWith = async (owner: User, name: string, keys: string[]): Promise<User> => {
    const policies = await readPolicies(owner)
    const { status, body } = await owner.ask<{ role: { id: string } }>("POST", "/rbac/roles", {
      name,
      policy_ids: keys.map((key) => policies.get(key)),
    })
    expect({ status, message: body.message }).toEqual({ status: 200 })
    return addUser(name, body.role.id)
  }

  /** An order whose first prompt was refused on the phone, with its attempt's id. */
  const failedOrder = async () => {
    const { orderId, sessionId } = await order(shop(), { method: "momo", phone: PHONE })
    await eventually(
      () => shop().shopper.readSession(sessionId),
      ({ status }) => status === "failed"
    )
    const [attempt] = await shop().kpay.listAttempts()
    return { orderId, id: attempt?.id ?? "" }
  }

  const toReads = (id: string, orderId: string) => [
    ["GET", "/kpay/accounts"],
    ["GET", "/kpay/attempts"],
    ["HEAD", "/kpay/attempts"],
    ["GET", "/kpay/attempts.csv"],
    ["GET", `/kpay/attempts/${id}`],
    ["GET", "/kpay/attention"],
    ["GET", `/kpay/orders/${orderId}`],
    ["GET", `/kpay/orders/${orderId}/manual-payments`],
    ["GET", `/kpay/orders/${orderId}/prompt`],
    ["GET", "/kpay/refunds"],
    ["GET", "/kpay/summary"],
    ["POST", "/kpay/attempts/refresh", { ids: [id] }],
    ["POST", `/kpay/attempts/${id}/refresh`],
  ]

  const toDecisions = (id: string, orderId: string) => [
    ["POST", `/kpay/attempts/${id}/apply`],
    ["POST", `/kpay/attempts/${id}/dismiss`, { reason: "a good reason" }],
    ["POST", `/kpay/attempts/${id}/prompt`],
    // Refused for its input, so that the order stays unpaid.
    ["POST", `/kpay/orders/${orderId}/manual-payments`, { kind: "cash" }],
    ["POST", `/kpay/orders/${orderId}/manual-payments/none/take-back`, { note: "A mistake" }],
    ["POST", `/kpay/orders/${orderId}/prompt`, { method: "card" }],
    ["GET", `/kpay/orders/${orderId}/door-links`],
    ["POST", "/kpay/pay-links", { order_id: orderId }],
    ["POST", "/kpay/refunds", { attempt_id: id }],
    ["POST", "/kpay/refunds/kpref_1/sent", { reference: "a reference" }],
  ]

  const toSetup = () => [
    ["GET", "/kpay/health"],
    ["POST", "/kpay/health/callback"],
  ]

  const askAll = async (user: User, requests: readonly unknown[][]) =>
    Promise.all(
      requests.map(async ([method, path, body]) => {
        const { status } = await user.ask(String(method), String(path), body as object | undefined)
        return `${String(method)} ${String(path)} ${status === 403 ? "refused" : "allowed"}`
      })
    )

  const all = (requests: readonly unknown[][], outcome: string) =>
    requests.map(([method, path]) => `${String(method)} ${String(path)} ${outcome}`)

  it("a role that may only read reads payments, and decides and reveals nothing", async () => {
    const { id, orderId } = await failedOrder()
    const owner = await addUser("owner", SUPER_ADMIN)
    expect([...(await readPolicies(owner)).keys()].sort()).toEqual([
      "kpay_payment:decide",
      "kpay_payment:erase",
      "kpay_payment:read",
      "kpay_payment:reveal_phone",
      "kpay_setup:check",
      "kpay_statement:match",
      "kpay_statement:read",
    ])
    const reader = await addUserWith(owner, "reader", ["kpay_payment:read"])

    const { body } = await reader.ask<KpayAttemptsResponse>("GET", "/kpay/attempts")
    expect(body.attempts.map((attempt) => attempt.id)).toEqual([id])
    expect(await askAll(reader, toReads(id, orderId))).toEqual(all(toReads(id, orderId), "allowed"))
    const refused = [...toDecisions(id, orderId), ["POST", `/kpay/attempts/${id}/phone`]]
    expect(await askAll(reader, [...refused, ...toSetup()])).toEqual(
      all([...refused, ...toSetup()], "refused")
    )
    expect((await reader.ask("POST", `/kpay/attempts/${id}/dismiss`)).body.message).toBe(
      "Insufficient permissions. Required policies: kpay_payment:decide"
    )
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    expect(await readJournals(shop(), "phone_shown")).toEqual([])
  })

  it("a role with the policy decides; revealing a phone and the setup need policies of their own", async () => {
    const { id, orderId } = await failedOrder()
    const owner = await addUser("owner", SUPER_ADMIN)
    const cashier = await addUserWith(owner, "cashier", ["kpay_payment:decide"])
    expect(await askAll(cashier, toDecisions(id, orderId))).toEqual(
      all(toDecisions(id, orderId), "allowed")
    )
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
    expect((await cashier.ask("POST", `/kpay/attempts/${id}/phone`)).status).toBe(403)
    expect((await cashier.ask("GET", "/kpay/attempts")).status).toBe(403)

    const caller = await addUserWith(owner, "caller", ["kpay_payment:reveal_phone"])
    const { status, body } = await caller.ask<KpayPhoneResponse>(
      "POST",
      `/kpay/attempts/${id}/phone`
    )
    expect({ status, phone: body.phone }).toEqual({ status: 200, phone: PHONE })
    expect(await readJournals(shop(), "phone_shown")).toEqual([
      expect.objectContaining({ actor: caller.id }),
    ])
    const technician = await addUserWith(owner, "technician", ["kpay_setup:check"])
    expect(await askAll(technician, toSetup())).toEqual(all(toSetup(), "allowed"))
    expect((await technician.ask("GET", "/kpay/attempts")).status).toBe(403)
  })

  it("without a role a user may do nothing; the role of the shop's owner allows everything", async () => {
    const { id, orderId } = await failedOrder()
    const requests = [
      ...toReads(id, orderId),
      ...toDecisions(id, orderId),
      ["POST", `/kpay/attempts/${id}/phone`],
      ...toSetup(),
    ]
    expect(await askAll(await addUser("newcomer", null), requests)).toEqual(
      all(requests, "refused")
    )
    expect(await askAll(await addUser("owner", SUPER_ADMIN), requests)).toEqual(
      all(requests, "allowed")
    )
  })
})
