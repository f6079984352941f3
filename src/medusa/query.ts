import type { MedusaContainer, RemoteQueryFunction } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** Medusa's own way to read across its modules. */
export type Query = Omit<RemoteQueryFunction, symbol>

export function resolveQuery(container: MedusaContainer): Query {
  return container.resolve(ContainerRegistrationKeys.QUERY)
}

/** A number of Medusa's, which may come as number, text or BigNumber. */
export function toNumber(value: unknown): number {
  return Number(value ?? 0)
}
