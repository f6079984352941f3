import { deleteDraftOrdersWorkflow } from "@medusajs/medusa/core-flows"
import { findQrCode, readQrCode } from "../../src/counter/__tests__/read-qr"
import type {
  KpayAttemptResponse,
  KpayDoorLinksResponse,
  KpayOrderResponse,
  KpayPromptOfferResponse,
  KpayTooManyPrompts,
} from "../../src/http-types"
import refundCancelledOrdersJob from "../../src/jobs/refund-cancelled-orders"
import { toPayToken, toPayTokenKey } from "../../src/pay-page/pay-token"
import { NO_PROMPT_LIMITS } from "../no-prompt-limits"
import { PlainBrowser, type Page } from "../plain-browser"
import { AdminShop, readAll } from "./admin-shop"
import {
  asAdmin,
  beforeItIsApplied,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  listenTo,
  listRefunds,
  order,
  readOrder,
  untilPaid,
} from "./test-shop"

const SECRET = "the secret of today"
/** Prompts of admins are counted apart from those of shoppers. */
const OPTIONS = {
  payLinkSecrets: [SECRET],
  promptLimits: { ...NO_PROMPT_LIMITS, perPaymentInDay: 2 },
  shop: { legalName: "Ikawa Ltd", tin: "123456789" },
}

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"
/** One whose payer approves at once, and whose callback is lost. */
const PHONE_WITHOUT_CALLBACK = "0788 0000 05"

const HEADERS = [
  "cache-control",
  "referrer-policy",
  "x-robots-tag",
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
]

inShop({ env: { KPAY_OPTIONS: JSON.stringify(OPTIONS) } }, (shop) => {
  const admin = new AdminShop(shop)
  const browser = new PlainBrowser("en")

  const pays = () => callsOf(shop().sandbox, "pay")
  const decide = (how: "pays" | "fails") => {
    shop().sandbox.decide(String(pays().at(-1)?.refid), how)
  }

  /** An order that the shop takes by phone: nobody was asked to pay it. */
  const draft = async (phone?: string): Promise<{ id: string; total: number }> => {
    const [region] = await readAll<{ id: string }>(shop(), "region", ["id"])
    const channels = await readAll<{ id: string; name: string }>(shop(), "sales_channel", [
      "id",
      "name",
    ])
    const variants = await readAll<{ id: string; sku: string }>(shop(), "variant", ["id", "sku"])
    const { draft_order } = await admin.post<{ draft_order: { id: string; total: number } }>(
      "/draft-orders",
      {
        email: "by-phone@example.com",
        region_id: region?.id,
        sales_channel_id: channels.find(({ name }) => name === "Kigali")?.id,
        items: [{ variant_id: variants.find(({ sku }) => sku === "COFFEE-250")?.id, quantity: 1 }],
        ...(phone !== undefined && {
          shipping_address: { first_name: "Aline", country_code: "rw", phone },
        }),
      }
    )
    return draft_order
  }

  const ask = async (orderId: string, body: Record<string, unknown>) =>
    asAdmin<KpayAttemptResponse & KpayTooManyPrompts>(
      shop(),
      "POST",
      `/kpay/orders/${orderId}/prompt`,
      { method: "momo", ...body }
    )

  const readOffer = async (orderId: string) =>
    (await asAdmin<KpayPromptOfferResponse>(shop(), "GET", `/kpay/orders/${orderId}/prompt`)).body
      .prompt

  const listStatuses = async () => (await shop().kpay.listAttempts()).map(({ status }) => status)

  const paidOrder = async () => {
    const placed = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), placed.orderId)
    return placed
  }

  describe("A payment that is asked for on a phone", () => {
    it("pays a draft order that was never asked for, and it stays paid when it is converted", async () => {
      const { id, total } = await draft()
      expect(await readOffer(id)).toEqual({
        amount: total,
        currency_code: "rwf",
        phone_masked: null,
        methods: [
          { id: "momo", label: "MTN MoMo", available: true, ussd: "*182*7*1#" },
          { id: "airtel", label: "Airtel Money", available: true, ussd: null },
          { id: "spenn", label: "SPENN", available: true, ussd: null },
        ],
      })
      const { status, body } = await ask(id, { phone: PHONE, locale: "rw" })
      expect(status).toBe(200)
      expect(body.attempt).toMatchObject({
        status: "pending",
        order_id: id,
        amount: total,
        phone_masked: "0788 ••• 000",
      })
      expect(body.journal[0]).toMatchObject({ actor_name: "admin@example.com" })
      expect(pays()).toEqual([expect.objectContaining({ msisdn: "250788300000", amount: total })])
      decide("pays")
      const paid = { total, isPaid: true, payments: 1, booked: [total] }
      expect(await untilPaid(shop(), id)).toEqual(paid)
      await admin.post(`/draft-orders/${id}/convert-to-order`)
      expect(await readOrder(shop().container, id)).toEqual(paid)
      expect(await ask(id, { phone: PHONE })).toMatchObject({
        status: 400,
        body: { message: "The order is paid: nothing is left to pay." },
      })
      expect(pays()).toHaveLength(1)
    })

    it("rings on the order's own number, where the admin saw that one, and on no other", async () => {
      const { id } = await draft("+250 788 300 111")
      expect(await readOffer(id)).toMatchObject({ phone_masked: "0788 ••• 111" })
      expect(await ask(id, { phone_masked: "0788 ••• 222" })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("phone number has changed") as string },
      })
      expect(await ask(id, {})).toMatchObject({
        status: 400,
        body: { message: "Enter the phone number that pays with MTN MoMo." },
      })
      expect(pays()).toHaveLength(0)
      const { body } = await ask(id, { phone_masked: "0788 ••• 111" })
      expect(body.attempt).toMatchObject({ status: "pending", phone_masked: "0788 ••• 111" })
      expect(pays()).toEqual([expect.objectContaining({ msisdn: "250788300111" })])
    })

    it("is one prompt and one payment collection, however often the button is pressed at once", async () => {
      const { id, total } = await draft()
      const answers = await Promise.all(Array.from({ length: 5 }, () => ask(id, { phone: PHONE })))
      const statuses = answers.map(({ status }) => status)
      expect(statuses.filter((status) => status === 200)).toHaveLength(1)
      expect(statuses.filter((status) => status === 400)).toHaveLength(4)
      expect(pays()).toHaveLength(1)
      decide("pays")
      expect(await untilPaid(shop(), id)).toMatchObject({ booked: [total] })
      expect(await listStatuses()).toEqual(["applied"])
    })

    it("takes the place of one that failed, in the same collection, and has the limits of every prompt", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      expect(await ask(orderId, { phone: "0788 300 111" })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("prompt is waiting") as string },
      })
      for (const phone of ["0788 300 111", "0788 300 222"]) {
        decide("fails")
        await eventually(listStatuses, ([newest]) => newest === "failed")
        expect((await ask(orderId, { phone })).status).toBe(200)
      }
      decide("fails")
      await eventually(listStatuses, ([newest]) => newest === "failed")
      const { status, body } = await ask(orderId, { phone: "0788 300 333" })
      expect([status, body.type]).toEqual([429, "too_many_prompts"])
      expect(body.retry_after_s).toBeGreaterThan(0)
      const attempts = await shop().kpay.listAttempts()
      expect(attempts).toHaveLength(3)
      expect(new Set(attempts.map((one) => one.payment_collection_id)).size).toBe(1)
    })

    it("asks what an order that was paid and edited owes now", async () => {
      const { orderId, total } = await paidOrder()
      await admin.addItem(orderId, "TEA-100")
      expect(await readOffer(orderId)).toMatchObject({ amount: 3_500 })
      const { body } = await ask(orderId, { phone: PHONE })
      expect(body.attempt).toMatchObject({ status: "pending", amount: 3_500 })
      decide("pays")
      const { booked } = await eventually(
        () => readOrder(shop().container, orderId),
        (read) => read.booked.length === 2
      )
      expect(booked.sort()).toEqual([3_500, total].sort())
    })

    it("is of the amount that the admin saw, or is refused with what the order owes now", async () => {
      const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
      await eventually(listStatuses, ([newest]) => newest === "failed")
      await admin.addItem(orderId, "TEA-100")
      expect(await ask(orderId, { phone: PHONE, amount: total })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("owes RWF 9,700 now, not RWF 6,200") as string },
      })
      expect((await ask(orderId, { phone: PHONE, amount: "9700" })).body.message).toContain(
        '"amount" must be a whole number'
      )
      expect(pays()).toHaveLength(1)
      const { amount } = await readOffer(orderId)
      const { body } = await ask(orderId, { phone: PHONE, amount })
      expect(body.attempt).toMatchObject({ status: "pending", amount: 9_700 })
    })

    it("is refused with the reason for a card, a wrong number, a cancelled order and an unknown one", async () => {
      const { id } = await draft()
      expect(await ask(id, { method: "card" })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("pay link or its QR code") as string },
      })
      expect((await ask(id, { method: "cash" })).body.message).toContain('"method" must be one of')
      expect((await ask(id, { phone: "12" })).status).toBe(400)
      expect((await ask("order_1", { phone: PHONE })).status).toBe(404)
      expect((await asAdmin(shop(), "GET", "/kpay/orders/order_1/prompt")).status).toBe(404)
      const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
      await admin.post(`/orders/${orderId}/cancel`)
      expect(await ask(orderId, { phone: PHONE })).toMatchObject({
        status: 400,
        body: { message: "The order is cancelled, so there is nothing to pay." },
      })
      expect(pays()).toHaveLength(1)
    })
  })

  describe("The money of a draft order that is deleted", () => {
    const paidDraft = async () => {
      const { id, total } = await draft()
      await ask(id, { phone: PHONE })
      decide("pays")
      await untilPaid(shop(), id)
      return { id, total }
    }

    const deleteDraft = async (id: string) =>
      asAdmin<{ message?: string }>(shop(), "DELETE", `/draft-orders/${id}`)

    /** As other code of the shop may. */
    const deleteByWorkflow = async (id: string) =>
      deleteDraftOrdersWorkflow(shop().container).run({ input: { order_ids: [id] } })

    const decideAbout = async (decision: string, body: Record<string, unknown>) => {
      const [attempt] = await shop().kpay.listAttempts({ status: "unapplied" })
      return admin.post(`/kpay/attempts/${attempt?.id ?? ""}/${decision}`, body)
    }

    it("keeps it from being deleted while it is applied there, and the refund is due once the order is cancelled", async () => {
      const { id, total } = await paidDraft()
      expect(await deleteDraft(id)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("Convert it to an order and cancel") as string },
      })
      await admin.post(`/draft-orders/${id}/convert-to-order`)
      await admin.post(`/orders/${id}/cancel`)
      const refunds = await eventually(
        () => listRefunds(shop()),
        ({ length }) => length > 0
      )
      expect(refunds).toMatchObject([{ status: "due", amount: total, order_id: id }])
    })

    it("keeps it from being deleted while it is on its way or waits for a decision, and not afterwards", async () => {
      const { id } = await draft()
      await ask(id, { phone: PHONE })
      await beforeItIsApplied(shop(), async () => {
        decide("pays")
        await eventually(listStatuses, ([newest]) => newest === "paid")
        expect(await deleteDraft(id)).toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("being applied") as string },
        })
      })
      await untilPaid(shop(), id)
      await inDatabase(
        shop(),
        "update kpay_attempt set status = 'unapplied', unapplied_reason = 'completion_failed'"
      )
      expect(await deleteDraft(id)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("Apply, refund or dismiss it first") as string },
      })
      await inDatabase(shop(), "update kpay_attempt set status = 'dismissed'")
      expect((await deleteDraft(id)).status).toBe(200)
    })

    it("waits for a person where the shop's own code deletes it, and pays another order", async () => {
      const told = listenTo(shop(), "kpay.payment.unapplied")
      const { id } = await paidDraft()
      const kept = await draft()
      await refundCancelledOrdersJob(shop().container)
      expect(await listStatuses()).toEqual(["applied"])
      await deleteByWorkflow(id)
      await Promise.all([1, 2].map(() => refundCancelledOrdersJob(shop().container)))
      expect(await shop().kpay.listAttempts()).toMatchObject([
        { status: "unapplied", unapplied_reason: "session_gone", order_id: id },
      ])
      await decideAbout("apply", { order_id: kept.id })
      expect(await untilPaid(shop(), kept.id)).toMatchObject({ booked: [kept.total] })
      expect(await listStatuses()).toEqual(["applied"])

      // So is money of a cart that a person gave to a draft order.
      await inDatabase(shop(), "update kpay_attempt set cart_id = 'cart_1'")
      await deleteByWorkflow(kept.id)
      await refundCancelledOrdersJob(shop().container)
      expect(await listStatuses()).toEqual(["unapplied"])
      await eventually(
        () => Promise.resolve(told),
        ({ length }) => length === 2
      )
    })

    it("is left to its refund where all of it is due to the shopper already", async () => {
      const { id, total } = await paidDraft()
      await admin.refund(id, total)
      expect(await listRefunds(shop())).toMatchObject([{ status: "due", amount: total }])
      expect((await deleteDraft(id)).status).toBe(200)
      await refundCancelledOrdersJob(shop().container)
      expect(await listStatuses()).toEqual(["applied"])
    })
  })

  describe("A payment collection that an admin deletes while its prompt is out", () => {
    it("hides no money: the order shows it, and no further prompt goes out before a decision", async () => {
      const { id } = await draft()
      await ask(id, { phone: PHONE })
      const [attempt] = await shop().kpay.listAttempts()
      const deleted = await asAdmin(
        shop(),
        "DELETE",
        `/payment-collections/${attempt?.payment_collection_id ?? ""}`
      )
      expect(deleted.status).toBe(200)
      decide("pays")
      await eventually(listStatuses, ([newest]) => newest === "unapplied")
      expect(await ask(id, { phone: PHONE })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("not applied yet") as string },
      })
      expect(await asAdmin(shop(), "POST", "/kpay/pay-links", { order_id: id })).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("not applied yet") as string },
      })
      expect(pays()).toHaveLength(1)
      const { body } = await asAdmin<KpayOrderResponse>(shop(), "GET", `/kpay/orders/${id}`)
      expect(body).toMatchObject({ attempts: [{ id: attempt?.id, status: "unapplied" }] })
    })
  })

  describe("The slip", () => {
    it("has a QR code that opens the pay page, and none once the order is paid", async () => {
      const { id, total } = await draft()
      const { url, slip_url, qr } = await admin.payLink(id)
      expect(readQrCode(qr)).toBe(url)
      const slip = await browser.open(slip_url)
      expect(slip.status).toBe(200)
      for (const words of [
        "Ikawa Shop",
        "Seller: Ikawa Ltd",
        "To pay RWF 5,200",
        "No message on the phone? Dial *182*7*1#",
      ])
        expect(slip.text).toContain(words)
      const code = findQrCode(slip.markup)
      const opened = await browser.open((code && readQrCode(code)) ?? "no code")
      expect(opened.url).toBe(url)
      await browser.press(opened, "Pay RWF 5,200", { method: "momo", phone: "0788 0000 01" })
      await untilPaid(shop(), id)
      const [attempt] = await shop().kpay.listAttempts()
      const paid = await browser.open(slip_url)
      expect(findQrCode(paid.markup)).toBeNull()
      // Money of the test environment makes no green sign.
      expect(paid.text).toContain("TEST This was a test. No real money was paid.")
      expect(paid.text).toContain(`MoMo id (TxId) ${attempt?.momo_transaction_id ?? "none"}`)
      expect(total).toBe(5_200)
    })

    it("and the courier's page are private, small, run nothing and send no prompt", async () => {
      const { id } = await draft(PHONE)
      const { slip_url, courier_url } = await admin.payLink(id)
      for (const url of [slip_url, courier_url, `${slip_url}x`, `${courier_url}x`]) {
        const page = await browser.open(url)
        expect(HEADERS.map((name) => page.headers.get(name))).toEqual([
          "no-store",
          "no-referrer",
          "noindex",
          expect.stringMatching(
            /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/
          ),
          "nosniff",
          "DENY",
        ])
        expect(page.headers.get("set-cookie")).toBeNull()
        expect(Buffer.byteLength(page.markup)).toBeLessThan(15_000)
        expect(page.markup).not.toMatch(/<script|<img|<link|url\(|@import| style=| on\w+=/)
        // The port of the test's shop may hold the same digits.
        expect(page.text.replace(/localhost:\d+/g, "")).not.toMatch(/788|Aline|by-phone/)
      }
      expect(callsOf(shop().sandbox, "pay")).toHaveLength(0)
    })

    it.each(["slip", "courier"])(
      "a token that is forged or too old opens no page: %s",
      async (name) => {
        const { collectionId } = await paidOrder()
        const open = async (token: string): Promise<Page> =>
          browser.open(`${shop().baseUrl}/kpay/${name}/${token}`)
        const toToken = (secret: string, expiresInMs: number) =>
          toPayToken(
            { collectionId, expiresAt: new Date(Date.now() + expiresInMs) },
            toPayTokenKey(secret)
          )
        expect((await open(toToken(SECRET, 3_600_000))).status).toBe(200)
        const old = await open(toToken(SECRET, -1_000))
        expect([old.status, old.text]).toEqual([
          410,
          expect.stringContaining("This link is too old."),
        ])
        for (const token of [toToken("another secret", 3_600_000), "nonsense", "%20"]) {
          const page = await open(token)
          expect([page.status, page.text]).toEqual([404, expect.stringContaining("link is wrong")])
        }
      }
    )
  })

  describe("The courier's page", () => {
    const readDoorLinks = async (orderId: string) =>
      (await asAdmin<KpayDoorLinksResponse>(shop(), "GET", `/kpay/orders/${orderId}/door-links`))
        .body

    const openCourier = async (orderId: string): Promise<Page> =>
      browser.open((await admin.payLink(orderId)).courier_url)

    const expectUnpaid = (page: Page, owed: string) => {
      expect(page.text).toContain(`NOT PAID YET ${owed} TO COLLECT`)
      expect(page.text).not.toContain("You can hand over")
      expect(page.markup).not.toContain('class="door yes"')
      expect(page.markup).toMatch(/<meta http-equiv="refresh" content="(5|15)">/)
    }

    it("is not paid, then paid within a poll although the callback is lost, and keeps the order's number", async () => {
      const { id, total } = await draft()
      const unpaid = await openCourier(id)
      expectUnpaid(unpaid, "RWF 5,200")
      const payPage = await browser.follow(unpaid, "Let the buyer pay")
      await browser.press(payPage, "Pay RWF 5,200", {
        method: "momo",
        phone: PHONE_WITHOUT_CALLBACK,
      })
      await keepJobAway(shop())
      // The courier's browser reloads the page, which has K-Pay asked.
      const paid = await eventually(
        () => browser.open(unpaid.url),
        ({ text }) => text.includes("TEST This was a test.")
      )
      const [attempt] = await shop().kpay.listAttempts()
      const inKigali = new Date((attempt?.paid_at?.getTime() ?? 0) + 2 * 3_600_000).toISOString()
      expect(paid.text).toMatch(/Ikawa Shop · Order #\d+ TEST/)
      expect(paid.text).toMatch(/As of \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d/)
      for (const fact of [
        "RWF 5,200",
        `MoMo id (TxId) ${attempt?.momo_transaction_id ?? "none"}`,
        inKigali.slice(11, 19),
        "This was a test. No real money was paid.",
      ])
        expect(paid.text).toContain(fact)
      expect(paid.markup).not.toMatch(/http-equiv|class="door yes"|You can hand over/)
      expect(await readOrder(shop().container, id)).toMatchObject({ booked: [total] })
      expect(pays()).toHaveLength(1)
    })

    it("asks K-Pay about a prompt as often as any page, however many look at it", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      const { courier_url } = await admin.payLink(orderId)
      await keepJobAway(shop())
      const before = callsOf(shop().sandbox, "checkstatus").length
      const pages = await Promise.all(Array.from({ length: 8 }, () => browser.open(courier_url)))
      for (const page of pages) expectUnpaid(page, "RWF 6,200")
      expect(callsOf(shop().sandbox, "checkstatus").length - before).toBeLessThanOrEqual(1)
    })

    it("is not paid any more when an edit makes the order owe more, until the rest is paid", async () => {
      const { orderId, total } = await paidOrder()
      const { courier_url } = await readDoorLinks(orderId)
      const look = async () => browser.open(courier_url)
      expect((await look()).text).toContain("TEST This was a test.")
      await admin.addItem(orderId, "TEA-100")
      const part = await look()
      expectUnpaid(part, "RWF 3,500")
      expect(part.text).toContain("RWF 6,200 of it was paid before.")
      await admin.markAsPaid(orderId, 3_500)
      expect((await look()).text).toContain("TEST This was a test.")
      expect((await readOrder(shop().container, orderId)).booked).toHaveLength(2)
      expect(total).toBe(6_200)
    })

    it("and the slip can be made for an order that is paid, and is green for money that is no test", async () => {
      const { id, total } = await draft()
      const asked = async (orderId: string) =>
        asAdmin(shop(), "GET", `/kpay/orders/${orderId}/door-links`)
      expect(await asked(id)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("no payment in Medusa yet") as string },
      })
      expect((await asked(id)).body).toMatchObject({ message_id: "door_no_payment", details: {} })
      expect(await asked("order_1")).toMatchObject({
        status: 404,
        body: { message_id: "no_order", details: { order: "order_1" } },
      })
      await admin.post(`/draft-orders/${id}/convert-to-order`)
      await admin.markAsPaid(id, total)
      const { slip_url, courier_url, courier_qr, expires_at } = await readDoorLinks(id)
      expect(readQrCode(courier_qr)).toBe(courier_url)
      expect(Date.parse(expires_at)).toBeGreaterThan(Date.now())
      for (const url of [slip_url, courier_url]) {
        const page = await browser.open(url)
        expect(page.text).toContain("PAID You can hand over the order.")
        expect(page.markup).toContain('class="door yes"')
      }
      expect(pays()).toHaveLength(0)
    })

    it("is not plainly paid when a part of the money was refunded", async () => {
      const { orderId } = await paidOrder()
      await admin.refund(orderId, 5_200)
      const { courier_url, slip_url } = await readDoorLinks(orderId)
      for (const url of [courier_url, slip_url]) {
        const page = await browser.open(url)
        expect(page.text).toContain(
          "ASK THE SHOP RWF 6,200 was paid. RWF 5,200 of it was sent back, or is to be sent back."
        )
        expect(page.text).toContain("Amount RWF 1,000")
        expect(page.text).not.toContain("You can hand over")
        expect(page.markup).not.toContain('class="door yes"')
      }
    })

    it("is not paid when the money was refunded", async () => {
      const { orderId } = await paidOrder()
      await admin.refund(orderId, 6_200)
      const refunded = await browser.open((await readDoorLinks(orderId)).courier_url)
      expect(refunded.text).not.toContain("You can hand over")
      expect(refunded.text).toMatch(/NOT PAID YET|DO NOT HAND OVER/)
    })

    it("is not paid by money that no order takes", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      await admin.addItem(orderId, "TEA-100")
      await inDatabase(
        shop(),
        "update kpay_attempt set created_at = created_at - interval '61 seconds'"
      )
      expect((await ask(orderId, { phone: "0788 300 111" })).status).toBe(200)
      const { courier_url, slip_url } = await admin.payLink(orderId)
      const [old, further] = pays().map(({ refid }) => String(refid))
      shop().sandbox.decide(old ?? "", "pays")
      await untilPaid(shop(), orderId)
      shop().sandbox.decide(further ?? "", "pays")
      await eventually(listStatuses, ([newest]) => newest === "unapplied")
      const page = await browser.open(courier_url)
      expectUnpaid(page, "RWF 3,500")
      expect(page.text).toContain("Money came that the shop has not booked for this order.")
      // The pay page takes no more until the shop has decided.
      expect(page.text).not.toContain("Let the buyer pay")
      expect(findQrCode((await browser.open(slip_url)).markup)).toBeNull()
    })

    it("says not to hand over what was cancelled, also when it had been paid", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE })
      const { courier_url, slip_url } = await admin.payLink(orderId)
      await admin.post(`/orders/${orderId}/cancel`)
      decide("pays")
      await eventually(listStatuses, ([newest]) => newest === "unapplied")
      for (const url of [courier_url, slip_url]) {
        const page = await browser.open(url)
        expect(page.text).toContain("DO NOT HAND OVER The order was cancelled.")
        expect(page.text).not.toMatch(/PAID You can|TO COLLECT/)
      }
    })

    it("speaks the language of the courier's browser, or the one that they choose", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: PHONE, locale: "rw" })
      const { courier_url } = await admin.payLink(orderId)
      const french = await new PlainBrowser("fr").open(courier_url)
      expect(french.text).toContain("PAS ENCORE PAYÉ RWF 6,200 À ENCAISSER")
      expect((await browser.follow(french, "Kinyarwanda")).text).toContain("NTIBYISHYUWE")
      expect((await browser.open(courier_url)).text).toContain("NOT PAID YET")
    })
  })
})
