import { AsyncLocalStorage } from "node:async_hooks"
import { BlockList, isIP, isIPv6 } from "node:net"

/** The address of the request that is being answered. Core passes none to a payment provider. */
const storage = new AsyncLocalStorage<string | null>()

/** Answers a request, and remembers whose it is meanwhile. */
export function withClientAddress(address: string | undefined, answer: () => void): void {
  storage.run(toClientAddress(address), answer)
}

/** The network address of the shopper whose request is being answered; `null` where it is not known. */
export function readClientAddress(): string | null {
  return storage.getStore() ?? null
}

/**
 * The address that stands for one shopper. A private one belongs to the shop's own servers, e.g. a storefront that is rendered
 * there, and stands for many: it is `null`. An IPv6 subscriber has a whole network of 64 bits.
 */
export function toClientAddress(address: string | undefined): string | null {
  const plain = address?.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "") ?? ""
  const family = isIPv6(plain) ? "ipv6" : "ipv4"
  if (isIP(plain) === 0 || PRIVATE.check(plain, family)) return null
  return family === "ipv4" ? plain : toNetwork(plain)
}

function toNetwork(address: string): string {
  const [head = "", tail = ""] = address.toLowerCase().split("::")
  const first = head === "" ? [] : head.split(":")
  const last = tail === "" ? [] : tail.split(":")
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0")
  return [...first, ...zeros, ...last].slice(0, 4).join(":")
}

const PRIVATE = new BlockList()
PRIVATE.addSubnet("127.0.0.0", 8)
PRIVATE.addSubnet("10.0.0.0", 8)
PRIVATE.addSubnet("172.16.0.0", 12)
PRIVATE.addSubnet("192.168.0.0", 16)
PRIVATE.addSubnet("169.254.0.0", 16)
PRIVATE.addSubnet("100.64.0.0", 10)
PRIVATE.addAddress("::1", "ipv6")
PRIVATE.addSubnet("fc00::", 7, "ipv6")
PRIVATE.addSubnet("fe80::", 10, "ipv6")
