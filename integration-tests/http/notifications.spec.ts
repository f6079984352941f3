import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { readMessages } from "../../demo/messages/page"
import type { WrittenMessage } from "../../demo/messages/service"
import type {
  KpayHealthResponse,
  KpayNotification,
  KpayNotificationResponse,
  KpayNotificationsResponse,
} from "../../src/http-types"
import erasePersonalDataJob from "../../src/jobs/erase-personal-data"
import { resolveNotifications } from "../../src/notifications/resolve"
import { PlainBrowser } from "../plain-browser"
import { AdminShop, readAll } from "./admin-shop"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  listenTo,
  listRefunds,
  order,
  readDatabase,
  readOrder,
  untilIdle,
  untilPaid,
} from "./test-shop"

const FOLDER = mkdtempSync(join(tmpdir(), "kpay-messages-"))
const FILE = join(FOLDER, "messages.jsonl")
const DOWN = `${FILE}.down`

const OPTIONS = {
  cancelUnpaidAfter: "2h",
  resendAfter: "1s",
  notifications: {
    paid: { sms: true, email: "shops-own-template" },
    reminder: { sms: true },
    refund_sent: { sms: true },
    pay_link: { sms: true, whatsapp: true, email: true },
    texts: { fr: { refund_sent: "Remboursé : {amount}, {reference}" } },
  },
}

const PROVIDERS = [
  {
    resolve: join(__dirname, "../../demo/messages"),
    id: "test-messages",
    // None for WhatsApp.
    options: { channels: ["sms", "email"], file: FILE },
  },
]

/** Pays by itself. */
const PAYS = { method: "momo", phone: "0788 0000 01", locale: "rw" }
/** Waits for the test. */
const WAITS = { method: "momo", phone: "0788 300 000", locale: "en" }

/** What must stand in no line and no row of ours. */
const SECRETS = [/788[ ]?000[ ]?001/, /788[ ]?300[ ]?000/, /shopper@/i, /\/kpay\/(pay|receipt)\//]

inShop(
  {
    env: {
      KPAY_OPTIONS: JSON.stringify(OPTIONS),
      NOTIFICATION_PROVIDERS: JSON.stringify(PROVIDERS),
    },
  },
  (shop) => {
    const admin = new AdminShop(shop)
    let spies: jest.SpyInstance[]
    let errors: jest.SpyInstance

    beforeEach(() => {
      rmSync(FILE, { force: true })
      const logger = shop().container.resolve(ContainerRegistrationKeys.LOGGER)
      // Medusa's own lines for debugging name the address of every request.
      spies = (["info", "warn"] as const).map((level) => jest.spyOn(logger, level))
      // The shop's own, which it restores by itself.
      errors = jest.spyOn(logger, "error")
    })

    afterEach(async () => {
      rmSync(DOWN, { force: true })
      const rows = await readDatabase(shop(), "select * from kpay_notification")
      const kept = [JSON.stringify(rows), ...readLog()]
      for (const spy of spies) spy.mockRestore()
      expect(kept.filter((line) => SECRETS.some((secret) => secret.test(line)))).toEqual([])
    })

    /** Every line that was logged since the test began. */
    const readLog = (): string[] =>
      [...spies, errors].flatMap(({ mock }) =>
        mock.calls.map(([line]: unknown[]) =>
          line instanceof Error ? (line.stack ?? "") : String(line)
        )
      )

    afterAll(() => {
      rmSync(FOLDER, { recursive: true, force: true })
    })

    const sentBy = (channel: string): WrittenMessage[] =>
      readMessages(FILE).filter((message) => message.channel === channel)

    const read = async (orderId: string): Promise<KpayNotificationsResponse> =>
      (
        await asAdmin<KpayNotificationsResponse>(
          shop(),
          "GET",
          `/kpay/orders/${orderId}/notifications`
        )
      ).body

    /** Waits until so many messages of an order are neither being prepared nor being sent, and gives them, newest first. */
    const untilTold = async (
      orderId: string,
      count: number
    ): Promise<readonly KpayNotification[]> =>
      eventually(
        async () => (await read(orderId)).notifications,
        (all) => all.length === count && all.every(({ status }) => status !== "sending")
      )

    const sendLink = async (orderId: string, body: object) =>
      asAdmin<KpayNotificationResponse & { message?: string }>(
        shop(),
        "POST",
        `/kpay/orders/${orderId}/notifications`,
        { fact: "pay_link", channel: "sms", request_id: "a press of the button", ...body }
      )

    const sendAgain = async (id: string, requestId: string) =>
      asAdmin<KpayNotificationResponse & { message?: string }>(
        shop(),
        "POST",
        `/kpay/notifications/${id}/again`,
        { request_id: requestId }
      )

    const linkIn = (message: WrittenMessage | undefined): string =>
      /https?:\/\/\S+/.exec(message?.content?.text ?? "")?.[0] ?? "no link"

    const decide = (nth: number, outcome: "pays" | "fails"): void => {
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[nth]?.refid), outcome)
    }

    it("a paid order sends one SMS to the payer in their language, with a receipt that opens, and an e-mail by the shop's template", async () => {
      const { orderId } = await order(shop(), PAYS)
      await untilPaid(shop(), orderId)
      await untilTold(orderId, 2)
      const [sms, ...others] = sentBy("sms")
      expect(others).toEqual([])
      expect(sms).toMatchObject({ to: "+250788000001", template: "kpay-paid" })
      expect(sms?.content?.text).toMatch(
        /^TEST: .+: twakiriye RWF 6,200 ya komande #\d+\. Inyemezabwishyu: http/
      )
      const receipt = await new PlainBrowser("en").open(linkIn(sms))
      expect(receipt.status).toBe(200)
      expect(receipt.text).toContain("RWF 6,200")

      expect(sentBy("email")).toEqual([
        expect.objectContaining({
          to: "shopper@example.com",
          template: "shops-own-template",
          content: null,
          data: expect.objectContaining({
            fact: "paid",
            language: "rw",
            is_test: true,
            amount: 6200,
            amount_text: "RWF 6,200",
            rest: 0,
            order_id: orderId,
            url: expect.stringContaining("/kpay/receipt/") as string,
          }) as object,
        }),
      ])
      expect((await read(orderId)).notifications.map(toSummary).sort()).toEqual([
        "paid email sent",
        "paid sms sent",
      ])
    })

    it("an event that is delivered five times at once sends nothing more", async () => {
      const events = listenTo(shop(), "kpay.payment.paid")
      const { orderId } = await order(shop(), PAYS)
      await untilTold(orderId, 2)
      const [data] = await eventually(
        () => events,
        ({ length }) => length === 1
      )
      await inDatabase(shop(), "delete from kpay_notification")
      rmSync(FILE)
      const bus = shop().container.resolve(Modules.EVENT_BUS)
      await bus.emit(Array.from({ length: 5 }, () => ({ name: "kpay.payment.paid", data })))
      await eventually(
        () => events,
        ({ length }) => length === 6
      )
      await untilTold(orderId, 2)
      await untilIdle(shop())
      expect(readMessages(FILE)).toHaveLength(2)
    })

    it("what a stopped server was sending is not sent again by itself, is shown as unknown, and an admin can send it again once", async () => {
      const events = listenTo(shop(), "kpay.payment.paid")
      const { orderId } = await order(shop(), PAYS)
      await untilTold(orderId, 2)
      const [data] = await eventually(
        () => events,
        ({ length }) => length === 1
      )
      await inDatabase(
        shop(),
        "update kpay_notification set status = 'sending', sent_at = null, created_at = now() - interval '3 minutes'"
      )
      rmSync(FILE)
      await shop().container.resolve(Modules.EVENT_BUS).emit({ name: "kpay.payment.paid", data })
      await eventually(
        () => events,
        ({ length }) => length === 2
      )
      const unknown = (await untilTold(orderId, 2)).find(({ channel }) => channel === "sms")
      expect(unknown).toMatchObject({ status: "unknown", actions: ["send_again"] })
      expect(readMessages(FILE)).toEqual([])

      const id = unknown?.id ?? ""
      const taps = await Promise.all([1, 2, 3].map(() => sendAgain(id, "one press")))
      for (const { status } of taps) expect(status).toBe(200)
      expect(new Set(taps.map(({ body }) => body.notification.id)).size).toBe(1)
      expect(sentBy("sms")).toHaveLength(1)
      const [again] = await untilTold(orderId, 3)
      expect(again).toMatchObject({ status: "sent", actor_name: "admin@example.com" })
    })

    it("where the provider fails, the order is paid all the same; nothing is retried, and no phone or address is kept", async () => {
      writeFileSync(DOWN, "")
      const { orderId } = await order(shop(), PAYS)
      expect(await untilPaid(shop(), orderId)).toMatchObject({ isPaid: true, booked: [6200] })
      const told = await untilTold(orderId, 2)
      for (const one of told)
        expect(one).toMatchObject({ status: "failed", reason: "provider_failed" })
      expect(readLog().filter((line) => line.includes("was not sent by"))).toHaveLength(2)

      rmSync(DOWN)
      await untilIdle(shop())
      expect(readMessages(FILE)).toEqual([])
      const sms = told.find(({ channel }) => channel === "sms")
      const { body } = await sendAgain(sms?.id ?? "", "after it came back")
      expect(body.notification).toMatchObject({ status: "sent" })
      expect(sentBy("sms")).toHaveLength(1)
    })

    it("an order that is paid in two parts sends two, the first with what is left to pay", async () => {
      const { orderId } = await order(shop(), WAITS)
      await admin.addItem(orderId, "TEA-100")
      decide(0, "pays")
      await untilTold(orderId, 2)
      expect(sentBy("sms").map(({ content }) => content?.text)).toEqual([
        expect.stringMatching(
          /^TEST: .+: we received RWF 6,200 for order #\d+\. RWF 3,500 is left to pay\. Receipt: http/
        ),
      ])
      const browser = new PlainBrowser("en")
      const page = await browser.open((await admin.payLink(orderId)).url)
      await browser.press(page, "Pay RWF 3,500", WAITS)
      decide(1, "pays")
      await untilTold(orderId, 4)
      expect(sentBy("sms").map(({ content }) => content?.text)[1]).toMatch(
        /^TEST: .+: we received RWF 3,500 for order #\d+\. Receipt: http/
      )
      expect((await readOrder(shop().container, orderId)).booked).toHaveLength(2)
    })

    it("money that no order takes sends nothing", async () => {
      const unapplied = listenTo(shop(), "kpay.payment.unapplied")
      const { orderId } = await order(shop(), WAITS)
      await admin.post(`/orders/${orderId}/cancel`)
      decide(0, "pays")
      await eventually(
        () => unapplied,
        ({ length }) => length === 1
      )
      await untilIdle(shop())
      expect(await readDatabase(shop(), "select * from kpay_notification")).toEqual([])
    })

    it("that an order is paid is not told again once its money goes back, or the order is cancelled", async () => {
      const tellAgain = async (orderId: string, requestId: string) => {
        const told = (await untilTold(orderId, 2)).find(({ channel }) => channel === "sms")
        return sendAgain(told?.id ?? "", requestId)
      }
      const { orderId } = await order(shop(), PAYS)
      await untilPaid(shop(), orderId)
      await untilTold(orderId, 2)
      await admin.refund(orderId, 1_000)
      await eventually(
        () => listRefunds(shop(), { status: "due" }),
        ({ length }) => length === 1
      )
      const refunded = await tellAgain(orderId, "after the refund")
      expect(refunded).toMatchObject({ status: 400 })
      expect(refunded.body.message).toContain("not so any more")
      expect(refunded.body).toMatchObject({ message_id: "message_not_so", details: {} })

      await inDatabase(
        shop(),
        `delete from kpay_refund; update "order" set status = 'canceled' where id = '${orderId}'`
      )
      const cancelled = await tellAgain(orderId, "after the order")
      expect(cancelled.body.message).toContain("not so any more")
      expect(sentBy("sms")).toHaveLength(1)
    })

    it("a link is marked as a test by where it would be paid now, not by where it was tried before", async () => {
      const { orderId } = await order(shop(), WAITS, { phone: "0733 300 000" })
      await inDatabase(shop(), "update kpay_attempt set environment = 'live'")
      await sendLink(orderId, {})
      expect(sentBy("sms")[0]?.content?.text).toMatch(/^TEST: /)
    })

    it("a local number in an address abroad gets no message", async () => {
      const { orderId } = await order(shop(), WAITS, { phone: "0788 300 000" })
      await inDatabase(shop(), "update order_address set country_code = 'de'")
      expect((await sendLink(orderId, {})).body.notification).toMatchObject({
        status: "skipped",
        reason: "no_recipient",
      })
      expect(readMessages(FILE)).toEqual([])
    })

    /** Runs while PostgreSQL does this before Medusa notes that a message was sent. */
    const whileMedusaNotes = async (sql: string, act: () => Promise<void>): Promise<void> => {
      await inDatabase(
        shop(),
        `create function noting() returns trigger language plpgsql as $$ begin ${sql} return new; end $$;
         create trigger noting before update on notification for each row execute function noting()`
      )
      try {
        await act()
      } finally {
        await inDatabase(shop(), "drop trigger noting on notification; drop function noting()")
      }
    }

    it("a message that went out before Medusa failed is not called failed", async () => {
      const { orderId } = await order(shop(), WAITS, { phone: "0733 300 000" })
      await whileMedusaNotes("raise exception 'the disk is full';", async () => {
        await sendLink(orderId, {})
        expect(sentBy("sms")).toHaveLength(1)
      })
      expect((await read(orderId)).notifications).toMatchObject([
        { status: "sending", reason: null },
      ])
      await inDatabase(
        shop(),
        "update kpay_notification set created_at = created_at - interval '3 minutes'"
      )
      expect((await read(orderId)).notifications).toMatchObject([{ status: "unknown" }])
    })

    it("what is erased while it is being sent stays erased", async () => {
      const recorded = async () => readDatabase(shop(), `select "to", data from notification`)
      const { orderId } = await order(shop(), WAITS, { phone: "0733 300 000" })
      await whileMedusaNotes("update kpay_notification set erased_at = now();", async () => {
        await sendLink(orderId, {})
      })
      expect(await recorded()).toEqual([{ to: "", data: null }])

      // The job leaves it to its next run; a customer's erasure erases again after its note is there.
      await inDatabase(
        shop(),
        `update notification set "to" = '+250733300000';
         update kpay_notification set erased_at = null, status = 'sending', created_at = now();
         update kpay_attempt set erase_requested_at = now()`
      )
      await erasePersonalDataJob(shop().container)
      expect(await recorded()).toEqual([{ to: "+250733300000", data: null }])
      const notes: unknown[] = []
      await resolveNotifications(shop().container).eraseOfOrders([orderId], async () => {
        const rows = await readDatabase<{ erased_at: Date | null }>(
          shop(),
          "select erased_at from kpay_notification"
        )
        notes.push(rows[0]?.erased_at ?? null)
      })
      expect(notes).toEqual([null, expect.any(Date)])
      await inDatabase(
        shop(),
        "update kpay_notification set erased_at = null, created_at = now() - interval '3 minutes'"
      )
      await erasePersonalDataJob(shop().container)
      expect(await recorded()).toEqual([{ to: "", data: null }])
    })

    it("an unpaid order's reminder goes to the order's phone, also abroad, with a link that opens", async () => {
      const { orderId } = await order(
        shop(),
        { method: "momo", phone: "0788 0000 03", locale: "fr" },
        { phone: "+32 470 12 34 56" }
      )
      await eventually(
        () => shop().kpay.listAttempts(),
        ([attempt]) => attempt?.status === "failed"
      )
      await inDatabase(
        shop(),
        "update kpay_attempt set created_at = created_at - interval '61 minutes', unpaid_due_at = unpaid_due_at - interval '61 minutes'"
      )
      expect((await untilTold(orderId, 1)).map(toSummary)).toEqual(["reminder sms sent"])
      const [sms] = sentBy("sms")
      expect(sms?.to).toBe("+32470123456")
      expect(sms?.content?.text).toMatch(
        /la commande #\d+ n'est pas encore payée\. Payez RWF 6,200 ici/
      )
      const page = await new PlainBrowser("en").open(linkIn(sms))
      expect(page.text).toContain("Payer RWF 6,200")
    })

    it("a refund that was sent is told to the payer, in the shop's own words", async () => {
      const { orderId } = await order(shop(), { ...PAYS, locale: "fr" })
      await untilPaid(shop(), orderId)
      await untilTold(orderId, 2)
      await admin.refund(orderId, 1_000)
      const [due] = await eventually(
        () => listRefunds(shop(), { status: "due" }),
        ({ length }) => length === 1
      )
      await admin.post(`/kpay/refunds/${due?.id ?? ""}/sent`, { reference: "R-77" })
      await untilTold(orderId, 3)
      const [, sms] = sentBy("sms")
      expect(sms?.to).toBe("+250788000001")
      expect(sms?.content?.text).toBe("TEST: Remboursé : RWF 1,000, R-77")
    })

    it("an admin sends a pay link; a double tap sends one, the next press another; a paid order gets none", async () => {
      const { orderId } = await order(shop(), WAITS, { phone: "0733 300 000" })
      expect(await read(orderId)).toEqual({
        notifications: [],
        pay_link_channels: ["sms", "email"],
      })
      const taps = await Promise.all([1, 2, 3].map(() => sendLink(orderId, { locale: "rw" })))
      for (const { status } of taps) expect(status).toBe(200)
      expect(sentBy("sms")).toHaveLength(1)
      const [sms] = sentBy("sms")
      expect(sms).toMatchObject({ to: "+250733300000", template: "kpay-pay-link" })
      expect(sms?.content?.text).toMatch(/^TEST: .+: ishyura RWF 6,200 ya komande/)
      const page = await new PlainBrowser("en").open(linkIn(sms))
      expect(page.text).toContain("RWF 6,200")

      await sendLink(orderId, { channel: "email", request_id: "the next press" })
      const [email] = sentBy("email")
      expect(email).toMatchObject({ to: "shopper@example.com" })
      expect(email?.content?.subject).toMatch(/^TEST: Pay order #\d+$/)
      expect(email?.content?.html).toContain(`<a href="${linkIn(email)}">`)
      expect((await untilTold(orderId, 2)).map(toSummary)).toEqual([
        "pay_link email sent",
        "pay_link sms sent",
      ])

      const whatsapp = await sendLink(orderId, { channel: "whatsapp" })
      expect(whatsapp).toMatchObject({ status: 400 })
      expect(whatsapp.body.message).toContain("Medusa has no provider for it")
      expect(whatsapp.body).toMatchObject({
        message_id: "message_no_channel",
        details: { channel: "WhatsApp" },
      })
      expect((await sendLink(orderId, { channel: "fax" })).body.message).toContain(
        '"channel" must be'
      )
      expect((await sendLink(orderId, { request_id: "short" })).body.message).toContain(
        '"request_id"'
      )
      expect((await sendLink("order_unknown", {})).status).toBe(404)
      decide(0, "pays")
      await untilPaid(shop(), orderId)
      const late = await sendLink(orderId, { request_id: "a late press" })
      expect(late.body.message).toContain("The order is paid")
      expect((await sendAgain("kpnot_unknown", "one press")).status).toBe(404)
    })

    it("an order without a phone has its link skipped; the setup says which channel has no provider", async () => {
      const { orderId } = await order(shop(), WAITS)
      expect((await sendLink(orderId, {})).body.notification).toMatchObject({
        status: "skipped",
        reason: "no_recipient",
      })
      expect(readMessages(FILE)).toEqual([])
      const { body } = await asAdmin<KpayHealthResponse>(shop(), "GET", "/kpay/health")
      expect(body.checks.find(({ id }) => id === "notifications")).toMatchObject({
        status: "warning",
        message: "Medusa has no notification provider for WhatsApp, so no message is sent by it.",
        remedy: expect.stringContaining("@medusajs/medusa/notification") as string,
      })
    })

    it("erasing a customer, or the job, takes recipient and address out of Medusa's own record; what was sent stays", async () => {
      const recorded = async () =>
        readDatabase<{ to: string; data: object | null }>(
          shop(),
          `select "to", data from notification order by created_at`
        )
      const { orderId } = await order(shop(), PAYS)
      await untilTold(orderId, 2)
      expect((await recorded()).map(({ to }) => to).sort()).toEqual([
        "+250788000001",
        "shopper@example.com",
      ])
      await untilIdle(shop())
      const orders = await readAll<{ id: string; customer_id: string }>(shop(), "order", [
        "id",
        "customer_id",
      ])
      const customerId = orders.find(({ id }) => id === orderId)?.customer_id ?? ""
      await admin.post(`/kpay/customers/${customerId}/erase`)
      const ERASED = { to: "", data: null }
      expect(await recorded()).toEqual([ERASED, ERASED])

      // The customer asks for the receipt, which goes nowhere now.
      const [told] = await untilTold(orderId, 2)
      const { body } = await sendAgain(told?.id ?? "", "after the erasure")
      expect(body.notification).toMatchObject({ status: "skipped", reason: "no_recipient" })

      // A payment that was under way when its customer was erased.
      await inDatabase(
        shop(),
        `update notification set "to" = '+250788000001'; update kpay_notification set erased_at = null, order_id = null`
      )
      await erasePersonalDataJob(shop().container)
      expect(await recorded()).toEqual([ERASED, ERASED])
    })
  }
)

function toSummary({ fact, channel, status }: KpayNotification): string {
  return `${fact} ${channel} ${status}`
}
