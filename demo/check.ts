import { setTimeout as sleep } from "node:timers/promises"
import type { MethodId } from "../src/domain/methods"
import { STORIES, type Sandbox, type Story } from "../src/sandbox"
import { LOGIN, type DemoShop } from "./demo-shop"
import { Shopper, type Completion } from "./shopper"

/** How a story must end: the order is paid, pending or failed, or K-Pay refuses at once and there is no order. */
type Outcome = "paid" | "pending" | "failed" | "refused"

/** Answers to `pay` by which K-Pay refuses, so that no order is placed. */
const REFUSED_AT_ONCE: readonly Story["answer"][] = [
  "not_enough_funds",
  "wrong_network",
  "refused_with_prompt",
]

interface Play {
  readonly method: MethodId
  readonly story: string
  readonly data: Readonly<Record<string, unknown>>
  readonly expected: Outcome
  /** For cards: the number that the shopper types on K-Pay's card page. */
  readonly card?: string
}

/** How a shopper's story ended. */
export interface Row {
  readonly method: string
  readonly story: string
  readonly kpay: string
  /** The order's number, e.g. `#12`. */
  readonly order: string
  readonly payment: string
  readonly seconds: string
  readonly result: string
}

const PHONES: Readonly<Record<"momo" | "airtel" | "spenn", string>> = {
  momo: "07880000",
  airtel: "07380000",
  spenn: "07880000",
}

/** How long to watch a story that must stay pending. */
const WATCH_MS = 4_000
const PAID_WITHIN_MS = 40_000

/** How often the shopper's page polls. */
const POLL_MS = 3_000

/** How many shoppers pay at the same time. */
const CONCURRENCY = 8

/**
 * Plays a shopper for every method and story over HTTP and prints how each ended. A short play has fewer of them.
 *
 * @returns how each ended, and the number of those that did not end as they must.
 */
export async function playStories(
  shop: DemoShop,
  { isShort = false }: { readonly isShort?: boolean } = {}
): Promise<{ readonly rows: readonly Row[]; readonly failed: number }> {
  if (!shop.sandbox)
    throw new Error("The stories need the sandbox. Unset KPAY_BASE_URL and start again.")
  const { sandbox } = shop
  const admin = await Admin.login(shop.backendUrl)
  const plays = isShort ? toFew(toPlays()) : toPlays()
  const rows: Row[] = []
  const waiting = plays.map((play, index) => ({ play, index }))
  const playNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const row = await playOne(next.play, `play-${next.index}@example.com`, shop, sandbox, admin)
      rows[next.index] = row
      process.stdout.write(row.result === "ok" ? "." : "x")
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, playNext))
  console.log()
  console.table(rows)
  const failed = rows.filter(({ result }) => result !== "ok").length
  console.log(`${rows.length - failed} passed, ${failed} failed`)
  return { rows, failed }
}

function toPlays(): Play[] {
  const byPhone = (["momo", "airtel", "spenn"] as const).flatMap((method) =>
    STORIES.map((story) => ({
      method,
      story: story.name,
      data: { method, phone: `${PHONES[method]}${story.digits}` },
      expected: toExpected(story),
    }))
  )
  const byCard = [
    { story: "pays with a test card", card: "4111 1111 1111 1111", expected: "paid" as const },
    { story: "card declined", card: "4000 0000 0000 0002", expected: "failed" as const },
    { story: "never finishes the card page", expected: "pending" as const },
  ].map((play) => ({ ...play, method: "card" as const, data: { method: "card" } }))
  return [...byPhone, ...byCard]
}

/** Every story by MTN MoMo, and the first by each other method. */
function toFew(plays: readonly Play[]): Play[] {
  const isFirst = ({ method }: Play, place: number): boolean =>
    plays.findIndex((play) => play.method === method) === place
  return plays.filter((play, place) => play.method === "momo" || isFirst(play, place))
}

function toExpected(story: Story): Outcome {
  if (REFUSED_AT_ONCE.includes(story.answer)) return "refused"
  switch (story.outcome) {
    case "pays":
      return "paid"
    case "never":
    case "person":
      return "pending"
    case "fails":
    case "fails_for_funds":
    case "operator_code":
      return "failed"
  }
}

async function playOne(
  play: Play,
  email: string,
  shop: DemoShop,
  sandbox: Sandbox,
  admin: Admin
): Promise<Row> {
  const shopper = new Shopper(shop.backendUrl, shop.seeded)
  const { cartId, collectionId, total } = await shopper.fillCart({ email })
  const sessionId = await shopper.choose(collectionId, play.data)
  const completion = await shopper.placeOrder(cartId)
  if (play.card) await payOnCardPage(shopper, sessionId, play.card)

  const { outcome, order } = await watch(play.expected, completion, sessionId, shopper, admin)
  const paidAt = Date.now()
  const pays = paysOf(sandbox, email)
  const transaction = sandbox.transactions().find(({ refid }) => refid === pays[0]?.refid)
  const calledBackAt = transaction?.callbacks
    .find(({ statusid }) => statusid === "01")
    ?.at.getTime()
  const faults = [
    outcome !== play.expected && `expected ${play.expected}, was ${outcome}`,
    pays.length !== 1 && `${pays.length} prompts`,
    outcome === "paid" && order.paid !== total && `booked ${order.paid} of ${total}`,
    outcome !== "paid" && order !== null && order.paid !== 0 && "paid without money",
  ].filter(Boolean)
  return {
    method: play.method,
    story: play.story,
    kpay: transaction
      ? `${transaction.statusid} ${transaction.statusmsg ?? transaction.statusdesc}`.slice(0, 38)
      : "no transaction",
    order: completion.type === "order" ? `#${completion.order.display_id}` : "none, cart kept",
    payment: order?.status ?? "none",
    seconds:
      outcome === "paid" && calledBackAt && calledBackAt <= paidAt
        ? ((paidAt - calledBackAt) / 1000).toFixed(1)
        : "",
    result: faults.join(", ") || "ok",
  }
}

function paysOf(sandbox: Sandbox, email: string): { readonly refid?: string }[] {
  return sandbox
    .log()
    .map(
      ({ body }) =>
        body as { readonly action?: string; readonly email?: string; readonly refid?: string }
    )
    .filter((body) => body.action === "pay" && body.email === email)
}

/** Watches the order as an admin and the payment as the shopper's page does, until it ends or its time is over. */
async function watch(
  expected: Outcome,
  completion: Completion,
  sessionId: string,
  shopper: Shopper,
  admin: Admin
) {
  if (completion.type === "cart") return { outcome: "refused" as const, order: null }
  const startedAt = Date.now()
  let polledAt = startedAt
  for (;;) {
    const order = await admin.readOrder(completion.order.id)
    if (order.status === "captured" && order.paid > 0) return { outcome: "paid" as const, order }
    const watchedMs = Date.now() - startedAt
    const isEnough = watchedMs > (expected === "pending" ? WATCH_MS : PAID_WITHIN_MS)
    if (isEnough || Date.now() - polledAt > POLL_MS) {
      polledAt = Date.now()
      const { status } = await shopper.readSession(sessionId)
      if (status === "failed") return { outcome: "failed" as const, order }
      if (isEnough) return { outcome: "pending" as const, order }
    }
    await sleep(100)
  }
}

/** Fills in the card page as a browser does, and follows the redirect to the shop. */
async function payOnCardPage(shopper: Shopper, sessionId: string, card: string): Promise<void> {
  const { redirect_url } = await shopper.readSession(sessionId)
  const form = new URLSearchParams({ number: card, expiry: "12/39", cvv: "123" })
  const paid = await fetch(redirect_url ?? "", { method: "POST", body: form, redirect: "manual" })
  await fetch(paid.headers.get("location") ?? "", { redirect: "manual" })
}

/** Reads orders as the dashboard does. */
class Admin {
  readonly #backendUrl: string
  readonly #token: string

  private constructor(backendUrl: string, token: string) {
    this.#backendUrl = backendUrl
    this.#token = token
  }

  static async login(backendUrl: string): Promise<Admin> {
    const answer = await fetch(`${backendUrl}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(LOGIN),
    })
    const { token } = (await answer.json()) as { token?: string }
    if (!token)
      throw new Error("The demo's login does not work. Start over with npm run demo -- --reset.")
    return new Admin(backendUrl, token)
  }

  /** The order's payment status and the francs of its transactions. */
  async readOrder(orderId: string): Promise<{ status: string; paid: number }> {
    const answer = await fetch(
      `${this.#backendUrl}/admin/orders/${orderId}?fields=payment_status,*summary,*transactions`,
      {
        headers: { authorization: `Bearer ${this.#token}` },
      }
    )
    const { order } = (await answer.json()) as {
      order: { payment_status: string; transactions?: { amount: number }[] }
    }
    const paid = (order.transactions ?? []).reduce((sum, { amount }) => sum + amount, 0)
    return { status: order.payment_status, paid }
  }
}
