import { toAccountChoices } from "../tabs/account-choices"
import { sayIn } from "./say-in"

const choose = (...accounts: readonly (readonly [string, "test" | "live"])[]) =>
  toAccountChoices(
    accounts.map(([name, environment]) => ({ name, environment })),
    sayIn("en")
  )

describe("The accounts of the cash-up", () => {
  it("are all of them, or one", () => {
    expect(choose(["default", "live"], ["all", "live"])).toEqual([
      { id: "all", text: "All accounts" },
      { id: "one default", text: "default", account: "default" },
      { id: "one all", text: "all", account: "all" },
    ])
  })

  it("are never test and live ones together", () => {
    expect(choose(["default", "live"], ["trial", "test"])).toEqual([
      { id: "all live", text: "All accounts (Live)", environment: "live" },
      { id: "all test", text: "All accounts (Test)", environment: "test" },
      { id: "one default", text: "default (Live)", account: "default" },
      { id: "one trial", text: "trial (Test)", account: "trial" },
    ])
  })

  it("are all of them before it is known which there are", () => {
    expect(choose()).toEqual([{ id: "all", text: "All accounts" }])
  })
})
