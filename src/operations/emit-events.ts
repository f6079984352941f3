import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"

/** Emits every event that is recorded and was not emitted yet, each once. */
export async function emitEvents(container: MedusaContainer): Promise<void> {
  const bus = container.resolve(Modules.EVENT_BUS)
  await container
    .resolve<KpayModuleService>(KPAY_MODULE)
    .emptyOutbox((events) =>
      bus.emit(events.map(({ name, data }) => ({ name, data: { ...data } })))
    )
}
