import Medusa from "@medusajs/js-sdk"
import { Modules } from "@medusajs/framework/utils"
import {
  createCartCreditLinesWorkflow,
  createPromotionsWorkflow,
} from "@medusajs/medusa/core-flows"
import {
  createKpay,
  KpayError,
  type Kpay,
  type KpayOutcome,
  type KpaySession,
  type KpayStorage,
} from "../../src/storefront"
import { layPoorLine, type PoorLine } from "./poor-line"
import { callsOf, eventually, inDatabase, inShop, toSecondsLeft, untilPaid } from "./test-shop"

const PAYS = { method: "momo", phone: "0788 0000 01" } as const
const HAS_NOT_ENOUGH = { method: "momo", phone: "0788 0000 02" } as const
/** The test decides when this payer answers. */
const BY_PERSON = { method: "momo", phone: "0788 300 000" } as const

/** What a browser keeps over a reload. */
function makeStorage(): KpayStorage {
  const kept = new Map<string, string>()
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
  }
}

function started(outcome: KpayOutcome): KpaySession {
  if (outcome.type !== "started") throw new Error(JSON.stringify(outcome))
  return outcome.session
}

inShop({}, (shop) => {
  let publishableKey: string
  let line: PoorLine
  let storage: KpayStorage

  beforeEach(async () => {
    const [key] = await shop()
      .container.resolve(Modules.API_KEY)
      .listApiKeys({ type: "publishable" })
    publishableKey = key?.token ?? ""
    line = await layPoorLine(shop().baseUrl)
    storage = makeStorage()
  })
  afterEach(() => line.close())

  const byFetch = (): Kpay => createKpay({ baseUrl: line.url, publishableKey, storage })
  const bySdk = (): Kpay =>
    createKpay({ sdk: new Medusa({ baseUrl: line.url, publishableKey }), storage })
  /** The payer whose phone rang last answers it. */
  const answer = (outcome: "pays" | "fails"): void => {
    shop().sandbox.decide(String(callsOf(shop().sandbox, "pay").at(-1)?.refid), outcome)
  }
  const approve = (): void => answer("pays")

  describe.each([
    ["plain fetch", byFetch],
    ["@medusajs/js-sdk", bySdk],
  ])("A storefront with %s", (_, make) => {
    it("lists the ways of paying for a cart, and pays it: the order is placed, and waiting ends when it is paid", async () => {
      const kpay = make()
      const { cartId, total } = await shop().shopper.fillCart({ phone: "0788 123 456" })
      const offer = await kpay.listMethods({ cartId })
      expect(offer).toMatchObject({ amount: total, currencyCode: "rwf", phone: "0788 123 456" })
      expect(offer.methods.map(({ id, available }) => [id, available])).toEqual([
        ["momo", true],
        ["airtel", true],
        ["card", true],
        ["spenn", true],
      ])

      const session = started(await kpay.start({ cartId, ...PAYS }))
      const seen: string[] = []
      const end = await kpay.wait(session, { onChange: ({ status }) => void seen.push(status) })
      expect(end).toMatchObject({ status: "paid", amount: total, message: "Paid. Thank you." })
      expect(seen.at(-1)).toBe("paid")
      expect(await untilPaid(shop(), end.order_id ?? "")).toMatchObject({ booked: [total] })
      expect(end.display_id).not.toBeNull()
      expect(await kpay.resume({ cartId })).toMatchObject({ status: "paid" })
    })

    it("reads why K-Pay refused at once, in the shopper's language, and pays with another number", async () => {
      const kpay = make()
      const { cartId } = await shop().shopper.fillCart()
      expect(await kpay.start({ cartId, ...HAS_NOT_ENOUGH, locale: "fr" })).toMatchObject({
        type: "refused",
        message:
          "Le solde de ce compte est insuffisant. Rechargez-le ou payez avec un autre numéro.",
        session: { status: "failed", reason_code: "insufficient_funds", order_id: null },
      })
      const session = started(await kpay.start({ cartId, ...PAYS }))
      expect(await kpay.wait(session)).toMatchObject({ status: "paid" })
      expect(callsOf(shop().sandbox, "pay").map(({ msisdn }) => msisdn)).toEqual([
        "250788000002",
        "250788000001",
      ])
    })

    it("is told how many seconds a prompt has still, and asks again after them", async () => {
      const kpay = make()
      const { cartId } = await shop().shopper.fillCart()
      const session = started(await kpay.start({ cartId, ...BY_PERSON }))
      const sentAt = Date.now()
      const early = await kpay.retry(session, { method: "momo" })
      const left = toSecondsLeft(session.started_at, [sentAt, Date.now()])
      expect(early).toMatchObject({ type: "too_early", session: { status: "pending" } })
      if (early.type !== "too_early") throw new Error()
      expect(early.retryAfterS).toBeGreaterThanOrEqual(left.least)
      expect(early.retryAfterS).toBeLessThanOrEqual(left.most)
      expect(early.message).toContain("Approve it on 0788 ••• 000")

      await inDatabase(
        shop(),
        "update kpay_attempt set created_at = created_at - interval '61 seconds'"
      )
      const again = started(await kpay.retry(session, { method: "momo" }))
      expect(again.phone_masked).toBe("0788 ••• 000")
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
      approve()
      expect(await kpay.wait(again)).toMatchObject({ status: "paid" })
    })
  })

  it("a further attempt goes to another number by another way, when the first was not approved", async () => {
    const kpay = byFetch()
    const { cartId } = await shop().shopper.fillCart()
    const session = started(await kpay.start({ cartId, ...BY_PERSON }))
    answer("fails")
    const failed = await kpay.wait(session)
    expect(failed).toMatchObject({ status: "failed", can_retry: true })
    expect(failed.order_id).not.toBeNull()
    // The order waits to be paid, so it is found again, and starting anew places no second one.
    expect(await kpay.resume({ cartId })).toMatchObject({ status: "failed" })
    const again = started(await kpay.start({ cartId, method: "airtel", phone: "0738 0000 01" }))
    expect(await kpay.wait(again)).toMatchObject({
      status: "paid",
      method: "airtel",
      order_id: failed.order_id,
    })
  })

  it("by card: the browser is told where to go, and finds the payment again by the address it comes back to", async () => {
    const { cartId } = await shop().shopper.fillCart()
    const { redirect_url } = started(await byFetch().start({ cartId, method: "card" }))
    const form = new URLSearchParams({ number: "4111 1111 1111 1111", expiry: "12/39", cvv: "123" })
    const paid = await fetch(redirect_url ?? "", { method: "POST", body: form, redirect: "manual" })
    const back = await fetch(paid.headers.get("location") ?? "", { redirect: "manual" })
    const sessionId = new URL(back.headers.get("location") ?? "").searchParams.get("session_id")
    // In another browser, which remembers nothing.
    const elsewhere = createKpay({ baseUrl: line.url, publishableKey, storage: null })
    const session = await elsewhere.resume({ sessionId })
    expect(session && (await elsewhere.wait(session))).toMatchObject({ status: "paid" })
  })

  it("callback lost: waiting ends all the same", async () => {
    const kpay = byFetch()
    const { cartId } = await shop().shopper.fillCart()
    const session = started(await kpay.start({ cartId, method: "momo", phone: "0788 0000 04" }))
    expect(session.status).toBe("pending")
    approve()
    expect(await kpay.wait(session)).toMatchObject({ status: "paid" })
    expect(shop().sandbox.transactions()[0]?.story.callback).toBe("lost")
  })

  it("line cut while waiting: it is told, nothing fails, and waiting goes on when the line is back", async () => {
    const kpay = byFetch()
    const { cartId } = await shop().shopper.fillCart()
    const session = started(await kpay.start({ cartId, ...BY_PERSON }))
    const troubles: boolean[] = []
    const waiting = kpay.wait(session, { onTrouble: (isTrouble) => void troubles.push(isTrouble) })
    line.cut()
    await eventually(
      () => troubles,
      ([isTrouble]) => isTrouble === true
    )
    approve()
    line.mend()
    expect(await waiting).toMatchObject({ status: "paid" })
    expect(troubles).toEqual([true, false])
  })

  it("the answer to placing the order is lost: the payment is found, and no second prompt is sent", async () => {
    const { cartId, total } = await shop().shopper.fillCart()
    line.loseAnswerTo(/complete/)
    const session = started(await bySdk().start({ cartId, ...PAYS }))
    expect(line.requests.filter((name) => name.includes("complete"))).toHaveLength(1)
    const { order_id } = await bySdk().wait(session)
    expect(await untilPaid(shop(), order_id ?? "")).toMatchObject({ booked: [total] })
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
  })

  it("the answer is lost and K-Pay has refused at once: the shopper reads why, and pays with another number", async () => {
    const { cartId } = await shop().shopper.fillCart()
    const kpay = byFetch()
    line.loseAnswerTo(/complete/)
    expect(await kpay.start({ cartId, ...HAS_NOT_ENOUGH })).toMatchObject({
      type: "refused",
      session: { reason_code: "insufficient_funds" },
    })
    expect(await kpay.wait(started(await kpay.start({ cartId, ...PAYS })))).toMatchObject({
      status: "paid",
    })
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
  })

  it("the answer to a further attempt is lost: it is found by itself", async () => {
    const kpay = byFetch()
    const { cartId } = await shop().shopper.fillCart()
    const session = started(await kpay.start({ cartId, ...BY_PERSON }))
    answer("fails")
    const first = await kpay.wait(session)
    line.loseAnswerTo(/attempts/)
    const again = started(await kpay.retry(first, PAYS))
    expect(await kpay.wait(again)).toMatchObject({ status: "paid" })
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
  })

  it("the line is gone from the beginning: the shopper is told, and pressing again later pays once", async () => {
    const { cartId } = await shop().shopper.fillCart()
    line.cut()
    const kpay = byFetch()
    expect(await kpay.start({ cartId, ...PAYS })).toMatchObject({
      type: "no_answer",
      message: expect.stringContaining("You will not be asked to pay twice") as string,
      session: null,
    })
    await expect(kpay.listMethods({ cartId })).rejects.toMatchObject({ kind: "no_answer" })
    line.mend()
    expect(await kpay.wait(started(await kpay.start({ cartId, ...PAYS })))).toMatchObject({
      status: "paid",
    })
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
  })

  it("after a reload the payment is found by the cart, or without anything, and is forgotten when it has ended", async () => {
    const { cartId } = await shop().shopper.fillCart()
    const { session_id } = started(await byFetch().start({ cartId, ...BY_PERSON }))
    expect(await byFetch().resume({ cartId })).toMatchObject({ session_id, status: "pending" })
    const reloaded = await byFetch().resume()
    expect(reloaded).toMatchObject({ session_id, status: "pending" })
    approve()
    await byFetch().wait(session_id)
    expect(await byFetch().resume()).toBeNull()
    expect(await byFetch().resume({ cartId: "cart_unknown" })).toBeNull()
  })

  it("a cart that nothing was paid for has nothing to resume", async () => {
    const { cartId, collectionId } = await shop().shopper.fillCart()
    expect(await byFetch().resume({ cartId })).toBeNull()
    await shop().shopper.choose(collectionId, BY_PERSON)
    expect(await byFetch().resume({ cartId })).toBeNull()
    expect(await byFetch().resume({ sessionId: "payses_unknown" })).toBeNull()
    await expect(byFetch().wait("payses_unknown")).rejects.toThrow(KpayError)
  })

  it("two tabs and a double tap at once make one prompt and one order", async () => {
    const { cartId, total } = await shop().shopper.fillCart()
    const one = byFetch()
    const other = createKpay({ baseUrl: line.url, publishableKey, storage: null })
    const outcomes = await Promise.all(
      [one, other, one, other].map((kpay) => kpay.start({ cartId, ...BY_PERSON }))
    )
    const statuses = outcomes.map((outcome) => started(outcome).status)
    expect(statuses).toEqual(["pending", "pending", "pending", "pending"])
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    approve()
    const ends = await Promise.all(outcomes.map((outcome) => one.wait(started(outcome))))
    const orders = new Set(ends.map((end) => end.order_id))
    expect(orders.size).toBe(1)
    expect(await untilPaid(shop(), [...orders][0] ?? "")).toMatchObject({
      booked: [total],
    })
  })

  describe("a cart that costs nothing is placed without a payment", () => {
    const giveStoreCredit = async (cartId: string, total: number): Promise<void> => {
      await createCartCreditLinesWorkflow(shop().container).run({
        input: [
          {
            cart_id: cartId,
            amount: total,
            reference: "store_credit",
            reference_id: "1",
            metadata: null,
          },
        ],
      })
    }
    const giveFullDiscount = async (cartId: string): Promise<void> => {
      const codes = { items: "ALL-ITEMS", shipping_methods: "ALL-SHIPPING" } as const
      await createPromotionsWorkflow(shop().container).run({
        input: {
          promotionsData: (["items", "shipping_methods"] as const).map((target_type) => ({
            code: codes[target_type],
            type: "standard",
            status: "active",
            application_method: {
              type: "percentage",
              target_type,
              allocation: "across",
              value: 100,
              currency_code: "rwf",
            },
          })),
        },
      })
      await shop().shopper.post(`/store/carts/${cartId}/promotions`, {
        promo_codes: Object.values(codes),
      })
    }

    it.each([
      ["store credit", giveStoreCredit],
      ["a full discount", giveFullDiscount],
    ])("by %s", async (_, give) => {
      const kpay = byFetch()
      const { cartId, total } = await shop().shopper.fillCart()
      await give(cartId, total)
      const offer = await kpay.listMethods({ cartId })
      expect(offer).toMatchObject({ nothingToPay: true, amount: 0 })
      expect(offer.methods.map(({ available }) => available)).toEqual([false, false, false, false])

      const outcome = await kpay.start({ cartId })
      if (outcome.type !== "placed") throw new Error(JSON.stringify(outcome))
      const { order } = await shop().shopper.get<{ order: { total: number } }>(
        `/store/orders/${outcome.orderId}`
      )
      expect(order.total).toBe(0)
      expect(line.requests.filter((name) => name.includes("payment-sessions"))).toEqual([])
      expect(callsOf(shop().sandbox, "pay")).toEqual([])
    })

    it("once, when the answer is lost and when it is started again", async () => {
      const kpay = byFetch()
      const { cartId, total } = await shop().shopper.fillCart()
      await giveStoreCredit(cartId, total)
      line.loseAnswerTo(/complete/)
      const first = await kpay.start({ cartId })
      expect(first.type).toBe("placed")
      expect(await kpay.start({ cartId, ...PAYS })).toEqual(first)
      expect(callsOf(shop().sandbox, "pay")).toEqual([])
    })

    it("and needs a method once it has a price again", async () => {
      const { cartId } = await shop().shopper.fillCart()
      expect(await byFetch().start({ cartId })).toMatchObject({
        type: "refused",
        message: "Choose how you want to pay.",
      })
      expect(await byFetch().resume({ cartId })).toBeNull()
    })
  })

  it("waiting can be ended by the page, and nothing is asked after that", async () => {
    const kpay = byFetch()
    const { cartId } = await shop().shopper.fillCart()
    const session = started(await kpay.start({ cartId, ...BY_PERSON }))
    const abort = new AbortController()
    const before = line.requests.length
    const waiting = kpay.wait(session, { signal: abort.signal })
    abort.abort(new Error("left the page"))
    await expect(waiting).rejects.toThrow("left the page")
    await new Promise((resolve) => setTimeout(resolve, 3_500))
    expect(line.requests).toHaveLength(before)
  })

  it("what is wrong with the cart is told in words for the shopper, and the server's own words are kept apart", async () => {
    const { cartId } = await shop().shopper.fillCart({ sku: "IMIGONGO-9" })
    expect(await byFetch().start({ cartId, ...PAYS })).toMatchObject({
      type: "refused",
      message:
        "This amount is outside the limits of MTN MoMo. Choose another way, or pay with two orders.",
    })
    expect(await byFetch().start({ cartId: "cart_unknown", ...PAYS })).toMatchObject({
      type: "refused",
      message: expect.stringContaining("nothing was sent to your phone") as string,
      detail: expect.stringContaining("cart_unknown") as string,
    })
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(0)
  })
})
