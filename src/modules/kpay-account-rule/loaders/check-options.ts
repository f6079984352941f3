import type { LoaderOptions } from "@medusajs/framework/types"
import { parseAccountBy } from "../account-by"

/**
 * Has Medusa refuse to start with a rule that cannot work.
 *
 * @throws InvalidOptionsError that lists every fault.
 */
export default async function checkOptions({ options }: LoaderOptions): Promise<void> {
  parseAccountBy(options)
}
