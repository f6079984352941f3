import { createMedusaContainer } from "@medusajs/framework/utils"
import checkDependency from "../loaders/check-dependency"

const OPTIONS = {
  environment: "test",
  username: "u",
  password: "p",
  retailerId: "01",
  backendUrl: "https://medusa.shop.example",
  storefrontUrl: "https://shop.example",
  accounts: { second: { environment: "test", username: "u", password: "p", retailerId: "02" } },
}

/** What Medusa starts the provider with. */
function start(account: unknown, isReachable = true): Promise<void> {
  const container = createMedusaContainer()
  if (isReachable) container.register("kpay", { resolve: () => undefined } as never)
  container.register("configModule", {
    resolve: () => ({ modules: { kpay: { resolve: "x", options: OPTIONS } } }),
  } as never)
  const options = account === undefined ? {} : { account }
  return checkDependency({ container, options })
}

describe("When Medusa starts", () => {
  it.each([undefined, "default", "second"])(
    "a provider entry of the account %s is accepted",
    async (account) => {
      await expect(start(account)).resolves.toBeUndefined()
    }
  )

  it.each(["secnd", "constructor", 7])(
    "a provider entry of the unknown account %s is refused, with the accounts that there are",
    async (account) => {
      await expect(start(account)).rejects.toThrow(
        `names the account ${JSON.stringify(account)}, which the options do not have. They have: second, default.`
      )
    }
  )

  it("a payment module that cannot reach the module kpay is refused, with the missing line", async () => {
    await expect(start(undefined, false)).rejects.toThrow('dependencies: ["kpay"]')
  })
})
