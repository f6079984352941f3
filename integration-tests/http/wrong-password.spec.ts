import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { inShop } from "./test-shop"

inShop({ env: { KPAY_PASSWORD: "not-the-password" } }, (shop) => {
  it("a wrong password tells the admin, not the shopper", async () => {
    const { shopper, container, kpay } = shop()
    const error = jest.spyOn(container.resolve(ContainerRegistrationKeys.LOGGER), "error")
    const { cartId, collectionId } = await shopper.fillCart()
    await shopper.choose(collectionId, { method: "momo", phone: "0788 0000 01" })
    const completion = await shopper.placeOrder(cartId)
    const logged = error.mock.calls.map(([message]) => String(message))

    expect(completion).toMatchObject({
      type: "cart",
      error: {
        message:
          "This way of paying is not available right now. Choose another way, or contact the shop.",
      },
    })
    expect(await kpay.listAttempts()).toEqual([
      expect.objectContaining({
        status: "failed",
        reason_code: "unavailable",
        code: "600",
        reason: "Invalid PIN",
      }),
    ])
    const [told] = logged.filter((message) => message.startsWith("kpay:"))
    expect(told).toContain("Invalid username or password (code 600)")
    expect(told).toContain('K-Pay says: "Invalid PIN".')
    expect(told).toContain("Check the options username and password.")
    expect(logged.join()).not.toContain("not-the-password")
  })
})
