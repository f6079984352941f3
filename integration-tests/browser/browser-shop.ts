import { knex } from "@medusajs/framework/mikro-orm/knex"
import { LOGIN } from "../../demo/demo-shop"
import { Shopper, type CartOptions } from "../../demo/shopper"
import type {
  KpayAdminAttempt,
  KpayAttemptsResponse,
  KpayRefund,
  KpayRefundsResponse,
} from "../../src/http-types"
import type { Sandbox } from "../../src/sandbox"
import { eventually } from "../eventually"
import type { StartedShop } from "./started-shop"

/** A payer who does not answer by themselves: the story decides with `sandbox.decide` what they do. */
export const WAITING_PHONE = "0788 300 000"

export interface PlacedOrder {
  readonly orderId: string
  /** As people say it: `12` for #12. */
  readonly displayId: number
  readonly sessionId: string
  readonly total: number
}

/** Makes what the screens show: orders, payments, unapplied money and refunds, over HTTP as shoppers and admins do. */
export class BrowserShop {
  readonly sandbox: Sandbox
  readonly shopper: Shopper
  readonly #backendUrl: string
  readonly #databaseUrl: string
  #token: string | null = null

  constructor({ backendUrl, databaseUrl, seeded }: StartedShop, sandbox: Sandbox) {
    this.#backendUrl = backendUrl
    this.#databaseUrl = databaseUrl
    this.sandbox = sandbox
    this.shopper = new Shopper(backendUrl, seeded)
  }

  /** Places an order; numbers such as `0788 0000 01` play the sandbox's stories. */
  async order(
    data: Readonly<Record<string, unknown>> = { method: "momo", phone: WAITING_PHONE },
    cart: CartOptions = {},
    beforeChoosing: (cartId: string) => Promise<void> = async () => {}
  ): Promise<PlacedOrder> {
    const { cartId, collectionId, total } = await this.shopper.fillCart(cart)
    await beforeChoosing(cartId)
    const sessionId = await this.shopper.choose(collectionId, data)
    const completion = await this.shopper.placeOrder(cartId)
    if (completion.type !== "order")
      throw new Error(`No order was placed: ${completion.error.message}`)
    const { id, display_id } = completion.order
    return { orderId: id, displayId: display_id, sessionId, total }
  }

  /** An order that K-Pay's callback has made paid. */
  async paidOrder(cart: CartOptions = {}): Promise<PlacedOrder & { attempt: KpayAdminAttempt }> {
    const placed = await this.order({ method: "momo", phone: "0788 0000 01" }, cart)
    const attempt = await this.untilAttempt(placed.orderId, ({ status }) => status === "applied")
    return { ...placed, attempt }
  }

  /** Unapplied money: its order was cancelled before the payer approved. */
  async unappliedMoney(
    data?: Readonly<Record<string, unknown>>
  ): Promise<PlacedOrder & { attempt: KpayAdminAttempt }> {
    const placed = await this.order(data)
    await this.asAdmin("POST", `/orders/${placed.orderId}/cancel`)
    const { refid } = await this.untilAttempt(placed.orderId, () => true)
    this.sandbox.decide(refid, "pays")
    const attempt = await this.untilAttempt(placed.orderId, ({ status }) => status === "unapplied")
    return { ...placed, attempt }
  }

  /** Unapplied money: a further prompt was sent, and the payer approved both. */
  async paidTwice(): Promise<PlacedOrder & { attempt: KpayAdminAttempt }> {
    const placed = await this.order()
    const first = await this.untilAttempt(placed.orderId, ({ status }) => status === "pending")
    await eventually(
      () =>
        this.asAdmin("POST", `/kpay/attempts/${first.id}/prompt`, {
          method: "airtel",
          phone: "0738 300 000",
        }).then(
          () => true,
          () => false
        ),
      (isSent) => isSent
    )
    for (const { refid } of await this.listAttempts(placed.orderId))
      this.sandbox.decide(refid, "pays")
    const all = await eventually(
      () => this.listAttempts(placed.orderId),
      (attempts) => attempts.every(({ status }) => status === "applied" || status === "unapplied")
    )
    const attempt = all.find(({ status }) => status === "unapplied")
    if (!attempt) throw new Error(`No money of order ${placed.orderId} is unapplied.`)
    return { ...placed, attempt }
  }

  /** A refund that an admin has to send by hand. */
  async refundDue(amount = 1_000): Promise<PlacedOrder & { refund: KpayRefund }> {
    const placed = await this.paidOrder()
    const { order } = await this.asAdmin<{
      order: { payment_collections: { payments: { id: string }[] }[] }
    }>("GET", `/orders/${placed.orderId}?fields=*payment_collections.payments`)
    const paymentId = order.payment_collections[0]?.payments[0]?.id ?? ""
    await this.asAdmin("POST", `/payments/${paymentId}/refund`, { amount })
    const { refunds } = await this.asAdmin<KpayRefundsResponse>("GET", "/kpay/refunds")
    const refund = refunds.find(({ order_id }) => order_id === placed.orderId)
    if (!refund) throw new Error(`No refund is due for order ${placed.orderId}.`)
    return { ...placed, refund }
  }

  /** The attempts to pay an order, newest first. */
  async listAttempts(orderId: string): Promise<readonly KpayAdminAttempt[]> {
    const path = `/kpay/attempts?order_id=${orderId}`
    return (await this.asAdmin<KpayAttemptsResponse>("GET", path)).attempts
  }

  /** Waits for the newest attempt to pay an order to be as wanted. */
  async untilAttempt(
    orderId: string,
    isSo: (attempt: KpayAdminAttempt) => boolean
  ): Promise<KpayAdminAttempt> {
    const [attempt] = await eventually(
      () => this.listAttempts(orderId),
      ([attempt]) => attempt !== undefined && isSo(attempt)
    )
    if (!attempt) throw new Error(`Order ${orderId} has no attempt.`)
    return attempt
  }

  /** Waits until K-Pay knows how a payment ended, whether or not the shop was told. */
  async untilDecided(refid: string): Promise<void> {
    await eventually(
      () => this.sandbox.transactions().find((transaction) => transaction.refid === refid),
      (transaction) => transaction !== undefined && transaction.statusid !== "03"
    )
  }

  /** K-Pay refuses every connection in the meantime. */
  async whileKpayIsDown(act: () => Promise<void>): Promise<void> {
    await this.sandbox.goDown()
    try {
      await act()
    } finally {
      await this.sandbox.comeBack()
    }
  }

  /** Changes the database as time would, for example makes a payment older. */
  async inDatabase(sql: string): Promise<void> {
    const connection = knex({ client: "pg", connection: this.#databaseUrl })
    try {
      await connection.raw(sql)
    } finally {
      await connection.destroy()
    }
  }

  /** Calls the admin API as the logged-in admin. Throws when it refuses. */
  async asAdmin<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    this.#token ??= await this.#login()
    const answer = await fetch(`${this.#backendUrl}/admin${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async #login(): Promise<string> {
    const answer = await fetch(`${this.#backendUrl}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(LOGIN),
    })
    return ((await answer.json()) as { token: string }).token
  }
}
