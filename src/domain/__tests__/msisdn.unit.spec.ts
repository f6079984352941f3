import fc from "fast-check"
import {
  InvalidMsisdnError,
  parseMsisdn,
  toLocalMsisdn,
  toMaskedMsisdn,
  toNetwork,
} from "../msisdn"

describe("A Rwandan mobile number", () => {
  it.each([
    "0788 300 000",
    "788300000",
    "250788300000",
    "+250-788-300-000",
    "00250 788 300 000",
    "+250 (0) 788 300 000",
    "(0788) 300.000",
    "0788\u00a0300\u2009000",
    "\u202a+250 788 300 000\u202c",
    "0788‑300‑000",
    "＋250788300000",
  ])("written as %j is read", (text) => {
    expect(parseMsisdn(text)).toBe("250788300000")
  })

  it.each([
    "",
    "0788 300 00",
    "0788 300 0000",
    "0688300000",
    "+254788300000",
    "250 88 300 000",
    "call me",
    "0788-3OO-000",
  ])("%j is none", (text) => {
    expect(() => parseMsisdn(text)).toThrow(InvalidMsisdnError)
  })

  it("is read the same however its digits are spaced", () => {
    const prefix = fc.constantFrom("0", "", "250", "+250", "00250")
    const digits = fc.stringMatching(/^7\d{8}$/)
    const gap = fc.constantFrom("", " ", "-", ".", "\u00a0")
    fc.assert(
      fc.property(
        prefix,
        digits,
        fc.array(gap, { minLength: 9, maxLength: 9 }),
        (start, number, gaps) => {
          const written =
            start + Array.from(number, (digit, index) => digit + (gaps[index] ?? "")).join("")
          expect(parseMsisdn(written)).toBe(`250${number}`)
        }
      )
    )
  })

  it("of any text is one with its country, or the documented error; written again it is read the same", () => {
    const nearly = fc.stringMatching(/^\+?(00)?(250)?0?7[\d ()-]{6,12}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), nearly), (text) => {
        try {
          const msisdn = parseMsisdn(text)
          expect(msisdn).toMatch(/^2507\d{8}$/)
          expect(text.replace(/\D/g, "").endsWith(msisdn.slice(3))).toBe(true)
          expect(parseMsisdn(toLocalMsisdn(msisdn))).toBe(msisdn)
          expect(toMaskedMsisdn(msisdn)).toMatch(/^0\d{3} ••• \d{3}$/)
          expect(() => parseMsisdn(toMaskedMsisdn(msisdn))).toThrow(InvalidMsisdnError)
        } catch (error) {
          if (!(error instanceof InvalidMsisdnError)) throw error
          if (text.trim().length > 3) expect(error.message).not.toContain(text.trim())
        }
      }),
      { numRuns: 2_000 }
    )
  })

  it("tells its network by its prefix", () => {
    const networks = ["0781234567", "0791234567", "0721234567", "0731234567", "0701234567"].map(
      (text) => toNetwork(parseMsisdn(text))
    )
    expect(networks).toEqual(["mtn", "mtn", "airtel", "airtel", null])
  })

  it("is masked so that its owner recognises it and strangers cannot call it", () => {
    expect(toMaskedMsisdn(parseMsisdn("0788300000"))).toBe("0788 ••• 000")
  })

  it("is written as people in Rwanda write it", () => {
    expect(toLocalMsisdn(parseMsisdn("0788123456"))).toBe("0788 123 456")
  })

  it("is never repeated in the error about it", () => {
    expect(new InvalidMsisdnError().message).not.toMatch(/\d{9}/)
    expect(() => parseMsisdn("078830000099")).toThrow(/^(?!.*078830000099)/)
  })
})
