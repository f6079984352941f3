import fc from "fast-check"
import { readClientAddress, toClientAddress, withClientAddress } from "../client-address"

describe("A shopper's network address", () => {
  it.each([
    ["41.186.1.2", "41.186.1.2"],
    ["::ffff:41.186.1.2", "41.186.1.2"],
    ["2c0f:eb68:1:2:3:4:5:6", "2c0f:eb68:1:2"],
    ["2c0f:eb68:1:2::9", "2c0f:eb68:1:2"],
    ["2C0F::1", "2c0f:0:0:0"],
  ])("%s stands for %s", (address, expected) => {
    expect(toClientAddress(address)).toBe(expected)
  })

  it.each([
    undefined,
    "",
    "unknown",
    "127.0.0.1",
    "::1",
    "::ffff:10.0.0.7",
    "192.168.1.9",
    "fd00::1",
    "fe80::1%eth0",
  ])("%s stands for no shopper: it is a server of the shop's own, or no address", (address) => {
    expect(toClientAddress(address)).toBeNull()
  })

  it("of any text is none, an IPv4 address or the network of an IPv6 one, written in one way", () => {
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.ipV4().map((ip) => `::ffff:${ip}`)
    )
    fc.assert(
      fc.property(address, (text) => {
        const client = toClientAddress(text)
        if (client === null) return
        expect(client).toMatch(/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3})$/)
        expect(toClientAddress(text.toUpperCase())).toBe(client)
      }),
      { numRuns: 2_000 }
    )
  })

  it("is known while the request is answered, also after waiting, and not beside it", async () => {
    const seen = await new Promise<string | null>((resolve) => {
      withClientAddress("41.186.1.2", () => {
        setTimeout(() => {
          resolve(readClientAddress())
        }, 1)
      })
    })
    expect(seen).toBe("41.186.1.2")
    expect(readClientAddress()).toBeNull()
  })
})
