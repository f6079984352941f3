import { readFileSync } from "node:fs"
import { compileFunction } from "node:vm"
import * as utils from "@medusajs/framework/utils"
import { ModuleKind, ScriptTarget, transpile } from "typescript"
import { formatRwf } from "../../src/domain/amount"
import type { KpayPayLinkResponse, KpayRefundResponse } from "../../src/http-types"
import type { Attempt } from "../../src/modules/kpay/attempts/attempt"
import { toReceiptUrl } from "../../src/operations/receipt"
import { toPayToken, toPayTokenKey } from "../../src/pay-page/pay-token"
import { toReceiptToken, toReceiptTokenKey } from "../../src/pay-page/receipt-token"
import { PlainBrowser, type Page } from "../plain-browser"
import { AdminShop } from "./admin-shop"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  listRefunds,
  order,
  readDatabase,
  untilPaid,
} from "./test-shop"

const IDENTITY = {
  legalName: "Ikawa & Icyayi Ltd",
  tin: "123456789",
  address: "KG 11 Ave, Kigali",
  phone: "+250 788 300 999",
}
const SELLER = "Seller: Ikawa & Icyayi Ltd TIN: 123456789 KG 11 Ave, Kigali Phone: +250 788 300 999"

const [SECRET, SECRET_BEFORE, SECRET_FORGOTTEN] = [
  "the secret of today",
  "the secret before",
  "the secret long ago",
]

const OPTIONS = { shop: IDENTITY, payLinkSecrets: [SECRET, SECRET_BEFORE] }

const HEADERS = [
  "cache-control",
  "referrer-policy",
  "x-robots-tag",
  "content-security-policy",
  "x-content-type-options",
  "x-frame-options",
]

const PAYS = { method: "momo", phone: "0788 0000 01" }

inShop({ env: { KPAY_OPTIONS: JSON.stringify(OPTIONS) } }, (shop) => {
  const browser = new PlainBrowser("en")

  const newestAttempt = async (): Promise<Attempt> => {
    const [attempt] = await shop().kpay.listAttempts()
    if (!attempt) throw new Error("There is no attempt.")
    return attempt
  }

  const urlOf = (attempt: Attempt): string =>
    toReceiptUrl(shop().container, attempt) ?? "no receipt"

  const tokenOf = ({ id }: Attempt, secret: string, expiresInMs = 3_600_000): string =>
    toReceiptToken(
      { attemptId: id, expiresAt: new Date(Date.now() + expiresInMs) },
      toReceiptTokenKey(secret)
    )

  const openToken = async (token: string): Promise<Page> =>
    browser.open(`${shop().baseUrl}/kpay/receipt/${token}`)

  /** An order that was paid at the checkout. */
  const paidOrder = async () => {
    const placed = await order(shop(), PAYS)
    await untilPaid(shop(), placed.orderId)
    return { ...placed, attempt: await newestAttempt() }
  }

  /** Medusa books a refund, which makes it due. */
  const refund = async (orderId: string, amount: number): Promise<void> => {
    const { body } = await asAdmin<{
      order: { payment_collections: { payments: { id: string }[] }[] }
    }>(shop(), "GET", `/orders/${orderId}?fields=payment_collections.payments.id`)
    const paymentId = body.order.payment_collections[0]?.payments[0]?.id ?? ""
    const { status } = await asAdmin(shop(), "POST", `/payments/${paymentId}/refund`, { amount })
    expect(status).toBe(200)
  }

  /** An admin sends every refund that is due. */
  const sendRefunds = async (): Promise<void> => {
    for (const { id } of await listRefunds(shop(), { status: "due" })) {
      const path = `/kpay/refunds/${id}/sent`
      const { body } = await asAdmin<KpayRefundResponse>(shop(), "POST", path, { reference: "R1" })
      expect(body.refund.status).toBe("sent")
    }
  }

  it("the pay page says who sells, and its receipt names an address at which anybody can check it", async () => {
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    await eventually(newestAttempt, ({ status }) => status === "failed")
    const { body } = await asAdmin<KpayPayLinkResponse>(shop(), "POST", "/kpay/pay-links", {
      order_id: orderId,
    })
    const form = await browser.open(body.url)
    expect(form.text).toContain(SELLER)
    expect(form.text).not.toContain("To check this receipt")
    await browser.press(form, "Pay RWF 6,200", PAYS)
    await untilPaid(shop(), orderId)
    const receipt = await browser.open(body.url)
    expect(receipt.text).toContain("Paid. Thank you.")
    expect(receipt.text).toContain(SELLER)
    expect(receipt.text).toContain("Payer 0788 ••• 001")
    const [, url = ""] = /To check this receipt, open this address: (\S+)/.exec(receipt.text) ?? []
    expect(new URL(url).origin).toBe(shop().baseUrl)

    const questions = callsOf(shop().sandbox, "checkstatus").length
    const checked = await new PlainBrowser("en").open((await browser.follow(receipt, url)).url)
    const { refid, momo_transaction_id, paid_at } = await newestAttempt()
    const kigali = new Date((paid_at?.getTime() ?? 0) + 2 * 3_600_000).toISOString()
    const [year, month, day] = kigali.slice(0, 10).split("-")
    const [{ display_id } = { display_id: 0 }] = await readDatabase<{ display_id: number }>(
      shop(),
      `select display_id from "order" where id = '${orderId}'`
    )
    expect(checked.status).toBe(200)
    expect(checked.text).toContain(
      "Paid RWF 6,200 This was a test. No real money was paid. Ikawa Shop · Receipt"
    )
    for (const fact of [
      SELLER,
      `Order #${display_id}`,
      "Amount RWF 6,200",
      "Paid by MTN MoMo",
      "Payer 0788 ••• 001",
      `MoMo id (TxId) ${momo_transaction_id ?? "none"}`,
      `Date ${day ?? ""}/${month ?? ""}/${year ?? ""} ${kigali.slice(11, 16)}`,
      `Reference ${refid}`,
      "This is what the shop's books say on",
    ])
      expect(checked.text).toContain(fact)
    expect(checked.text).not.toMatch(/Sent back|EBM|cancelled/)
    // It opens no way to pay, and K-Pay is not asked.
    expect(checked.markup).not.toMatch(/<form|<input|<button|kpay\/pay/)
    expect(callsOf(shop().sandbox, "checkstatus")).toHaveLength(questions)
    expect(callsOf(shop().sandbox, "pay")).toHaveLength(2)
  })

  it("a receipt's page is private and small, runs nothing, and shows no more of the payer than the masked phone", async () => {
    const { attempt } = await paidOrder()
    for (const page of [await browser.open(urlOf(attempt)), await openToken("made-up")]) {
      expect(HEADERS.map((name) => page.headers.get(name))).toEqual([
        "no-store",
        "no-referrer",
        "noindex",
        expect.stringMatching(/^default-src 'none'; .*frame-ancestors 'none'$/),
        "nosniff",
        "DENY",
      ])
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8")
      expect(page.headers.get("set-cookie")).toBeNull()
      expect(Buffer.byteLength(page.markup)).toBeLessThan(15_000)
      expect(page.markup).not.toMatch(/<script|<img|<link|url\(|@import| style=| on\w+=|refresh/)
      expect(page.markup).not.toMatch(/788\D?0000\D?01|shopper@example\.com|A Shopper|KG 11 Ave</)
      for (const id of [attempt.id, attempt.payment_session_id, attempt.order_id ?? "none"])
        expect(page.markup + page.url).not.toContain(id)
    }
  })

  it("speaks the reader's language, and three to choose from", async () => {
    const { attempt } = await paidOrder()
    const url = urlOf(attempt)
    const french = await new PlainBrowser("fr").open(url)
    expect(french.text).toContain("Vendeur : Ikawa & Icyayi Ltd")
    const kinyarwanda = await browser.follow(french, "Kinyarwanda")
    expect(kinyarwanda.text).toContain("Ugurisha: Ikawa & Icyayi Ltd")
    expect((await new PlainBrowser("de").open(url)).text).toContain("Paid by MTN MoMo")
  })

  describe("The receipt says what the shop's books say when it is opened", () => {
    it("a part that is to be sent back, was sent back, and the rest: then it is refunded", async () => {
      const { orderId, attempt, total } = await paidOrder()
      const url = urlOf(attempt)
      await refund(orderId, 1_000)
      const due = (await browser.open(url)).text
      expect(due).toContain("To be sent back RWF 1,000")
      expect(due).not.toMatch(/ Sent back/)
      await sendRefunds()
      const sent = (await browser.open(url)).text
      expect(sent).toMatch(/Paid RWF 6,200/)
      expect(sent).toContain("Sent back RWF 1,000")
      expect(sent).not.toContain("To be sent back")
      await refund(orderId, total - 1_000)
      const rest = await browser.open(url)
      expect(rest.text).toContain("Paid. The money is to be sent back.")
      expect(rest.text).toContain("To be sent back RWF 5,200")
      // The tick would say at a glance that the shop keeps the money.
      expect(rest.markup).not.toContain("<svg")
      await sendRefunds()
      const refunded = await browser.open(url)
      expect(refunded.text).toContain("Refunded. The money was sent back.")
      expect(refunded.text).toContain("Sent back RWF 6,200")
    })

    it("the pay page says so as well: a part of what was paid is sent back after an article was taken out", async () => {
      const cart = await shop().shopper.fillCart()
      await shop().shopper.addItem(cart.cartId, "TEA-100")
      await shop().shopper.choose(cart.collectionId, PAYS)
      const completion = await shop().shopper.placeOrder(cart.cartId)
      if (completion.type !== "order") throw new Error(completion.error.message)
      const orderId = completion.order.id
      await untilPaid(shop(), orderId)
      const { amount } = await newestAttempt()
      const expiresAt = new Date(Date.now() + 3_600_000)
      const token = toPayToken(
        { collectionId: cart.collectionId, expiresAt },
        toPayTokenKey(SECRET)
      )
      const open = () => browser.open(`${shop().baseUrl}/kpay/pay/${token}`)
      expect((await open()).text).not.toMatch(/sent back/i)
      await new AdminShop(shop).removeItem(orderId, "TEA-100")
      const tooMuch = amount - cart.total
      await refund(orderId, tooMuch)
      expect((await open()).text).toContain(`To be sent back ${formatRwf(tooMuch)}`)
      await sendRefunds()
      const sent = (await open()).text
      expect(sent).toContain(`Sent back ${formatRwf(tooMuch)}`)
      expect(sent).not.toContain("To be sent back")
    })

    it("an order that was cancelled after it was paid", async () => {
      const { orderId, attempt } = await paidOrder()
      const { status } = await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
      expect(status).toBe(200)
      const page = await eventually(
        () => browser.open(urlOf(attempt)),
        ({ text }) => text.includes("is to be sent back")
      )
      expect(page.text).toContain("The order was cancelled.")
    })

    it("money that no order has names no order, until it is sent back", async () => {
      const { orderId } = await order(shop(), { method: "momo", phone: "0788 300 000" })
      await asAdmin(shop(), "POST", `/orders/${orderId}/cancel`)
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[0]?.refid), "pays")
      const attempt = await eventually(newestAttempt, ({ status }) => status === "unapplied")
      const url = urlOf(attempt)
      const unapplied = await browser.open(url)
      expect(unapplied.text).toContain("Received, but not applied to any order.")
      expect(unapplied.text).not.toMatch(/Order #|Paid RWF/)
      await asAdmin(shop(), "POST", "/kpay/refunds", { attempt_id: attempt.id })
      expect((await browser.open(url)).text).toContain("Paid. The money is to be sent back.")
      await sendRefunds()
      expect((await browser.open(url)).text).toContain("Refunded. The money was sent back.")
    })

    it("a test is called a test, and real money is not", async () => {
      const { attempt } = await paidOrder()
      const url = urlOf(attempt)
      expect((await browser.open(url)).text).toContain("This was a test. No real money was paid.")
      await inDatabase(shop(), "update kpay_attempt set environment = 'live'")
      const { text } = await browser.open(url)
      expect(text).toMatch(/Paid RWF 6,200 Ikawa Shop · Receipt/)
      expect(text).not.toContain("test")
    })

    it("the phone that paid is gone once it was erased", async () => {
      const { attempt } = await paidOrder()
      await inDatabase(shop(), "update kpay_attempt set msisdn = null")
      const { text } = await browser.open(urlOf(attempt))
      expect(text).toContain("Paid by MTN MoMo")
      expect(text).not.toContain("Payer")
    })
  })

  it("what is not paid has no receipt, and a genuine token of it opens none", async () => {
    await order(shop(), { method: "momo", phone: "0788 300 000" })
    const waiting = await newestAttempt()
    expect(toReceiptUrl(shop().container, waiting)).toBeNull()
    expect((await openToken(tokenOf(waiting, SECRET))).status).toBe(404)
    shop().sandbox.decide(waiting.refid, "fails")
    await eventually(newestAttempt, ({ status }) => status === "failed")
    const page = await openToken(tokenOf(waiting, SECRET))
    expect([page.status, page.text]).toEqual([
      404,
      expect.stringContaining("The shop knows no such receipt."),
    ])
    expect(page.text).not.toMatch(/6,200|Ikawa/)
  })

  it("a token that was forged, changed or made for another page opens nothing", async () => {
    const { attempt, collectionId } = await paidOrder()
    const token = new URL(urlOf(attempt)).pathname.split("/").pop() ?? ""
    expect((await openToken(token)).status).toBe(200)
    const expiresAt = new Date(Date.now() + 3_600_000)
    const payToken = toPayToken({ collectionId, expiresAt }, toPayTokenKey(SECRET))
    const forged = [
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      `${token}A`,
      attempt.id,
      attempt.refid,
      attempt.token,
      payToken,
      toReceiptToken({ attemptId: "kpatt_none", expiresAt }, toReceiptTokenKey(SECRET)),
    ]
    for (const one of forged) expect([one, (await openToken(one)).status]).toEqual([one, 404])
    // Nor does a receipt's token open the pay page, nor can anything be sent to a receipt.
    expect((await browser.open(`${shop().baseUrl}/kpay/pay/${token}`)).status).toBe(404)
    expect((await fetch(urlOf(attempt), { method: "POST" })).status).toBe(404)
  })

  it("a receipt of the secret before can be checked for its time, and of a secret that the shop names no more it cannot", async () => {
    const { attempt } = await paidOrder()
    expect((await openToken(tokenOf(attempt, SECRET_BEFORE))).status).toBe(200)
    for (const secret of [SECRET, SECRET_BEFORE]) {
      const page = await openToken(tokenOf(attempt, secret, -1_000))
      expect([page.status, page.text]).toEqual([
        410,
        expect.stringContaining("This address is too old to check the receipt. Ask the shop."),
      ])
    }
    expect((await openToken(tokenOf(attempt, SECRET_FORGOTTEN))).status).toBe(404)
  })

  it("a receipt can be checked for a year from the payment", async () => {
    await paidOrder()
    await inDatabase(shop(), "update kpay_attempt set paid_at = now() - interval '364 days'")
    expect((await browser.open(urlOf(await newestAttempt()))).status).toBe(200)
    await inDatabase(shop(), "update kpay_attempt set paid_at = now() - interval '365 days'")
    expect(toReceiptUrl(shop().container, await newestAttempt())).toBeNull()
  })

  it("the number of the tax receipt is shown once the shop has stored it, and never one that the shopper wrote", async () => {
    const { cartId, collectionId } = await shop().shopper.fillCart()
    await shop().shopper.post(`/store/carts/${cartId}`, { metadata: { ebm_receipt: "FAKE/1" } })
    await shop().shopper.choose(collectionId, PAYS)
    const placed = await shop().shopper.placeOrder(cartId)
    if (placed.type !== "order") throw new Error("No order was placed.")
    const orderId = placed.order.id
    await untilPaid(shop(), orderId)
    const url = urlOf(await newestAttempt())
    expect((await browser.open(url)).text).not.toMatch(/EBM|FAKE/)
    // The list of paid orders without a tax receipt, as the documents have it.
    const listMissing = async () =>
      readDatabase<{ id: string }>(shop(), readDocumented("sql").replace("'live'", "'test'"))
    expect((await listMissing()).map(({ id }) => id)).toEqual([orderId])

    const store = async (ebm_receipt: unknown) =>
      shop()
        .container.resolve(utils.Modules.ORDER)
        .updateOrders(orderId, { metadata: { ebm_receipt } })
    await store("SDC010000001/42")
    expect((await browser.open(url)).text).toContain("EBM receipt SDC010000001/42")
    expect(await listMissing()).toEqual([])
    for (const useless of ["", "x".repeat(101), { number: 1 }]) {
      await store(useless)
      expect((await browser.open(url)).text).not.toContain("EBM")
    }
  })

  it("the documented subscriber issues one tax receipt for an order, however often the event comes, with what it reads by ids", async () => {
    const { orderId, total, attempt } = await paidOrder()
    const issued: { order: { total: number; items: unknown[] } }[] = []
    const subscriber = compileSubscriber(readDocumented("ts"), async (sale) => {
      issued.push(sale as (typeof issued)[number])
      return "SDC010000001/43"
    })
    for (let i = 0; i < 2; i++)
      await subscriber({
        event: { data: { id: attempt.id, order_id: orderId } },
        container: shop().container,
      })
    expect(issued).toEqual([
      expect.objectContaining({
        reference: orderId,
        sellerTin: IDENTITY.tin,
        buyerPhone: "250788000001",
      }),
    ])
    expect(Number(issued[0]?.order.total)).toBe(total)
    expect(issued[0]?.order.items).toHaveLength(1)
    expect((await browser.open(urlOf(attempt))).text).toContain("EBM receipt SDC010000001/43")
  })
})

/** The code of the document on tax receipts, in a language. */
function readDocumented(language: "sql" | "ts"): string {
  const block = new RegExp(`\`\`\`${language}\\n(.*?);?\\n\`\`\``, "s")
  const [, code] = block.exec(readFileSync("docs/ebm.md", "utf8")) ?? []
  if (code === undefined) throw new Error(`docs/ebm.md has no ${language}.`)
  return code
}

type Subscriber = (input: { event: object; container: object }) => Promise<void>

/** Loads a subscriber as a shop has it, with a client of the EBM. */
function compileSubscriber(
  source: string,
  issueEbmReceipt: (sale: object) => Promise<string>
): Subscriber {
  const known: Record<string, object> = {
    "@medusajs/framework/utils": utils,
    "../lib/ebm": { issueEbmReceipt },
  }
  const exported: { default?: Subscriber } = {}
  const code = transpile(source, { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 })
  const run = compileFunction(code, ["require", "exports"]) as (
    load: (name: string) => unknown,
    exported: object
  ) => void
  run((name) => known[name], exported)
  if (!exported.default) throw new Error("The documented subscriber exports nothing.")
  return exported.default
}
