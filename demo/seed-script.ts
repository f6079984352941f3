import { writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { seedAdmin, seedShop } from "./seed"

/** `medusa exec` runs this script. It seeds the shop and writes its ids to a file. */
export default async function seed({ container, args }: ExecArgs): Promise<void> {
  const [file, email, password, branch] = args
  if (!file || !email || !password)
    throw new Error("Give the file to write, and the e-mail and password of the login.")
  const shop = await seedShop(container, { withBranch: branch === "with-branch" })
  await seedAdmin(container, email, password)
  writeFileSync(file, JSON.stringify(shop))
}
