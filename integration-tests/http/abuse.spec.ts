import { Modules } from "@medusajs/framework/utils"
import type { KpayTooManyPrompts } from "../../src/http-types"
import {
  callsOf,
  eventually,
  inDatabase,
  inShop,
  order,
  postCallback,
  untilPaid,
} from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"
const OPTIONS = { promptLimits: { perClientInHour: 2, perPaymentInDay: 4 } }

inShop({ env: { KPAY_OPTIONS: JSON.stringify(OPTIONS) } }, (shop) => {
  const rings = () => callsOf(shop().sandbox, "pay").length

  /** Posts to the store from an address on the internet, as its proxy tells it. */
  const postFrom = async (address: string, path: string, body: object = {}) => {
    const [key] = await shop()
      .container.resolve(Modules.API_KEY)
      .listApiKeys({ type: "publishable" })
    const answer = await fetch(`${shop().baseUrl}/store${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": key?.token ?? "",
        "x-forwarded-for": address,
      },
      body: JSON.stringify(body),
    })
    return {
      status: answer.status,
      retryAfter: answer.headers.get("retry-after"),
      body: (await answer.json()) as KpayTooManyPrompts & { error?: { message: string } },
    }
  }

  it("twelve carts ring one phone three times, and the shoppers of the others read what to do", async () => {
    const { shopper } = shop()
    const told: string[] = []
    for (let cart = 0; cart < 12; cart++) {
      const { cartId, collectionId } = await shopper.fillCart()
      await shopper.choose(collectionId, { method: "momo", phone: PHONE })
      const completion = await shopper.placeOrder(cartId)
      if (completion.type === "cart") told.push(completion.error.message)
    }
    expect(rings()).toBe(3)
    expect(told).toHaveLength(9)
    for (const message of told)
      expect(message).toMatch(
        /^Too many payment requests were sent\. .* Try again in \d+ (s|min), or choose another way\.$/
      )
    // The phone's owner pays what rings, and can be asked again.
    for (const { refid } of callsOf(shop().sandbox, "pay"))
      shop().sandbox.decide(String(refid), "pays")
    await eventually(
      () => shop().kpay.listAttempts(),
      (attempts) => attempts.every(({ status }) => status === "applied")
    )
    await order(shop(), { method: "momo", phone: PHONE })
    expect(rings()).toBe(4)
  })

  it("a payment whose prompts fail again and again is stopped with 429, and the shopper reads in their language how long to wait", async () => {
    const { sessionId, orderId } = await order(shop(), { method: "momo", phone: "0788 0000 03" })
    const tryAgain = async (phone: string, locale = "en") => {
      await eventually(
        () => shop().shopper.readSession(sessionId),
        ({ status }) => status === "failed"
      )
      const body = { method: "momo", phone, locale }
      return postFrom("10.0.0.1", `/kpay/sessions/${sessionId}/attempts`, body)
    }
    // The pause, and after it the limit of a day, stop a shopper who takes another number each time.
    for (let n = 1; n <= 6; n++) {
      const { status } = await tryAgain(`0788 0${n}0 003`)
      if (status === 200)
        shop().sandbox.decide(String(callsOf(shop().sandbox, "pay").at(-1)?.refid), "fails")
    }
    expect(rings()).toBeLessThanOrEqual(OPTIONS.promptLimits.perPaymentInDay)
    await inDatabase(shop(), "update kpay_attempt set failed_at = now() + interval '10 minutes'")
    for (const [locale, message] of [
      ["en", /^Too many payment requests/],
      ["fr", /^Trop de demandes de paiement/],
      ["rw", /^Hoherejwe ubusabe bwinshi/],
    ] as const) {
      const { status, retryAfter, body } = await tryAgain("0788 070 003", locale)
      expect([status, body.type]).toEqual([429, "too_many_prompts"])
      expect(body.message).toMatch(message)
      expect(body.retry_after_s).toBeGreaterThan(0)
      expect(retryAfter).toBe(String(body.retry_after_s))
    }
    expect(await shop().shopper.readSession(sessionId)).toMatchObject({
      status: "failed",
      order_id: orderId,
    })
  })

  it("one address that places orders for many phones in vain is stopped, and a shopper elsewhere is not", async () => {
    const { shopper } = shop()
    const place = async (address: string, phone: string) => {
      const { cartId, collectionId } = await shopper.fillCart()
      await shopper.choose(collectionId, { method: "momo", phone })
      return postFrom(address, `/carts/${cartId}/complete`)
    }
    await place("41.186.1.2", "0788 300 001")
    await place("41.186.1.2", "0788 300 002")
    const third = await place("41.186.1.2", "0788 300 003")
    expect(third.body.error?.message).toMatch(/^Too many payment requests/)
    expect(rings()).toBe(2)
    await place("41.186.9.9", "0788 300 003")
    expect(rings()).toBe(3)
    // The shop's own servers stand for many shoppers.
    for (let n = 4; n < 8; n++) await place("10.0.0.7", `0788 300 00${n}`)
    expect(rings()).toBe(7)
    const [attempt] = await shop().kpay.listAttempts()
    expect(JSON.stringify(attempt)).not.toContain("41.186")
  })

  it("three hundred forged callbacks and a page that polls without a pause make K-Pay hear few questions, and the order is paid", async () => {
    const { shopper, sandbox } = shop()
    const { orderId, sessionId, total } = await order(shop(), { method: "momo", phone: PHONE })
    const [pay] = callsOf(sandbox, "pay")
    const startedAt = performance.now()
    const forged = JSON.stringify({ refid: pay?.refid, statusid: "01", tid: "x" })
    const posts = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        if (n % 3 === 0) await shopper.readSession(sessionId)
        return postCallback(String(pay?.returl), forged, "application/x-www-form-urlencoded")
      })
    )
    expect(new Set(posts.map(({ status }) => status))).toEqual(new Set([200]))
    const elapsedS = (performance.now() - startedAt) / 1000
    expect(callsOf(sandbox, "checkstatus").length).toBeLessThanOrEqual(2 + elapsedS / 1.9)
    sandbox.decide(String(pay?.refid), "pays")
    expect(await untilPaid(shop(), orderId)).toMatchObject({ booked: [total] })
  })
})
