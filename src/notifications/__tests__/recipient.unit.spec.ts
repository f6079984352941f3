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
    expect(toInternational(text, null)).toBe(phone)
    expect(toInternational(text, "rw")).toBe(phone)
  })

  it.each([
    // A German mobile, which is a Rwandan stranger's without its country.
    ["0788 300 000", null],
    ["788300000", null],
    ["250788300000", null],
    ["+49 788 300 0000", "+497883000000"],
    ["0049 788 300 0000", "+497883000000"],
    ["(+32) 470 12 34 56", "+32470123456"],
    ["+250 788 300 000", "+250788300000"],
    ["00250 788 300 000", "+250788300000"],
  ])("%s in an address abroad is %s", (text, phone) => {
    expect(toInternational(text, "de")).toBe(phone)
    expect(toInternational(text, "DE")).toBe(phone)
  })
})
