import type { ExecArgs } from "@medusajs/framework/types"
import { checkHealth } from "../../operations/setup/check-health"
import { answer } from "./answer"

/** `medusa exec` runs this for `kpay doctor`. */
export default async function doctor({ container }: ExecArgs): Promise<void> {
  answer(await checkHealth(container))
}
