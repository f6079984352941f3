import type { MedusaContainer } from "@medusajs/framework/types"
import type { MethodId } from "../domain/methods"
import type { KpayDegradedMethod, KpayHealthCheck } from "../http-types"
import { AS_USUAL, toFinding } from "./finding"
import { resolveDegradedMethods } from "./resolve"

const NONE: ReadonlySet<MethodId> = new Set()

/** The methods that the checkout shows last now. Without the option nothing is read. */
export async function readDegradedMethods(
  container: MedusaContainer
): Promise<ReadonlySet<MethodId>> {
  const watched = resolveDegradedMethods(container)
  if (!watched) return NONE
  const degraded = await watched.service.list(watched.environment)
  return new Set(degraded.map(({ method }) => method))
}

/** The same, said to admins. */
export async function findDegradedMethods(
  container: MedusaContainer
): Promise<KpayDegradedMethod[]> {
  const watched = resolveDegradedMethods(container)
  if (!watched) return []
  const degraded = await watched.service.list(watched.environment)
  return degraded.map((one) => ({
    method: one.method,
    since: one.since.toISOString(),
    ...toFinding(one, watched.rules),
  }))
}

/** The same, as checks of the setup; one that says so where every method is as usual. */
export async function checkMethods(container: MedusaContainer): Promise<KpayHealthCheck[]> {
  if (!resolveDegradedMethods(container)) return []
  const degraded = await findDegradedMethods(container)
  if (degraded.length === 0) return [{ id: "methods", status: "ok", ...AS_USUAL }]
  return degraded.map(({ method, message, remedy, message_id, remedy_id, details }) => ({
    id: `method_${method}`,
    status: "warning",
    ...{ message, remedy, message_id, remedy_id, details },
  }))
}
