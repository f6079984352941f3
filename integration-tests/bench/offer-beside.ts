import { Modules } from "@medusajs/framework/utils"
import { updateRegionsWorkflow } from "@medusajs/medusa/core-flows"
import type { TestShop } from "../http/test-shop"

/** Lets shoppers pay by another provider too. */
export async function offerBeside({ container }: TestShop, providerId: string): Promise<void> {
  const [region] = await container.resolve(Modules.REGION).listRegions()
  await updateRegionsWorkflow(container).run({
    input: {
      selector: { id: region?.id ?? "" },
      update: { payment_providers: ["pp_kpay_kpay", providerId] },
    },
  })
}
