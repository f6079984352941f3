import { checkPhone } from "../phone-check"

describe("A phone number while the shopper types it", () => {
  it.each([
    "0788300000",
    "0788 300 000",
    "788300000",
    "250788300000",
    "+250788300000",
    "+250 (0) 788-300-000",
    "00250 788 300 000",
    " \u202D0788 300 000\u202C ",
  ])("%j is never invalid while it is incomplete, and valid at the end", (number) => {
    for (let length = 1; length < number.length; length++) {
      const { state } = checkPhone(number.slice(0, length))
      expect([number.slice(0, length), state]).not.toEqual([number.slice(0, length), "invalid"])
    }
    expect(checkPhone(number)).toEqual({ state: "valid", network: "mtn", display: "0788 300 000" })
  })

  it("shows the network as soon as the prefix is typed", () => {
    const networks = ["07", "078", "073", "+25072", "25079", "074", "0788 3"].map(
      (text) => checkPhone(text).network
    )
    expect(networks).toEqual([null, "mtn", "airtel", "airtel", "mtn", null, "mtn"])
    expect(checkPhone("0738 000 001")).toMatchObject({ state: "valid", network: "airtel" })
    expect(checkPhone("0700000000")).toMatchObject({ state: "valid", network: null })
  })

  it("tells an incomplete number from an invalid one", () => {
    const states = ["", "  ", "0", "+", "0788 300 00", "0788 300 0000", "08", "1", "078a", "+254"]
    expect(states.map((text) => checkPhone(text).state)).toEqual([
      "empty",
      "empty",
      "incomplete",
      "incomplete",
      "incomplete",
      "invalid",
      "invalid",
      "invalid",
      "invalid",
      "invalid",
    ])
  })
})
