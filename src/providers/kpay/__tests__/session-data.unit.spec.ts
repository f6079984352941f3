import { InvalidAmountError, toAmountRwf } from "../../../domain/amount"
import { toKeptData, toNumeric, toSessionData } from "../session-data"

const KEPT = { session_id: "payses_1", method: "momo", locale: "rw", chosen_in: "payses_1" }

describe("What a payment session keeps", () => {
  it("is ours alone, whatever a shopper's browser has sent", () => {
    const sent = { phone: "0788300000", session_id: "payses_2", client: { name: "x" } }
    expect(toSessionData(KEPT, sent)).toEqual({ ...KEPT, phone: null, client: null })
  })

  it("loses what a browser wrote into `client` whenever the provider answers", () => {
    expect(toKeptData({ ...KEPT, client: { phone: "0788300000" } })).toEqual({
      ...KEPT,
      client: null,
    })
  })

  it("is nothing where nothing was kept", () => {
    expect(toKeptData(undefined)).toEqual({})
  })
})

describe("An amount of Medusa's", () => {
  it.each([
    [5200, 5200],
    ["5200.4", 5200.4],
    [{ value: "5200" }, 5200],
  ])("%j is a number", (amount, expected) => {
    expect(toNumeric(amount)).toBe(expected)
  })

  it.each([["many"], [{ value: "many" }], [{}], [undefined]])(
    "that is none (%j) is refused as an amount, and not as a fault of the server",
    (amount) => {
      expect(() => toAmountRwf(toNumeric(amount as never), "RWF", "nearest")).toThrow(
        InvalidAmountError
      )
    }
  )
})
