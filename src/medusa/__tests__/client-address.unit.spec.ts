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
