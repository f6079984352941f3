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
    expect(readPayToken(TOKEN, KEY, NOW)).toEqual(LINK)
    expect(readPayToken(TOKEN, KEY, new Date("2026-03-08T09:59:59Z"))).toEqual(LINK)
    expect(readPayToken(TOKEN, KEY, LINK.expiresAt)).toBe("expired")
  })

  it("has the same form in every version, so that sent links keep working", () => {
    expect(TOKEN).toBe(
      "cGF5X2NvbF8wMUtRWEcxWkM4VDNWOVcyTTRONVA2UjdTOCAxNzcyOTY0MDAw.tt7StyWx56NsHuYuG4lUB-LataVuGBA-LmYfsRnrsQU"
    )
  })

  it("fits an SMS and a URL without encoding", () => {
    expect(TOKEN).toMatch(/^[\w-]+\.[\w-]{43}$/)
    expect(TOKEN.length).toBeLessThan(110)
  })

  it("is rejected when it is signed by another shop or with the secret itself", () => {
    expect(readPayToken(TOKEN, toPayTokenKey("another secret"), NOW)).toBeNull()
    const bare = toPayToken(LINK, Buffer.from("the shop's secret"))
    expect(readPayToken(bare, KEY, NOW)).toBeNull()
  })

  it("is rejected with the signature of another payment", () => {
    const other = toPayToken({ ...LINK, collectionId: "pay_col_other" }, KEY)
    const mixed = `${TOKEN.split(".")[0] ?? ""}.${other.split(".")[1] ?? ""}`
    expect(readPayToken(mixed, KEY, NOW)).toBeNull()
  })

  it("is rejected with a later expiry", () => {
    const payload = Buffer.from(`${LINK.collectionId} 99999999999`).toString("base64url")
    expect(readPayToken(`${payload}.${TOKEN.split(".")[1] ?? ""}`, KEY, NOW)).toBeNull()
  })

  it.each(["", ".", "..", "a.b", "null", `${TOKEN}.`, `${TOKEN}=`, `.${TOKEN}`, "x".repeat(5000)])(
    "is rejected as garbage: %j",
    (garbage) => {
      expect(readPayToken(garbage, KEY, NOW)).toBeNull()
    }
  )

  it("is rejected with any one character changed, removed or added", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: TOKEN.length - 1 }),
        fc.constantFrom("A", "B", "y", "0", "9", "-", "_", ".", "=", "+", "/", " "),
        (at, character) => {
          const [before, after] = [TOKEN.slice(0, at), TOKEN.slice(at + 1)]
          const changed = [before + character + after, before + after, TOKEN + character]
          for (const token of changed.filter((one) => one !== TOKEN))
            expect(readPayToken(token, KEY, NOW)).toBeNull()
        }
      )
    )
  })

  it("gives back any payment collection and expiry", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w]{1,60}$/), fc.nat({ max: 4e9 }), (collectionId, s) => {
        const expiresAt = new Date(s * 1000)
        const read = readPayToken(toPayToken({ collectionId, expiresAt }, KEY), KEY, NOW)
        expect(read).toEqual(expiresAt > NOW ? { collectionId, expiresAt } : "expired")
      })
    )
  })

  it("is never accepted from arbitrary text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readPayToken(text, KEY, NOW)).toBeNull()
      })
    )
  })
})
