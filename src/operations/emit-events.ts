import type { IEventBusModuleService, Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { toErrorText } from "../medusa/error-text"
import { KPAY_MODULE } from "../modules/kpay"
import type KpayModuleService from "../modules/kpay/service"
import { within } from "./within"

interface Means {
  readonly kpay: KpayModuleService
  readonly bus: IEventBusModuleService
  readonly logger: Logger
}

/** How long a caller waits for the shop's event bus. A bus on Redis answers nothing while Redis is away. */
const WAIT_MS = 5_000

/** What this process emits now, and whether more was recorded since that began. */
let emitting: Promise<void> | undefined
let hasMore = false
/** Whether a caller has waited in vain: then no further one does. */
let isHanging = false

/**
 * Emits every event that is recorded and was not emitted yet, each once. Never throws, and waits some seconds at most: what
 * an event tells of is a fact already, and the job emits what is left.
 */
export async function emitEvents(container: MedusaContainer): Promise<void> {
  const done = emitOnce(container)
  if (isHanging) return
  await within(WAIT_MS, done, () => {
    isHanging = emitting !== undefined
  })
}

/** A process emits once at a time: each time holds a connection to the database until the bus has answered. */
function emitOnce(container: MedusaContainer): Promise<void> {
  hasMore = true
  emitting ??= emitAll({
    kpay: container.resolve<KpayModuleService>(KPAY_MODULE),
    bus: container.resolve(Modules.EVENT_BUS),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  })
  return emitting
}

async function emitAll({ kpay, bus, logger }: Means): Promise<void> {
  try {
    while (hasMore) {
      hasMore = false
      await kpay.emptyOutbox((events) =>
        bus.emit(events.map(({ name, data }) => ({ name, data: { ...data } })))
      )
    }
  } catch (error) {
    logger.error(`kpay: events could not be emitted; the job will. ${toErrorText(error)}`)
  } finally {
    emitting = undefined
    isHanging = false
  }
}
