import fc from "fast-check"
import { readPayToken, toPayToken, toPayTokenKey } from "../pay-token"
import { readReceiptToken, toReceiptToken, toReceiptTokenKey } from "../receipt-token"

const SECRET = "the shop's secret"
const KEY = toReceiptTokenKey(SECRET)
const NOW = new Date("2026-03-01T10:00:00Z")
const LINK = {
  attemptId: "kpatt_01KQXG1ZC8T3V9W2M4N5P6R7S8",
  expiresAt: new Date("2027-03-01T10:00:00Z"),
}
const TOKEN = toReceiptToken(LINK, KEY)

describe("A receipt's token", () => {
  it("opens its payment's receipt until it expires", () => {
    expect(readReceiptToken(TOKEN, [KEY], NOW)).toEqual(LINK)
    expect(readReceiptToken(TOKEN, [KEY], new Date("2027-03-01T09:59:59Z"))).toEqual(LINK)
    expect(readReceiptToken(TOKEN, [KEY], LINK.expiresAt)).toBe("expired")
  })

  it("of an earlier day still opens, so that printed receipts can be checked", () => {
    const printed =
      "9JU34rnApikn2bPKvcD6cKLtrL44oz0cp3eGAYO0ZumumPyDRXhb0sBnipR-bYnq-ruKPqr7l4MA077Cp4n8uk4Y9ty4rDk"
    expect(readReceiptToken(printed, [KEY], NOW)).toEqual(LINK)
  })

  it("does not show which payment it is of, and is another one each time", () => {
    const bytes = Buffer.from(TOKEN, "base64url").toString("latin1")
    expect(TOKEN).toMatch(/^[\w-]{40,110}$/)
    expect(TOKEN + bytes).not.toContain(LINK.attemptId.slice(0, 8))
    expect(toReceiptToken(LINK, KEY)).not.toBe(TOKEN)
  })

  it("opens no pay page, and a pay link's token opens no receipt", () => {
    const payKey = toPayTokenKey(SECRET)
    const pay = toPayToken({ collectionId: LINK.attemptId, expiresAt: LINK.expiresAt }, payKey)
    expect(readPayToken(TOKEN, [payKey], NOW)).toBeNull()
    expect(readReceiptToken(pay, [KEY], NOW)).toBeNull()
  })

  it("of the secret before is opened while the shop names that secret", () => {
    const next = toReceiptTokenKey("the next secret")
    expect(readReceiptToken(TOKEN, [next], NOW)).toBeNull()
    expect(readReceiptToken(TOKEN, [next, KEY], NOW)).toEqual(LINK)
    expect(readReceiptToken(TOKEN, [next, KEY], LINK.expiresAt)).toBe("expired")
  })

  it("is rejected with any one character changed, removed or added", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: TOKEN.length - 1 }),
        fc.constantFrom("A", "B", "y", "0", "9", "-", "_", ".", "=", "+", "/", " "),
        (at, character) => {
          const [before, after] = [TOKEN.slice(0, at), TOKEN.slice(at + 1)]
          const changed = [before + character + after, before + after, TOKEN + character]
          for (const token of changed.filter((one) => one !== TOKEN))
            expect(readReceiptToken(token, [KEY], NOW)).toBeNull()
        }
      )
    )
  })
})
