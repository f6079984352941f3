import type { KpayMethodsResponse } from "../../src/http-types"
import { inShop, order } from "./test-shop"

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"

inShop({ env: { KPAY_OPTIONS: JSON.stringify({ ussd: { momo: null } }) } }, (shop) => {
  it("a cart that costs nothing is no mistake: every method says that there is nothing to pay", async () => {
    const methods = await shop().shopper.get<KpayMethodsResponse>(
      "/store/kpay/methods?amount=0&currency_code=rwf"
    )
    expect(methods.nothing_to_pay).toBe(true)
    expect(methods.methods.map(({ available }) => available)).toEqual([false, false, false, false])
    expect(methods.methods[0]?.reason).toContain("nothing")
  })

  it("a cart in another currency is refused in the shopper's language", async () => {
    const { methods } = await shop().shopper.get<KpayMethodsResponse>(
      "/store/kpay/methods?amount=50&currency_code=usd&locale=fr"
    )
    expect(methods[0]).toMatchObject({
      available: false,
      reason: expect.stringContaining("devise") as string,
    })
  })

  it("a wrong phone number is refused in the shopper's language, when chosen and for a further prompt", async () => {
    const french = expect.stringContaining("numéro") as string
    const { collectionId } = await shop().shopper.fillCart()
    await expect(
      shop().shopper.choose(collectionId, { method: "momo", phone: "12345", locale: "fr" })
    ).rejects.toMatchObject({ message: french })
    const { sessionId } = await order(shop(), { method: "momo", phone: PHONE, locale: "fr" })
    const { status, body } = await shop().shopper.tryAgain(sessionId, {
      method: "momo",
      phone: "12345",
    })
    expect(status).toBe(400)
    expect(body.message).toEqual(french)
  })

  it("a shop that switches the USSD code off shows none", async () => {
    const { sessionId } = await order(shop(), { method: "momo", phone: PHONE })
    expect(await shop().shopper.readSession(sessionId)).toMatchObject({
      status: "pending",
      ussd: null,
    })
  })

  it.each(["GET", "HEAD"])("the callback address answers %s with a short text", async (method) => {
    const answer = await fetch(`${shop().baseUrl}/hooks/kpay/some-token`, { method })
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-type")).toContain("text/plain")
    if (method === "GET") expect(await answer.text()).toContain("K-Pay")
  })

  it("a storefront with hash routes gets the payment's ids behind its route", async () => {
    const answer = await fetch(`${shop().baseUrl}/kpay/return/unknown`, { redirect: "manual" })
    expect(answer.status).toBe(303)
    expect(answer.headers.get("location")).toBe("http://localhost:8000/checkout")
  })
})
