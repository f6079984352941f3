import { writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { seedAdmin, seedShop } from "./seed"

/** Run by `medusa exec`: seeds the shop, and writes what a shopper needs into the file that is named. */
export default async function seed({ container, args }: ExecArgs): Promise<void> {
  const [file, email, password] = args
  if (!file || !email || !password)
    throw new Error("Name the file to write, the login's e-mail and its password.")
  const shop = await seedShop(container)
  await seedAdmin(container, email, password)
  writeFileSync(file, JSON.stringify(shop))
}
