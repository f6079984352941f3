import fc from "fast-check"
import { toQrCode } from "../qr"
import { readQrCode } from "./read-qr"

/** As long as the token of a pay link is. */
const ADDRESS = `https://medusa.shop.example/kpay/pay/${"xY-3_z9Q".repeat(12)}`

describe("The QR code of a pay link", () => {
  it("is read as the very address, whatever the token and the shop's address are", () => {
    const token = fc.stringMatching(/^[\w-]{90,110}$/)
    const origin = fc.stringMatching(/^https:\/\/[a-z0-9-]{3,40}\.example$/)
    fc.assert(
      fc.property(origin, token, (shop, secret) => {
        const address = `${shop}/kpay/pay/${secret}`
        expect(readQrCode(toQrCode(address))).toBe(address)
      }),
      { numRuns: 20 }
    )
  })

  it("is large enough at 3 cm: each module is half a millimetre or more, white border included", () => {
    const { size } = toQrCode(ADDRESS)
    expect(30 / size).toBeGreaterThanOrEqual(0.5)
  })

  it("has a white border of four modules on every side", () => {
    const { size, path } = toQrCode(ADDRESS)
    const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, ...parts]) => parts.map(Number))
    const columns = runs.flatMap(([x = 0, , width = 0]) => [x, x + width])
    const rows = runs.map(([, y = 0]) => y)
    expect([Math.min(...columns), Math.max(...columns)]).toEqual([4, size - 4])
    expect([Math.min(...rows), Math.max(...rows)]).toEqual([4, size - 5])
  })

  it("is still read with a smudge on it", () => {
    const code = toQrCode(ADDRESS)
    const middle = code.size / 2
    const isSmudged = (x: number, y: number) => Math.abs(x - middle) < 4 && Math.abs(y - middle) < 4
    expect(readQrCode(code, isSmudged)).toBe(ADDRESS)
  })
})
