import { createMedusaContainer } from "@medusajs/framework/utils"
import { findProviderOfRegion } from "../provider-of-region"

const ENTRIES = [
  { resolve: "@medusajs/medusa/payment-stripe", id: "kpay", options: { apiKey: "key" } },
  { resolve: "medusa-payment-kpay/providers/kpay", id: "kpay" },
  { resolve: "medusa-payment-kpay/providers/kpay", id: "huye", options: { account: "huye" } },
  { resolve: "medusa-payment-kpay/providers/kpay", id: "annex", options: { account: "trial" } },
]

/** A live shop with an account of a branch and one for trials, whose region offers these entries. */
function toShop(enabled: readonly string[], providers: readonly unknown[] = ENTRIES) {
  const container = createMedusaContainer()
  const register = (name: string, value: unknown) => {
    container.register(name, { resolve: () => value } as never)
  }
  const payment_providers = enabled.map((id) => ({ id, is_enabled: true }))
  register("query", { graph: () => Promise.resolve({ data: [{ payment_providers }] }) })
  register("configModule", { modules: { payment: { options: { providers } } } })
  const accounts = {
    default: { environment: "live" },
    huye: { environment: "live" },
    trial: { environment: "test" },
  }
  register("kpay", { settings: { accounts } })
  return container
}

describe("The entry for an order that no entry was chosen for", () => {
  it.each([
    ["names no account", ["pp_kpay_annex", "pp_kpay_huye", "pp_kpay_kpay"], "pp_kpay_kpay"],
    [
      "is else of the default account's environment",
      ["pp_kpay_annex", "pp_kpay_huye"],
      "pp_kpay_huye",
    ],
    ["is never of another environment", ["pp_kpay_annex"], null],
    ["is one of this plugin", ["pp_stripe_kpay"], null],
  ])("%s", async (_, enabled, chosen) => {
    expect(await findProviderOfRegion(toShop(enabled), "reg_1")).toBe(chosen)
  })

  it("may be the one without an id, which names an account as well", async () => {
    const unnamed = { resolve: "medusa-payment-kpay/providers/kpay", options: { account: "trial" } }
    expect(await findProviderOfRegion(toShop(["pp_kpay"], [unnamed]), "reg_1")).toBeNull()
    expect(await findProviderOfRegion(toShop(["pp_kpay"]), "reg_1")).toBe("pp_kpay")
  })

  it("is none for an order without a region", async () => {
    expect(await findProviderOfRegion(toShop(["pp_kpay_kpay"]), null)).toBeNull()
  })
})
