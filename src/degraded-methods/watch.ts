import type { MedusaContainer } from "@medusajs/framework/types"
import { emitEvents } from "../operations/emit-events"
import { resolveDegradedMethods } from "./resolve"

/** Finds out which methods are degraded and which have recovered, and tells the shop. Without the option it does nothing. */
export async function watchMethods(container: MedusaContainer): Promise<void> {
  const watched = resolveDegradedMethods(container)
  if (!watched) return
  if (await watched.service.watch(watched.environment, watched.rules)) await emitEvents(container)
}
