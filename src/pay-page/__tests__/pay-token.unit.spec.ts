import fc from "fast-check"
import { readPayToken, toPayToken, toPayTokenKey } from "../pay-token"

const KEY = toPayTokenKey("the shop's secret")
const NOW = new Date("2026-03-01T10:00:00Z")
const LINK = {
  collectionId: "pay_col_01KQXG1ZC8T3V9W2M4N5P6R7S8",
  expiresAt: new Date("2026-03-08T10:00:00Z"),
}
const TOKEN = toPayToken(LINK, KEY)

describe("A pay link's token", () => {
  it("opens its payment collection until it expires", () => {
    expect(readPayToken(TOKEN, [KEY], NOW)).toEqual(LINK)
    expect(readPayToken(TOKEN, [KEY], new Date("2026-03-08T09:59:59Z"))).toEqual(LINK)
    expect(readPayToken(TOKEN, [KEY], LINK.expiresAt)).toBe("expired")
  })

  it("of an earlier day still opens, so that sent links keep working", () => {
    const sent =
      "k4WhUEtfBl6JZgs3WeFctozc0bF2I2VB_5sD843OG1kZMS80gqTKmqi4RHKaUd2cBvd4FKMsb8oSnXzASfAp0kdy-1RBh7zG9Q"
    expect(readPayToken(sent, [KEY], NOW)).toEqual(LINK)
  })

  it("fits an SMS and a URL without encoding", () => {
    expect(TOKEN).toMatch(/^[\w-]+$/)
    expect(TOKEN.length).toBeLessThan(110)
  })

  it("does not show which payment it opens, and is another one each time", () => {
    const bytes = Buffer.from(TOKEN, "base64url").toString("latin1")
    expect(TOKEN + bytes).not.toContain(LINK.collectionId.slice(0, 8))
    expect(toPayToken(LINK, KEY)).not.toBe(TOKEN)
  })

  it("is rejected when it is another shop's or made with the secret itself", () => {
    expect(readPayToken(TOKEN, [toPayTokenKey("another secret")], NOW)).toBeNull()
    const bare = toPayToken(LINK, Buffer.from("the shop's secret has 32 bytes!!"))
    expect(readPayToken(bare, [KEY], NOW)).toBeNull()
  })

  it("of the secret before is opened while the shop names that secret", () => {
    const next = toPayTokenKey("the next secret")
    expect(readPayToken(TOKEN, [next], NOW)).toBeNull()
    expect(readPayToken(TOKEN, [next, KEY], NOW)).toEqual(LINK)
    expect(readPayToken(TOKEN, [next, KEY], LINK.expiresAt)).toBe("expired")
  })

  it.each([
    "",
    ".",
    "..",
    "a.b",
    "null",
    "A".repeat(40),
    "A".repeat(120),
    `${TOKEN}.`,
    `${TOKEN}=`,
    `.${TOKEN}`,
    "x".repeat(5000),
  ])("is rejected as garbage %#", (garbage) => {
    expect(readPayToken(garbage, [KEY], NOW)).toBeNull()
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
            expect(readPayToken(token, [KEY], NOW)).toBeNull()
        }
      )
    )
  })

  it("gives back any payment collection and expiry", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w]{1,60}$/), fc.nat({ max: 4e9 }), (collectionId, s) => {
        const expiresAt = new Date(s * 1000)
        const read = readPayToken(toPayToken({ collectionId, expiresAt }, KEY), [KEY], NOW)
        expect(read).toEqual(expiresAt > NOW ? { collectionId, expiresAt } : "expired")
      })
    )
  })

  it("opens by the secret that it was made with, and by no other", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (secrets, at) => {
          const secret = secrets[at % secrets.length] ?? ""
          const token = toPayToken(LINK, toPayTokenKey(secret))
          const others = secrets.filter((one) => one !== secret).map(toPayTokenKey)
          expect(readPayToken(token, secrets.map(toPayTokenKey), NOW)).toEqual(LINK)
          expect(readPayToken(token, others, NOW)).toBeNull()
        }
      )
    )
  })

  it("is never accepted from arbitrary text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPayToken(text, [KEY], NOW)).toBeNull()
      })
    )
  })
})
