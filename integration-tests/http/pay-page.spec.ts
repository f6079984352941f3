import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type {
  KpayAttemptsResponse,
  KpayOrderResponse,
  KpayPayLinkResponse,
} from "../../src/http-types"
import { readPayToken, toPayToken, toPayTokenKey } from "../../src/pay-page/pay-token"
import { PlainBrowser, readWays, type Page } from "../plain-browser"
import {
  ADMIN,
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  keepJobAway,
  listOrderCollections,
  order,
  readOrder,
  untilPaid,
} from "./test-shop"

const HEADERS = [
  "cache-control",
  "referrer-policy",
  "x-robots-tag",
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
]

inShop({}, (shop) => {
  const browser = new PlainBrowser()

  const link = async (orderId: string) => {
    const { status, body } = await asAdmin<KpayPayLinkResponse & { message: string }>(
      shop(),
      "POST",
      "/kpay/pay-links",
      { order_id: orderId }
    )
    return { status, ...body }
  }

  const openPage = async (orderId: string): Promise<Page> => browser.open((await link(orderId)).url)

  const until = async (page: Page, words: string): Promise<Page> =>
    eventually(
      () => browser.open(page.url),
      ({ text }) => text.includes(words)
    )

  const readBalance = async (orderId: string) =>
    (await asAdmin<KpayOrderResponse>(shop(), "GET", `/kpay/orders/${orderId}`)).body.balance

  /** An order that the shop takes by phone. */
  const draft = async (quantity = 1): Promise<{ id: string; total: number }> => {
    const [region] = await read<{ id: string }>("region", ["id"])
    const channels = await read<{ id: string; name: string }>("sales_channel", ["id", "name"])
    const { body } = await asAdmin<{ draft_order: { id: string; total: number } }>(
      shop(),
      "POST",
      "/draft-orders",
      {
        email: "by-phone@example.com",
        region_id: region?.id,
        sales_channel_id: channels.find(({ name }) => name === "Kigali")?.id,
        items: [{ variant_id: await findVariant("COFFEE-250"), quantity }],
      }
    )
    return body.draft_order
  }

  /** An order-first order whose first prompt was refused on the phone. */
  const failedOrder = async () => {
    const placed = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(
      () => shop().shopper.readSession(placed.sessionId),
      ({ status }) => status === "failed"
    )
    return placed
  }

  it("an unpaid order whose first prompt failed is paid by the link, and Medusa's books show it once", async () => {
    const { orderId, total } = await failedOrder()
    const made = await link(orderId)
    expect(made).toMatchObject({ status: 200, amount: total, currency_code: "rwf", locale: "en" })
    expect(Date.parse(made.expires_at) - Date.now()).toBeGreaterThan(6.9 * 24 * 3600_000)
    expect(made.texts.en).toMatch(/^Ikawa Shop: please pay RWF 6,200 for order #\d+ here: http/)

    const page = await browser.open(made.url)
    expect(page.status).toBe(200)
    expect(page.text).toMatch(/Ikawa Shop · Order #\d+ RWF 6,200/)
    expect(page.text).toContain("MTN MoMo could not complete the payment. Nothing was taken.")
    const waiting = await browser.press(page, "Pay RWF 6,200", {
      method: "momo",
      phone: "0788 300 000",
    })
    expect(waiting.url).toBe(`${made.url}?lang=en`)
    expect(waiting.text).toContain("Approve the payment on 0788 ••• 000.")
    expect(waiting.markup).toContain('<meta http-equiv="refresh" content="5">')
    shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[1]?.refid), "pays")
    const receipt = await until(waiting, "Receipt")
    expect(await untilPaid(shop(), orderId)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
    const { body } = await asAdmin<KpayAttemptsResponse>(
      shop(),
      "GET",
      `/kpay/attempts?order_id=${orderId}&status=applied`
    )
    const [attempt] = body.attempts
    expect(attempt).toMatchObject({ status: "applied", amount: total })
    for (const fact of [
      "Paid. Thank you.",
      "RWF 6,200",
      attempt?.momo_transaction_id ?? "none",
      attempt?.refid ?? "none",
      `#${attempt?.order_display_id ?? 0}`,
    ])
      expect(receipt.text).toContain(fact)
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
  })

  it("a page is private, small and runs nothing, in every answer", async () => {
    const { orderId } = await failedOrder()
    const { url } = await link(orderId)
    const pages = [await browser.open(url), await browser.open(`${url}x`)]
    for (const page of pages) {
      expect(HEADERS.map((name) => page.headers.get(name))).toEqual([
        "no-store",
        "no-referrer",
        "noindex",
        expect.stringMatching(/^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/),
        "nosniff",
        "DENY",
      ])
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8")
      expect(page.headers.get("set-cookie")).toBeNull()
      expect(Buffer.byteLength(page.markup)).toBeLessThan(15_000)
      expect(page.markup).not.toMatch(/<script|<img|<link|url\(|@import| style=| on\w+=/)
    }
  })

  it("an order that an admin took is paid by the link before it is converted, and stays paid when it is", async () => {
    const { id, total } = await draft()
    const made = await link(id)
    expect(made).toMatchObject({ status: 200, amount: total })
    expect(await readBalance(id)).toMatchObject({ is_draft: true, is_unpaid: true })
    const page = await browser.open(made.url)
    expect(page.text).toContain("Choose how you want to pay.")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(0)
    await browser.press(page, "Pay RWF 5,200", { method: "airtel", phone: "0738 000 001" })
    expect(callsOf(shop().sandbox, "pay")).toEqual([
      expect.objectContaining({ msisdn: "250738000001", email: "by-phone@example.com" }),
    ])
    const paid = { total, isPaid: true, payments: 1, booked: [total] }
    expect(await untilPaid(shop(), id)).toEqual(paid)
    const { status } = await asAdmin(shop(), "POST", `/draft-orders/${id}/convert-to-order`, {})
    expect(status).toBe(200)
    expect(await readOrder(shop().container, id)).toEqual(paid)
    expect(await readBalance(id)).toMatchObject({ is_draft: false, is_unpaid: false })
    expect(await link(id)).toMatchObject({
      status: 400,
      message: "The order is paid: nothing is left to pay.",
    })
  })

  it("an order that an admin took and converted is paid by the link", async () => {
    const { id, total } = await draft(2)
    await asAdmin(shop(), "POST", `/draft-orders/${id}/convert-to-order`, {})
    const page = await openPage(id)
    const waiting = await browser.press(page, "Pay RWF 10,400", {
      method: "spenn",
      phone: "0788 0000 05",
    })
    // The callback is lost: the page has K-Pay asked.
    await until(waiting, "Paid. Thank you.")
    expect(await untilPaid(shop(), id)).toEqual({
      total,
      isPaid: true,
      payments: 1,
      booked: [total],
    })
  })

  it("after an order edit the link asks for what the order lacks now, and an old page takes no old amount", async () => {
    const { orderId, total } = await failedOrder()
    const { url } = await link(orderId)
    const old = await browser.open(url)
    await addItem(orderId, "TEA-100")
    const page = await browser.press(old, "Pay RWF 6,200", {
      method: "momo",
      phone: "0788 0000 01",
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain("The amount is now RWF 9,700.")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    expect(await link(orderId)).toMatchObject({ amount: total + 3_500 })
    await browser.press(page, "Pay RWF 9,700", { phone: "0788 0000 01" })
    expect(await untilPaid(shop(), orderId)).toEqual({
      total: total + 3_500,
      isPaid: true,
      payments: 1,
      booked: [total + 3_500],
    })
  })

  it("an order that was paid and then edited is asked for the difference alone", async () => {
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), orderId)
    await addItem(orderId, "TEA-100")
    const made = await link(orderId)
    expect(made).toMatchObject({ status: 200, amount: 3_500 })
    const page = await browser.open(made.url)
    await browser.press(page, "Pay RWF 3,500", { method: "momo", phone: "0788 0000 01" })
    const { booked } = await eventually(
      () => readOrder(shop().container, orderId),
      (read) => read.booked.length === 2
    )
    expect(booked.sort()).toEqual([3_500, total].sort())
  })

  it("old and new request both approved, of different amounts: the order takes what it owes, and the other money is unapplied", async () => {
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    await addItem(orderId, "TEA-100")
    await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '61 seconds'")
    const waiting = await openPage(orderId)
    expect(waiting.text).toContain("RWF 6,200")
    const form = await browser.follow(waiting, "Another number")
    await browser.press(form, "Pay RWF 9,700", { method: "momo", phone: "0788 300 111" })
    const [old, further] = callsOf(shop().sandbox, "pay") as { refid: string; amount: number }[]
    expect(further?.amount).toBe(total + 3_500)
    shop().sandbox.decide(old?.refid ?? "", "pays")
    await untilPaid(shop(), orderId)
    shop().sandbox.decide(further?.refid ?? "", "pays")
    const attempts = await eventually(
      () => shop().kpay.listAttempts(),
      ([second]) => second?.status === "applied" || second?.status === "unapplied"
    )
    expect(attempts.map(({ status, unapplied_reason }) => [status, unapplied_reason])).toEqual([
      ["unapplied", "overpaid"],
      ["applied", null],
    ])
    expect(await readOrder(shop().container, orderId)).toMatchObject({ booked: [total] })
    // The order still owes RWF 3,500, so that its page shows the money that the shop must decide about.
    const told = (await browser.open(waiting.url)).text
    expect(told).toContain("RWF 9,700")
    expect(told).toContain(`We received your payment.`)
    expect(told).toContain(`Reference ${further?.refid ?? "none"}`)
  })

  it("old and new request both approved, of the same amount: the page says that the shop has money twice", async () => {
    const { orderId, total } = await order(shop(), { method: "momo", phone: "0788 300 000" })
    await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '61 seconds'")
    const waiting = await openPage(orderId)
    const form = await browser.follow(waiting, "Another number")
    await browser.press(form, "Pay RWF 6,200", { method: "momo", phone: "0788 300 111" })
    const [old, further] = callsOf(shop().sandbox, "pay") as { refid: string }[]
    shop().sandbox.decide(further?.refid ?? "", "pays")
    await untilPaid(shop(), orderId)
    expect((await browser.open(waiting.url)).text).toContain("Paid. Thank you. RWF 6,200")
    shop().sandbox.decide(old?.refid ?? "", "pays")
    await eventually(
      () => shop().kpay.listAttempts({ status: "unapplied" }),
      (unapplied) => unapplied.length === 1
    )
    expect((await browser.open(waiting.url)).text).toContain(
      `The shop has received a second payment as well, and will contact you about it. Reference ${old?.refid ?? "none"}`
    )
    expect(await readOrder(shop().container, orderId)).toMatchObject({ booked: [total] })
  })

  it("a button that is pressed five times at once makes one prompt, and shows it to all", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    const typed = { method: "momo", phone: "0788 300 000" }
    const pages = await browser.pressTimes(5, page, "Pay RWF 5,200", typed)
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    for (const { text } of pages) expect(text).toContain("Approve the payment on 0788 ••• 000.")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    expect(await read("payment_session", ["id"])).toHaveLength(1)
  })

  it("an old page that is sent again later shows how it stands, and sends no prompt", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    const typed = { method: "momo", phone: "0788 0000 02" }
    const refused = await browser.press(page, "Pay RWF 5,200", typed)
    expect(refused.text).toContain("There is not enough money on this account.")
    const again = await browser.press(page, "Pay RWF 5,200", typed)
    expect(again.text).toContain("There is not enough money on this account.")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(1)
    // On the new page an empty field means the same phone, which has been topped up by now.
    expect(refused.text).toContain("Leave it empty to use 0788 ••• 002 again.")
    expect(readWays(refused).find(({ isChosen }) => isChosen)?.method).toBe("momo")
    await browser.press(refused, "Pay RWF 5,200")
    expect(callsOf(shop().sandbox, "pay").map(({ msisdn }) => msisdn)).toEqual([
      "250788000002",
      "250788000002",
    ])
  })

  it("a wrong number shows the form with what was typed and chosen, in the language of the page", async () => {
    const { id } = await draft()
    const page = await browser.follow(await openPage(id), "Kinyarwanda")
    const wrong = await browser.press(page, "Ishyura RWF 5,200", {
      method: "airtel",
      phone: '07"><script>1',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain("Iyi si nimero ya telefone yo mu Rwanda.")
    expect(wrong.markup).toContain('lang="rw"')
    expect(wrong.markup).toContain('value="07&#34;&#62;&#60;script&#62;1"')
    expect(wrong.markup).not.toContain("<script")
    expect(readWays(wrong).find(({ isChosen }) => isChosen)?.method).toBe("airtel")
    const waiting = await browser.press(wrong, "Ishyura RWF 5,200", { phone: "0738 300 000" })
    expect(waiting.text).toContain("Emeza ubwishyu kuri telefone yawe 0738 ••• 000.")
    expect(new URL(waiting.url).search).toBe("?lang=rw")
  })

  it("what is missing in the form is asked for, and nothing is sent", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    const noMethod = await browser.press(page, "Pay RWF 5,200", { phone: "0788 300 000" })
    expect([noMethod.status, noMethod.text]).toEqual([
      422,
      expect.stringContaining("Choose how you want to pay. Choose how you want to pay."),
    ])
    expect(noMethod.markup).toContain('value="0788 300 000"')
    const noPhone = await browser.press(page, "Pay RWF 5,200", { method: "momo" })
    expect(noPhone.text).toContain("Enter the phone number that pays with MTN MoMo.")
    const junk = await fetch(page.url, { method: "POST", body: "{[" })
    expect(junk.headers.get("content-type")).toContain("text/html")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(0)
  })

  it("methods that cannot take the amount stay on the page, with the reason, and cannot be chosen", async () => {
    const { id } = await draft(400)
    const page = await openPage(id)
    expect(page.text).toContain("RWF 2,080,000")
    expect(readWays(page).map(({ method, isDisabled }) => [method, isDisabled])).toEqual([
      ["momo", true],
      ["airtel", true],
      ["card", false],
      ["spenn", true],
    ])
    expect(readWays(page)[0]?.text).toContain("This amount is outside the limits of MTN MoMo.")
    const forced = await browser.press(page, "Pay RWF 2,080,000", {
      method: "momo",
      phone: "0788 0000 01",
    })
    expect([forced.status, forced.text]).toEqual([
      422,
      expect.stringContaining("outside the limits"),
    ])
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(0)
  })

  it("a card payer goes to the card page, and comes back to the pay page in any browser", async () => {
    const { id, total } = await draft()
    const page = await browser.follow(await openPage(id), "Français")
    const card = await browser.press(page, "Payer RWF 5,200", { method: "card" })
    expect(card.url).toMatch(/\/checkout\//)
    const [transaction] = shop().sandbox.transactions()
    await fetch(card.url, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ number: "4111 1111 1111 1111", expiry: "12/39", cvv: "123" }),
    })
    const back = await new PlainBrowser().open(transaction?.redirecturl ?? "")
    expect(new URL(back.url).pathname).toMatch(/^\/kpay\/pay\//)
    const receipt = await until(back, "Payé. Merci.")
    expect(receipt.text).toContain("Visa, Mastercard, SmartCash")
    expect(await untilPaid(shop(), id)).toMatchObject({ booked: [total] })
  })

  it("a card payer who left the card page finds the way to it, and the page mentions no phone", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    const card = await browser.press(page, "Pay RWF 5,200", { method: "card" })
    const waiting = await browser.open(page.url)
    expect(waiting.text).toContain("Finish your payment on the card page.")
    expect(waiting.text).not.toMatch(/phone/i)
    expect((await browser.follow(waiting, "Go to the card page")).url).toBe(card.url)
  })

  it("a shopper who waits reads after a while what to dial, and may then send again, to another number or by another method", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    const first = await browser.press(page, "Pay RWF 5,200", {
      method: "momo",
      phone: "0788 300 000",
    })
    expect(first.text).not.toMatch(/Dial|Send again/)
    expect(first.text).toContain("You may close this page")
    await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '21 seconds'")
    const dial = await browser.open(first.url)
    expect(dial.text).toContain("No message on the phone? Dial *182*7*1#")
    expect(dial.text).not.toContain("Send again")

    await inDatabase(shop(), "update kpay_attempt set created_at = now() - interval '61 seconds'")
    const late = await browser.open(first.url)
    expect((await browser.follow(late, "Another way to pay")).text).toContain(
      "still waiting on 0788 ••• 000"
    )
    const again = await browser.press(late, "Send again")
    expect(again.text).toContain("Approve the payment on 0788 ••• 000.")
    // The page that is a request behind sends none.
    await browser.press(late, "Send again")
    expect(callsOf(shop().sandbox, "pay").map(({ msisdn }) => msisdn)).toEqual([
      "250788300000",
      "250788300000",
    ])

    await inDatabase(
      shop(),
      "update kpay_attempt set created_at = created_at - interval '61 seconds'"
    )
    const other = await browser.follow(await browser.open(first.url), "Another number")
    expect(readWays(other).find(({ isChosen }) => isChosen)?.method).toBe("momo")
    expect(other.text).not.toContain("Leave it empty")
    const moved = await browser.press(other, "Pay RWF 5,200", { phone: "0788 300 111" })
    expect(moved.text).toContain("Approve the payment on 0788 ••• 111.")
  })

  it('"I have approved" asks K-Pay now, whatever was asked just before', async () => {
    const { id } = await draft()
    const waiting = await browser.press(await openPage(id), "Pay RWF 5,200", {
      method: "momo",
      phone: "0788 0000 04",
    })
    await keepJobAway(shop())
    shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
    await inDatabase(shop(), "update kpay_attempt set asked_at = now()")
    expect((await browser.press(waiting, "I have approved")).text).toContain("Paid. Thank you.")
  })

  it("a prompt that was not answered for days is no failure", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    await browser.press(page, "Pay RWF 5,200", { method: "momo", phone: "0788 0000 04" })
    await inDatabase(
      shop(),
      "update kpay_attempt set status = 'abandoned', due_at = null, created_at = now() - interval '4 days'"
    )
    const late = await browser.open(page.url)
    expect(late.text).toContain("We are checking your payment with MTN MoMo.")
    expect(late.text).toContain("Send again")
    expect(late.text).not.toMatch(/fail|not paid/i)
  })

  it("money for a cancelled order is told of with its reference, and the order asks for nothing", async () => {
    const { id } = await draft()
    await asAdmin(shop(), "POST", `/draft-orders/${id}/convert-to-order`, {})
    const page = await openPage(id)
    await browser.press(page, "Pay RWF 5,200", { method: "momo", phone: "0788 300 000" })
    await asAdmin(shop(), "POST", `/orders/${id}/cancel`)
    expect((await browser.open(page.url)).text).toContain("This order was cancelled")
    expect(await link(id)).toMatchObject({
      status: 400,
      message: "The order is cancelled, so there is nothing to pay.",
    })
    const { refid } = callsOf(shop().sandbox, "pay")[0] as { refid: string }
    shop().sandbox.decide(refid, "pays")
    const told = await until(page, "We received your payment.")
    expect(told.text).toContain(`Reference ${refid}`)
    expect(told.markup).not.toContain("<form")
  })

  it("money for a draft order that was deleted is unapplied", async () => {
    const { id } = await draft()
    const page = await openPage(id)
    await browser.press(page, "Pay RWF 5,200", { method: "momo", phone: "0788 300 000" })
    const ask = await logIn()
    await ask("DELETE", `/draft-orders/${id}`)
    const { refid } = callsOf(shop().sandbox, "pay")[0] as { refid: string }
    shop().sandbox.decide(refid, "pays")
    const [attempt] = await eventually(
      () => shop().kpay.listAttempts(),
      ([first]) => first?.status === "unapplied" || first?.status === "applied"
    )
    expect(attempt).toMatchObject({
      status: "unapplied",
      unapplied_reason: "session_gone",
      order_id: id,
    })
    expect((await browser.open(page.url)).status).toBe(404)
  })

  it("an order that was paid by other means has nothing to pay", async () => {
    const { id } = await draft()
    await asAdmin(shop(), "POST", `/draft-orders/${id}/convert-to-order`, {})
    const page = await openPage(id)
    const [collection] = await listOrderCollections(shop())
    const collectionId = collection?.id ?? ""
    await asAdmin(shop(), "POST", `/payment-collections/${collectionId}/mark-as-paid`, {
      order_id: id,
    })
    expect((await browser.open(page.url)).text).toContain("This order is paid.")
    const late = await browser.press(page, "Pay RWF 5,200", {
      method: "momo",
      phone: "0788 0000 01",
    })
    expect(late.text).toContain("This order is paid.")
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(0)
  })

  describe("A link that is not valid shows a plain page with the next step", () => {
    it("too old, in the browser's language", async () => {
      const { id } = await draft()
      const { url } = await link(id)
      const { http } = shop().container.resolve(
        ContainerRegistrationKeys.CONFIG_MODULE
      ).projectConfig
      const key = toPayTokenKey(http.jwtSecret as string)
      const token = url.split("/").pop() ?? ""
      const read = readPayToken(token, [key], new Date())
      if (read === null || read === "expired") throw new Error("This is no token of ours.")
      const old = toPayToken({ ...read, expiresAt: new Date(Date.now() - 1_000) }, key)
      const page = await new PlainBrowser("de, fr-FR;q=0.9, en;q=0.8").open(url.replace(token, old))
      expect([page.status, page.text]).toEqual([
        410,
        expect.stringContaining("Ce lien est trop ancien. Demandez-en un nouveau à la boutique."),
      ])
    })

    it.each(["nonsense", "a.b", "%20", "x".repeat(2000)])("made up: %s", async (token) => {
      const page = await browser.open(`${shop().baseUrl}/kpay/pay/${token}?lang=rw`)
      expect([page.status, page.text]).toEqual([
        404,
        expect.stringContaining("usabe iduka undi mushya"),
      ])
    })
  })

  it("Medusa's own payment link leads to the pay page, for orders that K-Pay may serve only", async () => {
    const { orderId, collectionId } = await failedOrder()
    const { baseUrl, shopper } = shop()
    const page = await browser.open(
      `${baseUrl}/kpay/payment-collection/${collectionId}?order_id=${orderId}`
    )
    expect(page.way).toHaveLength(1)
    expect(page.text).toContain("Pay RWF 6,200")
    const { collectionId: ofCart } = await shopper.fillCart()
    for (const id of [ofCart, "pay_col_none", "%00"]) {
      const none = await browser.open(`${baseUrl}/kpay/payment-collection/${id}`)
      expect([none.status, none.text]).toEqual([404, expect.stringContaining("ask the shop")])
      expect(none.way).toEqual([])
    }
  })

  it("a link stops with the age of its payment: neither Medusa's own link nor the way back from the card page makes a new one", async () => {
    const { orderId, collectionId } = await failedOrder()
    const [attempt] = await shop().kpay.listAttempts()
    const ways = [
      `${shop().baseUrl}/kpay/payment-collection/${collectionId}`,
      `${shop().baseUrl}/kpay/return/${attempt?.token ?? ""}/pay-page`,
    ]
    const statuses = async () =>
      Promise.all(ways.map(async (way) => (await browser.open(way)).status))
    const pass = async (time: string) => {
      for (const table of ["payment_collection", "kpay_attempt"])
        await inDatabase(shop(), `update ${table} set created_at = created_at - interval '${time}'`)
    }
    expect(await statuses()).toEqual([200, 200])
    await pass("6 days 23 hours")
    for (const way of ways) {
      const page = await browser.open(way)
      const { http } = shop().container.resolve(
        ContainerRegistrationKeys.CONFIG_MODULE
      ).projectConfig
      const token = new URL(page.url).pathname.split("/").pop() ?? ""
      const read = readPayToken(token, [toPayTokenKey(http.jwtSecret as string)], new Date())
      if (read === null || read === "expired") throw new Error("This is no token of ours.")
      expect(read.expiresAt.getTime() - Date.now()).toBeLessThan(2 * 3_600_000)
    }
    await pass("1 hour")
    expect(await statuses()).toEqual([410, 410])
    // An admin asks for the money again: that link is fresh.
    expect((await browser.open((await link(orderId)).url)).status).toBe(200)
  })

  it("a paid order's page opens by the payer's link, and a stranger gets no link to it", async () => {
    const { orderId, collectionId } = await failedOrder()
    const page = await browser.open((await link(orderId)).url)
    await browser.press(page, "Pay RWF 6,200", { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), orderId)
    const [attempt] = await shop().kpay.listAttempts({ status: "applied" })
    const stranger = await browser.open(`${shop().baseUrl}/kpay/payment-collection/${collectionId}`)
    expect(stranger.way).toEqual([])
    expect(stranger.text).toContain("This order is paid.")
    expect(stranger.text).not.toContain("6,200")
    const back = `${shop().baseUrl}/kpay/return/${attempt?.token ?? ""}/pay-page`
    expect((await browser.open(back)).text).toContain("Receipt")
    await inDatabase(shop(), "update kpay_attempt set created_at = created_at - interval '1 day'")
    expect((await browser.open(back)).status).toBe(410)
    expect((await browser.open(page.url)).text).toContain("Receipt")
  })

  it("only admins make links, and an unknown order is refused", async () => {
    const stranger = await fetch(`${shop().baseUrl}/admin/kpay/pay-links`, { method: "POST" })
    expect(stranger.status).toBe(401)
    expect(await link("order_none")).toMatchObject({ status: 404 })
    const missing = await asAdmin(shop(), "POST", "/kpay/pay-links", {})
    expect([missing.status, missing.body]).toEqual([
      400,
      expect.objectContaining({ message: '"order_id" is missing' }),
    ])
  })

  it("making the link several times at once opens one payment, and nothing personal is in it", async () => {
    const { id } = await draft()
    const ask = await logIn()
    const made = (await Promise.all(
      Array.from({ length: 6 }, () => ask("POST", "/kpay/pay-links", { order_id: id }))
    )) as KpayPayLinkResponse[]
    expect(await listOrderCollections(shop())).toHaveLength(1)
    for (const { url } of made) {
      expect(url).toMatch(/\/kpay\/pay\/[\w-]{50,120}$/)
      const token = url.split("/").pop() ?? ""
      expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain("pay_col")
    }
  })

  async function addItem(orderId: string, sku: string): Promise<void> {
    const variant_id = await findVariant(sku)
    await asAdmin(shop(), "POST", "/order-edits", { order_id: orderId })
    await asAdmin(shop(), "POST", `/order-edits/${orderId}/items`, {
      items: [{ variant_id, quantity: 1 }],
    })
    await asAdmin(shop(), "POST", `/order-edits/${orderId}/request`)
    const { status } = await asAdmin(shop(), "POST", `/order-edits/${orderId}/confirm`)
    expect(status).toBe(200)
  }

  async function findVariant(sku: string): Promise<string | undefined> {
    const variants = await read<{ id: string; sku: string }>("variant", ["id", "sku"])
    return variants.find((variant) => variant.sku === sku)?.id
  }

  async function read<T>(entity: string, fields: string[]): Promise<T[]> {
    const query = shop().container.resolve(ContainerRegistrationKeys.QUERY)
    return (await query.graph({ entity, fields })).data as T[]
  }

  /** An admin who is logged in already, so that requests at once arrive at once. */
  async function logIn(): Promise<
    (method: string, path: string, body?: object) => Promise<unknown>
  > {
    const headers = { "content-type": "application/json" }
    const login = await fetch(`${shop().baseUrl}/auth/user/emailpass`, {
      method: "POST",
      headers,
      body: JSON.stringify(ADMIN),
    })
    const { token } = (await login.json()) as { token: string }
    return async (method, path, body) => {
      const answer = await fetch(`${shop().baseUrl}/admin${path}`, {
        method,
        headers: { ...headers, authorization: `Bearer ${token}` },
        ...(body && { body: JSON.stringify(body) }),
      })
      expect(answer.status).toBe(200)
      return (await answer.json()) as unknown
    }
  }
})
