import { LOCALES, type Locale } from "../../domain/locales"
import { toMessage } from "../../messages/message"
import type { Frame } from "../../pay-page/layout"
import { toContentSecurityPolicy } from "../../pay-page/style"
import { createHash } from "node:crypto"
import { courierPage, type CourierView } from "../courier-page"
import type { ShownDoor, ShownPayment } from "../door-sign"
import { toQrCode } from "../qr"
import { slipPage, type PayByCode } from "../slip-page"
import { COUNTER_STYLE } from "../style"
import { findQrCode, readQrCode } from "./read-qr"

const BYTES_MAX = 15_000
const TOKEN = "x".repeat(95)
const ADDRESS = `https://medusa.shop.example/kpay/pay/${TOKEN}`

const toFrame = (locale: Locale): Frame => ({
  locale,
  shop: "Ikawa & Icyayi <Kigali>",
  identity: { legalName: "Ikawa Ltd", tin: "123456789", address: "KG 11 Ave", phone: "0788" },
})

const PAYMENT: ShownPayment = {
  amount: "RWF 5,200",
  method: "momo",
  paidBy: "MTN MoMo",
  paidAt: "31/01/2026 14:02:11",
  momoId: "2785640192",
}

const DOORS: Readonly<Record<string, ShownDoor>> = {
  paid: {
    state: "paid",
    payments: [PAYMENT, { ...PAYMENT, momoId: "2785640193" }],
    hasMoney: true,
  },
  "paid in a test": { state: "test", payments: [PAYMENT] },
  "paid in cash": { state: "paid", payments: [], hasMoney: true },
  free: { state: "paid", payments: [], hasMoney: false },
  "partly refunded": {
    state: "partly_refunded",
    payments: [{ ...PAYMENT, amount: "RWF 1,000" }],
    paid: "RWF 6,200",
    refunded: "RWF 5,200",
    isTest: false,
  },
  "partly refunded in a test": {
    state: "partly_refunded",
    payments: [],
    paid: "RWF 6,200",
    refunded: "RWF 5,200",
    isTest: true,
  },
  unpaid: { state: "unpaid", owed: "RWF 5,200", received: null, money: null },
  "paid in part": { state: "unpaid", owed: "RWF 3,500", received: "RWF 5,200", money: null },
  arriving: { state: "unpaid", owed: "RWF 5,200", received: null, money: "arriving" },
  undecided: { state: "unpaid", owed: "RWF 5,200", received: null, money: "undecided" },
  fraction: { state: "unpaid", owed: null, received: null, money: null },
  cancelled: { state: "cancelled" },
  "sent back": { state: "sent_back" },
}

const PAY: PayByCode = {
  amount: "RWF 5,200",
  qr: toQrCode(ADDRESS),
  address: "medusa.shop.example/kpay/pay/…xxxxxx",
  until: "07/02/2026 14:02",
  ussd: "*182*7*1#",
  hasPhone: true,
}

const toDoor = (name: string): ShownDoor => DOORS[name] ?? { state: "cancelled" }

const courier = (locale: Locale, name: string, view: Partial<CourierView> = {}) =>
  courierPage(toFrame(locale), {
    order: "#12",
    door: toDoor(name),
    readAt: "31/01/2026 14:02:13",
    payPage: null,
    refreshS: null,
    ...view,
  })

const slip = (locale: Locale, name: string, pay: PayByCode | null = null) =>
  slipPage(toFrame(locale), {
    order: "#12",
    door: toDoor(name),
    pay,
    readAt: "31/01/2026 14:02:13",
  })

const PAGES = LOCALES.flatMap((locale) =>
  Object.keys(DOORS).flatMap((name): [string, string][] => [
    [`the courier's page, ${name}, ${locale}`, courier(locale, name, { payPage: "../pay/x" })],
    [`the slip, ${name}, ${locale}`, slip(locale, name, name === "unpaid" ? PAY : null)],
  ])
)

const toText = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, " ")

describe("The slip and the courier's page", () => {
  it.each(PAGES)(
    "%s: is small, runs nothing, loads nothing, and its style is allowed",
    (_, page) => {
      expect(Buffer.byteLength(page)).toBeLessThan(BYTES_MAX)
      expect(page).not.toMatch(/<script|<img|<link|url\(|@import| style=| on\w+=/)
      expect(page).not.toContain("<Kigali>")
      const [, style = ""] = /<style>(.*)<\/style>/s.exec(page) ?? []
      const hash = createHash("sha256").update(style).digest("base64")
      expect(toContentSecurityPolicy([], COUNTER_STYLE)).toContain(`'sha256-${hash}'`)
      expect(toContentSecurityPolicy([])).not.toContain(hash)
    }
  )

  it.each(LOCALES)("only a paid order is called paid, in %s", (locale) => {
    const paid = toMessage(locale, "door_paid")
    const hand = toMessage(locale, "door_hand_over")
    for (const name of Object.keys(DOORS))
      for (const page of [courier(locale, name), slip(locale, name)]) {
        expect([name, page.includes(`<h1>${paid}</h1>`)]).toEqual([
          name,
          toDoor(name).state === "paid",
        ])
        expect([name, page.includes(hand)]).toEqual([name, toDoor(name).state === "paid"])
        expect([name, page.includes('class="door yes"')]).toEqual([
          name,
          toDoor(name).state === "paid",
        ])
      }
  })

  it("a paid order names each payment with its MoMo id and time, and when the books were read", () => {
    const text = toText(courier("en", "paid"))
    expect(text).toContain("PAID You can hand over the order. As of 31/01/2026 14:02:13")
    expect(text).toContain("MoMo id (TxId) 2785640192")
    expect(text).toContain("MoMo id (TxId) 2785640193")
    expect(text).toContain("31/01/2026 14:02:11")
    expect(toText(courier("en", "paid in cash"))).toContain("It was not paid through K-Pay.")
  })

  it("test money is no money: the sign says TEST, and not to hand over without asking", () => {
    for (const page of [courier("en", "paid in a test"), slip("en", "paid in a test")])
      expect(toText(page)).toContain(
        "TEST This was a test. No real money was paid. Ask the shop before you hand over the order."
      )
    expect(courier("en", "paid in a test")).toContain("<title>TEST · #12")
    expect(toText(courier("en", "paid in a test"))).toContain("MoMo id (TxId) 2785640192")
    expect(toText(courier("en", "partly refunded in a test"))).toContain("No real money was paid.")
  })

  it("an order whose money was refunded in part says how much, and to ask the shop first", () => {
    for (const page of [courier("en", "partly refunded"), slip("en", "partly refunded")]) {
      expect(toText(page)).toContain(
        "ASK THE SHOP RWF 6,200 was paid. RWF 5,200 of it was sent back, or is to be sent back. " +
          "Ask the shop before you hand over the order."
      )
      expect(toText(page)).toContain("Amount RWF 1,000")
      expect(toText(page)).not.toContain("No real money")
    }
  })

  it("an order for which nothing was captured does not claim another payment", () => {
    for (const page of [courier("en", "free"), slip("en", "free")]) {
      expect(toText(page)).toContain("Nothing is to be paid.")
      expect(toText(page)).not.toContain("another payment")
    }
  })

  it("an order that is not paid names what is to be collected, and why money that came does not count", () => {
    expect(toText(courier("en", "unpaid"))).toContain("NOT PAID YET RWF 5,200 TO COLLECT")
    expect(toText(courier("en", "paid in part"))).toContain(
      "RWF 3,500 TO COLLECT RWF 5,200 of it was paid before."
    )
    expect(toText(courier("en", "arriving"))).toContain("Wait until this page says PAID.")
    expect(toText(courier("en", "undecided"))).toContain("Ask the shop.")
    expect(toText(courier("en", "fraction"))).toContain("Ask the shop how much to collect.")
    expect(toText(courier("en", "cancelled"))).toContain(
      "DO NOT HAND OVER The order was cancelled."
    )
    expect(toText(courier("en", "sent back"))).toContain("DO NOT HAND OVER The money of this order")
  })

  it("the courier's page reloads itself and leads to the pay page where that helps", () => {
    const page = courier("fr", "unpaid", { payPage: "../pay/abc", refreshS: 5 })
    expect(page).toContain('<meta http-equiv="refresh" content="5">')
    expect(page).toContain('<a class="button" href="../pay/abc">')
    expect(courier("fr", "paid")).not.toContain("http-equiv")
    expect(courier("fr", "paid")).not.toContain("/pay/")
  })

  it("the slip of an unpaid order has a code that is read as the pay link; no other slip has one", () => {
    const page = slip("en", "unpaid", PAY)
    const code = findQrCode(page)
    expect(code && readQrCode(code)).toBe(ADDRESS)
    expect(toText(page)).toContain("To pay RWF 5,200")
    expect(toText(page)).toContain("Dial *182*7*1#")
    expect(toText(page)).toContain("It is valid until 07/02/2026 14:02.")
    expect(toText(page)).not.toContain(TOKEN)
    for (const name of ["paid", "cancelled", "sent back", "undecided"])
      expect(findQrCode(slip("en", name))).toBeNull()
  })

  it("the slip of a shop that takes cards alone asks for no number", () => {
    expect(toText(slip("en", "unpaid", PAY))).toContain("enter your number, and approve.")
    const cards = toText(slip("en", "unpaid", { ...PAY, hasPhone: false, ussd: null }))
    expect(cards).toContain("Scan the code with your phone's camera, and pay by card.")
    expect(cards).not.toContain("number")
  })
})
