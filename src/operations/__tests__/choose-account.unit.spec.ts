import { createMedusaContainer } from "@medusajs/framework/utils"
import { chooseAccount } from "../choose-account"

/** A Medusa from which nothing can be read. */
function toContainer(rule?: { readonly isSet: boolean }) {
  const container = createMedusaContainer()
  const named = { salesChannelIds: [], stockLocationIds: [] }
  if (rule)
    container.register("kpay_account_rule", { resolve: () => ({ ...rule, named }) } as never)
  return container
}

const PAID = { cart: { id: "cart_1" }, orders: [] }

describe("The account of a new attempt", () => {
  it("is the default without a rule, and nothing is read for it", async () => {
    expect(await chooseAccount(toContainer(), null, PAID)).toBe("default")
    expect(await chooseAccount(toContainer({ isSet: false }), null, PAID)).toBe("default")
  })

  it("is the one that the provider entry names, whatever the rule says, and nothing is read for it", async () => {
    expect(await chooseAccount(toContainer({ isSet: true }), "huye", PAID)).toBe("huye")
    await expect(chooseAccount(toContainer({ isSet: true }), null, PAID)).rejects.toThrow("query")
  })
})
