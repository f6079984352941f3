import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

/** What the shop calls itself. */
export async function readShopName(container: MedusaContainer): Promise<string | null> {
  const [store] = await container.resolve(Modules.STORE).listStores({}, { take: 1 })
  return store?.name ?? null
}

/** What users of the dashboard are called, by their ids; a deleted user is not in it. */
export async function readUserNames(
  container: MedusaContainer,
  ids: readonly string[]
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const users = await container.resolve(Modules.USER).listUsers({ id: [...new Set(ids)] })
  return new Map(
    users.map(({ id, first_name, last_name, email }) => [
      id,
      [first_name, last_name].filter(Boolean).join(" ") || email,
    ])
  )
}
