import { request } from "node:http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { ADMIN, inShop, readDatabase, type TestShop } from "./test-shop"

/** What cannot be an id or a token, as it stands in an address: null bytes, a long text, another folder, an emoji, SQL. */
const DECODABLE = [
  "%00",
  "kpatt_01%00",
  "a".repeat(10_000),
  "..%2f..%2fadmin",
  "%F0%9F%98%80",
  "'%20or%20'1'='1';--",
]

/** Broken UTF-8, half an emoji, and no encoding at all. Express fails on these in any route with parameters. */
const UNDECODABLE = ["%ff", "%ED%A0%80", "%zz"]

const STRANGE = [...DECODABLE, ...UNDECODABLE]

interface Answer {
  readonly status: number
  readonly location: string | undefined
  readonly text: string
}

/** Asks for a path as it is written; `fetch` would correct it. */
async function ask(
  { baseUrl }: TestShop,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: object
): Promise<Answer> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on("data", (chunk: Buffer) => chunks.push(chunk))
      answer.on("end", () => {
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location,
          text: Buffer.concat(chunks).toString(),
        })
      })
    })
    asking.on("error", reject)
    if (body) asking.setHeader("content-type", "application/json")
    asking.end(body && JSON.stringify(body))
  })
}

inShop({}, (shop) => {
  let errors: jest.SpyInstance

  // The shop's own spy: nothing that a stranger sends may make an error line.
  beforeEach(() => {
    errors = jest.spyOn(
      shop().container.resolve(ContainerRegistrationKeys.LOGGER),
      "error"
    ) as jest.SpyInstance
  })

  const forShopper = async () => {
    const [key] = await readDatabase<{ token: string }>(
      shop(),
      "select token from api_key where type = 'publishable'"
    )
    return { "x-publishable-api-key": key?.token ?? "" }
  }

  const forAdmin = async () => {
    const { text } = await ask(shop(), "POST", "/auth/user/emailpass", {}, ADMIN)
    return { authorization: `Bearer ${(JSON.parse(text) as { token: string }).token}` }
  }

  it("K-Pay's callback with a strange token gets the usual answer", async () => {
    const sent = { tid: "A1", refid: "R1" }
    for (const strange of STRANGE) {
      const answer = await ask(shop(), "POST", `/hooks/kpay/${strange}`, {}, sent)
      expect({ strange, ...answer }).toMatchObject({ strange, status: 200 })
      expect(JSON.parse(answer.text)).toEqual({ ...sent, reply: "OK" })
      expect((await ask(shop(), "GET", `/hooks/kpay/${strange}`)).status).toBe(200)
    }
    expect(errors).not.toHaveBeenCalled()
  })

  it("a strange pay link or return address is unknown, and says so on a page", async () => {
    for (const strange of STRANGE) {
      for (const [method, path] of [
        ["GET", `/kpay/pay/${strange}`],
        ["POST", `/kpay/pay/${strange}`],
        ["GET", `/kpay/pay/${strange}?lang=%00&choose=%ff`],
        ["GET", `/kpay/payment-collection/${strange}`],
        ["GET", `/kpay/receipt/${strange}`],
        ["GET", `/kpay/receipt/${strange}?lang=%00`],
        ["GET", `/kpay/return/${strange}/pay-page`],
        ["POST", `/kpay/return/${strange}/pay-page`],
      ] as const) {
        const answer = await ask(shop(), method, path)
        expect({ method, path, status: answer.status }).toEqual({ method, path, status: 404 })
        expect(answer.text).toContain("<!doctype html>")
      }
      // A browser that comes back from the card page is sent on to the shop, whatever its token is.
      for (const method of ["GET", "POST"]) {
        const answer = await ask(shop(), method, `/kpay/return/${strange}`)
        expect({ strange, ...answer }).toMatchObject({
          status: 303,
          location: "http://localhost:8000/checkout",
        })
      }
    }
    expect(errors).not.toHaveBeenCalled()
  })

  it("a strange session is unknown to the store", async () => {
    const headers = await forShopper()
    for (const strange of STRANGE)
      for (const [method, path, body] of [
        ["GET", `/store/kpay/sessions/${strange}`],
        ["POST", `/store/kpay/sessions/${strange}/attempts`, { method: "momo" }],
      ] as const) {
        const { status } = await ask(shop(), method, path, headers, body)
        expect({ method, path, status }).toEqual({ method, path, status: 404 })
      }
    expect(errors).not.toHaveBeenCalled()
  })

  it("a strange id is unknown to the dashboard", async () => {
    const headers = await forAdmin()
    for (const strange of DECODABLE)
      for (const [method, path, body] of [
        ["GET", `/orders/${strange}`],
        ["GET", `/attempts/${strange}`],
        ["POST", `/attempts/${strange}/refresh`, {}],
        ["POST", `/attempts/${strange}/apply`, {}],
        ["POST", `/attempts/${strange}/prompt`, {}],
        ["POST", `/attempts/${strange}/phone`, {}],
        ["POST", `/attempts/${strange}/dismiss`, { reason: "a reason" }],
        ["POST", `/refunds/${strange}/sent`, { reference: "a reference" }],
      ] as const) {
        const { status } = await ask(shop(), method, `/admin/kpay${path}`, headers, body)
        expect({ method, path, status }).toEqual({ method, path, status: 404 })
      }
    expect(errors).not.toHaveBeenCalled()
  })

  // Medusa's own middleware of "/admin*" fails on it before any plugin's.
  it("the dashboard's addresses with a broken encoding are answered as Medusa's own are, and only after the login", async () => {
    const headers = await forAdmin()
    for (const broken of UNDECODABLE) {
      const path = `/admin/kpay/attempts/${broken}`
      expect((await ask(shop(), "GET", path)).status).toBe(401)
      const [ours, cores] = [
        await ask(shop(), "GET", path, headers),
        await ask(shop(), "GET", `/admin/products/${broken}`, headers),
      ]
      expect(ours.status).toBe(cores.status)
    }
  })

  it("a strange value in a query is refused or finds nothing", async () => {
    const [asShopper, asAdmin] = [await forShopper(), await forAdmin()]
    const queries = [
      ["/store/kpay/methods?amount=5200&currency_code=rwf", ["cart_id", "other"]],
      ["/store/kpay/methods?amount=5200", ["currency_code"]],
      ["/store/kpay/methods?currency_code=rwf", ["amount"]],
      [
        "/admin/kpay/attempts?",
        ["q", "order_id", "account", "status", "method", "network", "environment", "from", "to"],
      ],
      ["/admin/kpay/attempts?", ["counted_from", "counted_to", "limit", "cursor"]],
      ["/admin/kpay/attempts.csv?", ["q", "order_id", "account", "from", "to"]],
      ["/admin/kpay/refunds?", ["status", "attempt_id", "limit", "cursor"]],
      ["/admin/kpay/summary?", ["from", "to", "account", "environment"]],
    ] as const
    for (const [path, names] of queries)
      for (const name of names)
        for (const value of [...STRANGE, `b&${name}=%00`, "999999999999"]) {
          const asked = `${path}&${name}=${value}`
          const headers = path.startsWith("/admin") ? asAdmin : asShopper
          const { status } = await ask(shop(), "GET", asked, headers)
          expect({ asked, status }).toEqual({ asked, status: status === 200 ? 200 : 400 })
        }
    expect(errors).not.toHaveBeenCalled()
  })

  it("a cursor that PostgreSQL cannot read is refused, and no day is too far away", async () => {
    const headers = await forAdmin()
    const cursors = [
      ["2026-02-31 00:00:00+00", "kpatt_1"],
      ["1", "kpatt_1"],
      ["2026-01-31 00:00:00+00", "\0"],
    ].map((cursor) => Buffer.from(JSON.stringify(cursor)).toString("base64url"))
    for (const [query, expected] of [
      ...cursors.flatMap(
        (cursor) =>
          [
            [`attempts?cursor=${cursor}`, 400],
            [`refunds?cursor=${cursor}`, 400],
          ] as const
      ),
      ["attempts?to=9999-12-31", 200],
      ["attempts?from=0000-01-01", 200],
    ] as const) {
      const { status } = await ask(shop(), "GET", `/admin/kpay/${query}`, headers)
      expect({ query, status }).toEqual({ query, status: expected })
    }
    expect(errors).not.toHaveBeenCalled()
  })

  it("a null byte in what an admin sends is refused", async () => {
    const headers = await forAdmin()
    for (const [path, body] of [
      ["pay-links", { order_id: "\0" }],
      ["refunds", { attempt_id: "\0" }],
      ["refunds", { attempt_id: "kpatt_1", note: "\0" }],
      ["refunds/kpref_1/sent", { reference: "a\0b" }],
      ["attempts/refresh", { ids: ["kpatt_1", "\0"] }],
      ["attempts/kpatt_1/apply", { order_id: "\0" }],
    ] as const) {
      const { status } = await ask(shop(), "POST", `/admin/kpay/${path}`, headers, body)
      expect({ path, body, status }).toEqual({ path, body, status: 400 })
    }
    expect(errors).not.toHaveBeenCalled()
  })
})
