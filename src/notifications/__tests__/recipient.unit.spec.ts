import { toInternational } from "../recipient"

describe("The phone that a message goes to", () => {
  it.each([
    ["0788 300 000", "+250788300000"],
    ["+250 788-300-000", "+250788300000"],
    ["+32 470 12 34 56", "+32470123456"],
    ["0032 (470) 123456", "+32470123456"],
    // A landline takes no messages, and a number without its country could be any country's.
    ["+250 252 58 00 00", null],
    ["0470 12 34 56", null],
    ["ask at the gate", null],
    ["", null],
  ])("%s is %s", (text, phone) => {
    expect(toInternational(text)).toBe(phone)
  })
})
