import type { MedusaContainer } from "@medusajs/framework/types"
import { erasePersonalData } from "../operations/erase-personal-data"

/** Keeps no payer's data longer than the shop says. */
export default async function erasePersonalDataJob(container: MedusaContainer): Promise<void> {
  await erasePersonalData(container)
}

export const config = {
  name: "kpay-erase-personal-data",
  schedule: "17 * * * *",
}
