import { createHash } from "node:crypto"
import fc from "fast-check"
import { formatRwf } from "../../domain/amount"
import { LOCALES, type Locale } from "../../domain/locales"
import { METHOD_IDS, METHODS } from "../../domain/methods"
import { toAcceptedLocale } from "../../messages/accepted-locale"
import { toMessage } from "../../messages/message"
import { choosePage, type ChooseView } from "../choose-page"
import type { Bill, Frame } from "../layout"
import { noticePage } from "../notice-page"
import { keepAndCheck, readAt, receiptPage, type Receipt } from "../receipt-page"
import { toContentSecurityPolicy } from "../style"
import { waitingPage, type WaitingView } from "../waiting-page"

const BYTES_MAX = 15_000

/** A long name with every character that HTML must escape. */
const SHOP = "Ikawa & Icyayi <Kigali> \"Remera\" 'Kimironko'"
/** As long as the options allow. */
const IDENTITY = {
  legalName: "<Ikawa> & ".repeat(10),
  tin: "123456789",
  address: "<KG 11 Ave> & ".repeat(14),
  phone: "+250 788 300 000",
}
const toFrame = (locale: Locale): Frame => ({ locale, shop: SHOP, identity: IDENTITY })

const BILL: Bill = { order: "#123456", amount: formatRwf(2_000_000) }

const methods = (locale: Locale): ChooseView["methods"] =>
  METHOD_IDS.map((id) => ({
    id,
    label: METHODS[id].label,
    needs_phone: METHODS[id].needsPhone,
    redirects: METHODS[id].redirects,
    min: 1,
    max: 1,
    available: id !== "spenn",
    reason: toMessage(locale, "limit", { method: id }),
  }))

const choose = (locale: Locale, view: Partial<ChooseView> = {}) =>
  choosePage(toFrame(locale), {
    ...BILL,
    methods: methods(locale),
    chosen: "momo",
    typedPhone: "",
    phoneMasked: "0788 ••• 000",
    fault: toMessage(locale, "operator", { method: "momo" }),
    hint: toMessage(locale, "request_waiting", { phoneMasked: "0788 ••• 000" }),
    hasBack: true,
    form: { follows: "kpatt_01KQXG1ZC8T3V9W2M4N5P6R7S8", amountRwf: 2_000_000 },
    ...view,
  })

const waiting = (locale: Locale, view: Partial<WaitingView> = {}) =>
  waitingPage(toFrame(locale), {
    ...BILL,
    method: "momo",
    phoneMasked: "0788 ••• 000",
    decidedBy: null,
    notConfirmed: toMessage(locale, "not_confirmed"),
    message: toMessage(locale, "approve_on_phone", { phoneMasked: "0788 ••• 000" }),
    isLate: true,
    ussd: "*182*7*1#",
    cardPage: null,
    time: "14:02:11",
    canSendAgain: true,
    needsPhone: true,
    refreshS: 5,
    form: { follows: "kpatt_01KQXG1ZC8T3V9W2M4N5P6R7S8", amountRwf: 2_000_000 },
    ...view,
  })

const CHECK_URL = `https://medusa.shop.example/kpay/receipt/${"x".repeat(95)}`

const receipt = (locale: Locale, view: Partial<Receipt> = {}, frame = toFrame(locale)) =>
  receiptPage(frame, {
    ...BILL,
    message: toMessage(locale, "paid"),
    isPaid: true,
    method: "momo",
    paidBy: "MTN MoMo",
    payer: "0788 ••• 000",
    paidAt: "31/01/2026 12:00",
    momoId: "2785640192",
    reference: "01KQXG1ZC8T3V9W2M4N5P6R7S8",
    closing: keepAndCheck(frame, CHECK_URL),
    ...view,
  })

const check = (locale: Locale, view: Partial<Receipt> = {}) =>
  receipt(locale, {
    message: toMessage(locale, "receipt_refund_due"),
    isPaid: false,
    remarks: [
      toMessage(locale, "receipt_of_test"),
      toMessage(locale, "receipt_of_cancelled_order"),
    ],
    sentBack: "RWF 1,000",
    toBeSentBack: "RWF 4,200",
    ebmReceipt: "SDC010000001/<42>",
    closing: readAt(toFrame(locale), "01/02/2026 12:00"),
    ...view,
  })

const PAGES = LOCALES.flatMap((locale): [string, string][] => [
  [`the form, ${locale}`, choose(locale)],
  [`the waiting page, ${locale}`, waiting(locale)],
  [`the waiting page of a card, ${locale}`, waiting(locale, { cardPage: "https://pay.example/1" })],
  [`the receipt, ${locale}`, receipt(locale)],
  [`the page that checks a receipt, ${locale}`, check(locale)],
  [`the notice of an expired link, ${locale}`, noticePage({ locale, shop: null }, "Too old")],
  [
    `the notice of a cancelled order, ${locale}`,
    noticePage({ locale, shop: SHOP }, "Cancelled", BILL),
  ],
])

const toText = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ")
    .trim()

describe("The pages of the pay page", () => {
  it.each(PAGES)("%s: is small and complete, runs no script and loads nothing", (_, page) => {
    expect(Buffer.byteLength(page)).toBeLessThan(BYTES_MAX)
    expect(page).toMatch(/^<!doctype html>\n<html lang="(en|fr|rw)">/)
    expect(page).not.toMatch(/<script|<img|<link|<iframe|url\(|@import|@font-face|javascript:/i)
    expect(page).not.toMatch(/<[^>]* (on\w+|style)=/)
    expect(page).not.toMatch(/undefined|\[object|null|NaN/)
    // The shop's name is escaped.
    expect(page).not.toMatch(/<(Kigali|Ikawa|KG 11 Ave|42)>/)
  })

  it.each(PAGES)("%s: every element is closed", (_, page) => {
    const open: string[] = []
    const bare = page.replace(/<style>.*<\/style>/s, "")
    for (const [, end, name = "", empty] of bare.matchAll(/<(\/?)([a-z]\w*)[^>]*?(\/?)>/g)) {
      if (empty || ["meta", "input"].includes(name)) continue
      if (end) expect([name, open.pop()]).toEqual([name, name])
      else open.push(name)
    }
    expect(open).toEqual([])
  })

  it("say how to find a prompt that did not come: by a code that a phone dials, or without one", () => {
    expect(waiting("en")).toContain(
      'No message on the phone? Dial <a href="tel:*182*7*1%23">*182*7*1#</a>'
    )
    const airtel = { method: "airtel", ussd: null } as const
    expect(waiting("en", airtel)).toContain("Check that it is on and has signal.")
    expect(waiting("en", { ...airtel, isLate: false })).not.toContain("No message")
    const card = { method: "card", ussd: null, needsPhone: false } as const
    expect(waiting("en", card)).not.toContain("No message")
  })

  it("allow only their own style by their Content-Security-Policy", () => {
    const style = /<style>(.*)<\/style>/s.exec(choose("en"))?.[1] ?? ""
    const hash = createHash("sha256").update(style).digest("base64")
    expect(toContentSecurityPolicy(["https:"])).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' https:; base-uri 'none'; frame-ancestors 'none'`
    )
  })

  it("escape every text that a shopper, a shop or K-Pay can choose", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...LOCALES), (text, locale) => {
        const evil = `${text}"'><script>alert(1)</script>`
        const pages = [
          choosePage(
            { locale, shop: evil },
            {
              order: evil,
              amount: evil,
              methods: methods(locale).map((method) => ({ ...method, label: evil, reason: evil })),
              chosen: null,
              typedPhone: evil,
              phoneMasked: evil,
              fault: evil,
              hint: evil,
              hasBack: false,
              form: { follows: evil, amountRwf: 1 },
            }
          ),
          waiting(locale, {
            message: evil,
            phoneMasked: evil,
            ussd: evil,
            cardPage: evil,
            time: evil,
          }),
          noticePage({ locale, shop: evil }, evil, { order: evil, amount: evil }),
          receipt(
            locale,
            { message: evil, remarks: [evil], payer: evil, momoId: evil, ebmReceipt: evil },
            {
              locale,
              shop: evil,
              identity: { legalName: evil, tin: evil, address: evil, phone: evil },
            }
          ),
        ]
        for (const page of pages) {
          expect(page).not.toContain("<script")
          expect(page).not.toMatch(/="[^"]*<|"'>/)
        }
      }),
      { numRuns: 50 }
    )
  })

  it("reload themselves while the shopper waits, and never while the shopper types or reads a receipt", () => {
    for (const locale of LOCALES) {
      expect(waiting(locale)).toContain('<meta http-equiv="refresh" content="5">')
      for (const page of [choose(locale), receipt(locale), check(locale)])
        expect(page).not.toContain("http-equiv")
    }
  })

  it.each(METHOD_IDS)("draw the badge of %s from the table of methods", (id) => {
    const { text, background, color } = METHODS[id].badge
    expect(choose("en")).toContain(`<span class="badge ${id}" aria-hidden="true">${text}</span>`)
    expect(choose("en")).toContain(`.${id}{background:${background};color:${color}}`)
  })

  it("name the method that was asked, and say where the number decided it", () => {
    const sentence = "This is a number of MTN: the request comes from MTN MoMo."
    expect(toText(waiting("en"))).toContain("MTN MoMo · 0788 ••• 000")
    expect(toText(waiting("en"))).not.toContain("This is a number")
    expect(toText(waiting("en", { decidedBy: "mtn" }))).toContain(sentence)
    const card = waiting("en", { method: "card", phoneMasked: null, needsPhone: false })
    expect(toText(card)).toContain(METHODS.card.label)
  })

  it("offer to send again only where a further attempt can be started", () => {
    expect(waiting("en")).toContain("Send again")
    expect(waiting("en", { canSendAgain: false })).not.toMatch(/Send again|Other/)
  })

  it("say who sells on every page of a shop that says so, and nothing where it does not", () => {
    for (const page of [choose("en"), waiting("en"), receipt("en"), check("en")])
      expect(toText(page)).toMatch(
        /Seller: <Ikawa> & .* TIN: 123456789 <KG 11 Ave> & .* Phone: \+250 788 300 000$/
      )
    const sellerOf = (identity: Frame["identity"], shop: string | null = "Ikawa Shop") =>
      /<footer>.*<\/footer>/s.exec(
        noticePage({ locale: "en", shop, ...(identity && { identity }) }, "")
      )?.[0] ?? ""
    expect(sellerOf(undefined)).toBe("")
    expect(sellerOf({})).toBe("")
    expect(toText(sellerOf({ tin: "123456789" }))).toBe("Seller: Ikawa Shop TIN: 123456789")
    expect(toText(sellerOf({ tin: "123456789" }, null))).toBe("TIN: 123456789")
    expect(toText(sellerOf({ legalName: "Ikawa Ltd" }))).toBe("Seller: Ikawa Ltd")
  })

  it("name where a receipt can be checked, as text for print and as a link, and no row without a value", () => {
    expect(receipt("rw")).toContain(`<a href="${CHECK_URL}?lang=rw">${CHECK_URL}</a>`)
    const bare = receipt("en", { payer: null, momoId: null, closing: null })
    expect(bare).not.toMatch(/MoMo id|Payer|Sent back|To be sent back|EBM/)
    expect(receipt("en", { closing: keepAndCheck(toFrame("en"), null) })).not.toContain("To check")
    // A receipt of money that the shop does not have, or not keep, has no tick.
    expect(check("en")).not.toContain("<svg")
  })

  it("call the id of a transaction TxId by MTN MoMo only", () => {
    expect(toText(receipt("en"))).toContain("MoMo id (TxId) 2785640192")
    for (const method of ["airtel", "card", "spenn"] as const)
      expect(toText(receipt("en", { method }))).toContain("Transaction id 2785640192")
    expect(toText(receipt("fr", { method: "card" }))).toContain("Numéro de transaction 2785640192")
  })

  it("show an unavailable method with its reason, and do not let it be chosen", () => {
    const [, spenn = ""] = /(<label class="way off">.*?<\/label>)/s.exec(choose("en")) ?? []
    expect(spenn).toMatch(/value="spenn" disabled.*outside the limits of SPENN/s)
    expect(choose("en", { chosen: "spenn" })).not.toContain("checked")
  })
})

describe("The locale of a browser", () => {
  it.each([
    ["rw", "rw"],
    ["fr-RW, fr;q=0.9, en;q=0.8", "fr"],
    ["de, sw;q=0.9, RW;q=0.5, en;q=0.4", "rw"],
    ["en;q=0.2, fr;q=0.8", "fr"],
    ["en;q=0, fr;q=0.1", "fr"],
    ["en;q=0", null],
    ["de, *;q=0.5", null],
    ["", null],
    [undefined, null],
  ])("%j gives %j", (header, locale) => {
    expect(toAcceptedLocale(header)).toBe(locale)
  })
})
