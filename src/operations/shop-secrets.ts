import { createHmac, KeyObject } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"

/**
 * The secrets from which the plugin derives its keys, the one in use first: the option `payLinkSecrets`, or the secret with
 * which Medusa signs logins. Medusa does not start in production without that one.
 */
export function readShopSecrets(container: MedusaContainer): readonly [Secret, ...Secret[]] {
  const { payLinkSecrets } = container.resolve<KpayModuleService>(KPAY_MODULE).settings
  const [first, ...others] = payLinkSecrets
  return first === undefined ? [readLoginSecret(container)] : [first, ...others]
}

/** A shopper's network address as it is stored: equal for equal addresses, and unreadable without the shop's secret. */
export function toClientHash(container: MedusaContainer, address: string | null): string | null {
  if (address === null) return null
  const [secret] = readShopSecrets(container)
  const key = createHmac("sha256", secret).update("medusa-payment-kpay/client/v1").digest()
  return createHmac("sha256", key).update(address).digest("base64url").slice(0, 22)
}

type Secret = string | Buffer

/** It may be any secret that JSON web tokens are signed with. */
function readLoginSecret(container: MedusaContainer): Secret {
  const { jwtSecret = "" } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
    .projectConfig.http
  if (typeof jwtSecret === "string" || Buffer.isBuffer(jwtSecret)) return jwtSecret
  if (!(jwtSecret instanceof KeyObject)) return jwtSecret.key
  return jwtSecret.type === "secret"
    ? jwtSecret.export()
    : jwtSecret.export({ format: "der", type: "pkcs8" })
}
