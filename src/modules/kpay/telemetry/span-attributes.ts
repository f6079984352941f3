import type { Attributes } from "@medusajs/framework/opentelemetry/api"
import type { Attempt } from "../attempts/attempt"

/** What the spans about an attempt say of it: ids and words of the domain. */
export function toSpanAttributes({
  id,
  refid,
  status,
  method,
  network,
  account,
  environment,
}: Attempt): Attributes {
  return {
    "kpay.attempt_id": id,
    "kpay.refid": refid,
    "kpay.status": status,
    "kpay.method": method,
    "kpay.account": account,
    "kpay.environment": environment,
    ...(network !== null && { "kpay.network": network }),
  }
}
