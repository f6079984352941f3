import type { LoaderOptions } from "@medusajs/framework/types"
import { parseOptions } from "../options/options"

/**
 * Has Medusa refuse to start with options that cannot work.
 *
 * @throws InvalidOptionsError that lists every fault.
 */
export default async function checkOptions({ options }: LoaderOptions): Promise<void> {
  parseOptions(options)
}
