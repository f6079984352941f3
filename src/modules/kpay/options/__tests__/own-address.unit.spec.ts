import fc from "fast-check"
import { toCallbackAddress, toShopReturnAddress } from "../own-address"

const IDS = { session_id: "payses_1", order_id: "order_1" }

describe("The addresses that the plugin gives", () => {
  it("append the callback's path to a backend under a path of its own", () => {
    expect(toCallbackAddress("https://shop.example/medusa/", "t")).toBe(
      "https://shop.example/medusa/hooks/kpay/t"
    )
  })

  it.each([
    ["https://shop.example/pay", "https://shop.example/pay?session_id=payses_1&order_id=order_1"],
    [
      "https://shop.example/pay?lang=rw",
      "https://shop.example/pay?lang=rw&session_id=payses_1&order_id=order_1",
    ],
    [
      "https://shop.example/pay#top",
      "https://shop.example/pay?session_id=payses_1&order_id=order_1#top",
    ],
    [
      "https://shop.example/#/checkout/payment",
      "https://shop.example/#/checkout/payment?session_id=payses_1&order_id=order_1",
    ],
    [
      "https://shop.example/app#!/pay?lang=rw",
      "https://shop.example/app#!/pay?lang=rw&session_id=payses_1&order_id=order_1",
    ],
  ])("bring the browser back to %s with the payment's ids", (storefrontUrl, address) => {
    expect(toShopReturnAddress(storefrontUrl, IDS)).toBe(address)
  })

  it("are web addresses of the same host, which carry any id unchanged", () => {
    const url = fc.webUrl({ withQueryParameters: true, withFragments: true })
    const id = fc.string({ unit: "binary" }).map((text) => Buffer.from(text).toString())
    fc.assert(
      fc.property(url, fc.boolean(), id, (address, hasRoute, session_id) => {
        const shop = hasRoute ? `${new URL(address).origin}/#/pay` : address
        const { origin, searchParams, hash } = new URL(toShopReturnAddress(shop, { session_id }))
        expect(origin).toBe(new URL(shop).origin)
        const isInHash = /^#!?\//.test(new URL(shop).hash)
        const read = isInHash ? new URLSearchParams(hash.split("?")[1]) : searchParams
        expect(read.get("session_id")).toBe(session_id)
      })
    )
  })

  it("leave a storefront's address as it is where no payment is known", () => {
    expect(toShopReturnAddress("https://shop.example/#/pay", {})).toBe("https://shop.example/#/pay")
  })
})
