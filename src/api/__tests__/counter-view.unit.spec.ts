import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { Door } from "../../counter/door"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import { toCourierPage, toSlipPage, type CounterFacts } from "../counter-view"
import { answerWithPage } from "../pay-page"

type Facts = Parameters<typeof toSlipPage>[2]

const FRAME = { locale: "en", shop: "Ikawa Shop" } as const

const toFacts = (door: Door, facts: Partial<CounterFacts> = {}): CounterFacts => ({
  door,
  orders: [{ display_id: 12, is_cancelled: false }],
  attempt: null,
  token: "token",
  expiresAt: new Date("2026-02-07T12:02:00Z"),
  readAt: new Date("2026-01-31T12:02:13Z"),
  ...facts,
})

const toPayment = (environment: Attempt["environment"], keptRwf = 5_200) => ({
  attempt: {
    amount: 5_200,
    environment,
    method: "momo",
    paid_at: new Date("2026-01-31T12:02:11Z"),
    momo_transaction_id: "2785640192",
  } as Attempt,
  keptRwf,
})

const show = (door: Door, facts: Partial<CounterFacts> = {}): string[] => [
  toCourierPage(FRAME, toFacts(door, facts)),
  toSlipPage(FRAME, toFacts(door, facts), {} as Facts),
]

const GREEN = 'class="door yes"'

describe("What the slip and the courier's page are made of", () => {
  it("real money makes the green sign; test money does not, whatever else was paid", () => {
    const paid = { state: "paid", hasMoney: true } as const
    for (const page of show({ ...paid, payments: [toPayment("live")] }))
      expect(page).toContain(GREEN)
    for (const page of show({ ...paid, payments: [toPayment("live"), toPayment("test")] })) {
      expect(page).not.toContain(GREEN)
      expect(page).not.toContain("You can hand over")
      expect(page).toContain("<h1>TEST</h1>")
      expect(page).toContain("No real money was paid.")
    }
  })

  it("a payment is shown less what was refunded of it, and never in green", () => {
    const [first] = show({
      state: "partly_refunded",
      payments: [toPayment("live", 1_000)],
      paidRwf: 5_200,
      refundedRwf: 4_200,
    })
    expect(first).not.toContain(GREEN)
    expect(first).toContain("RWF 5,200 was paid. RWF 4,200 of it was sent back")
    expect(first).toContain("RWF 1,000")
  })

  it("every order that stands is named where one payment is for several", () => {
    const door = { state: "cancelled" } as const
    const [twelve, thirteen] = [12, 13].map((display_id) => ({ display_id, is_cancelled: false }))
    const orders = [twelve, { display_id: 14, is_cancelled: true }, thirteen].flatMap(
      (one) => one ?? []
    )
    for (const page of show(door, { orders })) {
      expect(page).toContain("Order #12, #13")
      expect(page).not.toContain("#14")
    }
    const cancelled = orders.map((one) => ({ ...one, is_cancelled: true }))
    for (const page of show(door, { orders: cancelled })) expect(page).toContain("#12, #14, #13")
    for (const page of show(door, { orders: [{ display_id: null, is_cancelled: false }] }))
      expect(page).not.toContain("Order")
  })
})

describe("A page that fails", () => {
  const fail = async (onFault?: { refreshS: number }) => {
    const errors: string[] = []
    const sent: string[] = []
    const kept: Record<string, unknown> = {
      logger: { error: (text: string) => errors.push(text) },
      kpay: { settings: { accounts: {} } },
    }
    const request = { scope: { resolve: (key: string) => kept[key] }, query: {}, headers: {} }
    const response = {
      setHeader: () => undefined,
      status: () => response,
      type: () => response,
      send: (page: string) => sent.push(page),
    }
    await answerWithPage(
      request as unknown as MedusaRequest,
      response as unknown as MedusaResponse,
      () => Promise.reject(new Error("no database")),
      onFault
    )
    return { page: sent.join(), errors }
  }

  it("is tried again by the browser where it is live, and by no other", async () => {
    expect((await fail({ refreshS: 15 })).page).toContain('http-equiv="refresh" content="15"')
    expect((await fail()).page).not.toContain("http-equiv")
  })

  it("is logged as a page, whichever it is", async () => {
    expect((await fail()).errors).toEqual([
      expect.stringContaining("kpay: a page could not be shown."),
    ])
  })
})
