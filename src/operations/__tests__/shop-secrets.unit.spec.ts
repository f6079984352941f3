import { generateKeyPairSync } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { readShopSecrets, toClientHash } from "../shop-secrets"

/** A shop with these options and this login secret. */
function shopWith(payLinkSecrets: readonly string[], jwtSecret: unknown): MedusaContainer {
  const known: Record<string, unknown> = {
    kpay: { settings: { payLinkSecrets } },
    configModule: { projectConfig: { http: { jwtSecret } } },
  }
  return { resolve: (name: string) => known[name] } as unknown as MedusaContainer
}

describe("The secrets of a shop", () => {
  it("are the login secret where the shop names none", () => {
    expect(readShopSecrets(shopWith([], "supersecret"))).toEqual(["supersecret"])
  })

  it("are those that the shop names, so that the login secret can be changed and links stay", () => {
    const secrets = ["the secret of today", "the secret before"]
    expect(readShopSecrets(shopWith(secrets, "supersecret"))).toEqual(secrets)
  })

  it("are read from a key pair that logins are signed with", () => {
    const { privateKey } = generateKeyPairSync("ed25519")
    const [secret] = readShopSecrets(shopWith([], privateKey))
    expect(secret.length).toBeGreaterThan(32)
  })

  it("hide a shopper's address: equal for one address, another in another shop", () => {
    const shop = shopWith([], "supersecret")
    const hash = toClientHash(shop, "41.186.1.2")
    expect(hash).toMatch(/^[\w-]{22}$/)
    expect(toClientHash(shop, "41.186.1.2")).toBe(hash)
    expect(toClientHash(shop, "41.186.1.3")).not.toBe(hash)
    expect(toClientHash(shopWith([], "another"), "41.186.1.2")).not.toBe(hash)
    expect(toClientHash(shop, null)).toBeNull()
  })
})
