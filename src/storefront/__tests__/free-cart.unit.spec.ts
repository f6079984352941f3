import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { createKpay, type Kpay } from ".."

const CART = { id: "cart_1", total: 0, currency_code: "rwf", payment_collection: null }
const PLACED = { type: "order", order: { id: "order_1" } }

/** The store routes that a cart without a price needs. */
class StubShop {
  readonly requests: string[] = []
  cart = CART
  /** Answers to the completion of the cart, in order. The last one repeats; `null` cuts the connection. */
  completions: readonly ({ status: number; body: object } | null)[] = [
    { status: 200, body: PLACED },
  ]
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => {
      const [path = ""] = (request.url ?? "").split("?")
      this.requests.push(`${request.method ?? ""} ${path}`)
      response.setHeader("connection", "close")
      const answer = this.#toAnswer(path, request.url ?? "")
      if (answer) response.writeHead(answer.status).end(JSON.stringify(answer.body))
      else response.destroy()
    })
  }

  #toAnswer(path: string, url: string): { status: number; body: object } | null {
    switch (path) {
      case "/store/carts/cart_1":
        return { status: 200, body: { cart: this.cart } }
      case "/store/kpay/methods":
        return {
          status: 200,
          body: { methods: [], nothing_to_pay: url.includes("amount=0&") },
        }
      case "/store/carts/cart_1/complete": {
        const [next = null, ...rest] = this.completions
        if (rest.length > 0) this.completions = rest
        return next
      }
      default:
        return { status: 404, body: { message: `No route ${path}` } }
    }
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

describe("A cart that costs nothing", () => {
  let shop: StubShop
  let kpay: Kpay

  beforeEach(async () => {
    shop = new StubShop()
    kpay = createKpay({ baseUrl: await shop.listen(), publishableKey: "pk", storage: null })
  })
  afterEach(() => shop.close())

  it("is offered as nothing to pay, also where a credit exceeds the price", async () => {
    expect(await kpay.listMethods({ cartId: "cart_1" })).toMatchObject({
      nothingToPay: true,
      amount: 0,
    })
    shop.cart = { ...CART, total: -500 }
    expect(await kpay.listMethods({ cartId: "cart_1" })).toMatchObject({ nothingToPay: true })
  })

  it("is placed without a payment collection, a session or a method", async () => {
    expect(await kpay.start({ cartId: "cart_1" })).toEqual({ type: "placed", orderId: "order_1" })
    expect(shop.requests).toEqual(["GET /store/carts/cart_1", "POST /store/carts/cart_1/complete"])
  })

  it("is placed also where the shopper had chosen a method before it cost nothing", async () => {
    expect(await kpay.start({ cartId: "cart_1", method: "momo", phone: "0788300000" })).toEqual({
      type: "placed",
      orderId: "order_1",
    })
  })

  it.each([
    ["the answer is lost", null],
    ["another tab is completing it", { status: 409, body: { message: "Already completing" } }],
    ["the server is overloaded", { status: 503, body: {} }],
  ])("is asked for again when %s, and gives the same order", async (_, first) => {
    shop.completions = [first, { status: 200, body: PLACED }]
    expect(await kpay.start({ cartId: "cart_1" })).toEqual({ type: "placed", orderId: "order_1" })
    expect(shop.requests.filter((name) => name.includes("complete"))).toHaveLength(2)
  })

  it("is refused with a message for the shopper where Medusa does not place the order", async () => {
    shop.completions = [{ status: 400, body: { message: "Cannot complete a cart with no items" } }]
    expect(await kpay.start({ cartId: "cart_1" })).toEqual({
      type: "refused",
      message: kpay.texts.not_possible,
      detail: "Cannot complete a cart with no items",
      session: null,
    })
  })

  it("needs a method once it has a price again", async () => {
    shop.cart = { ...CART, total: 5_200 }
    expect(await kpay.start({ cartId: "cart_1" })).toMatchObject({
      type: "refused",
      message: "Choose how you want to pay.",
      session: null,
    })
    expect(shop.requests).toEqual(["GET /store/carts/cart_1"])
  })
})
