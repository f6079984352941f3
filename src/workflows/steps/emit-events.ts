import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import { emitEvents } from "../../operations/emit-events"

/** Emits the events that are recorded. Should this fail, the job emits them. */
export const emitEventsStep = createStep(
  "kpay-emit-events",
  async (refreshed: Attempt | null, { container }) => {
    if (refreshed) await emitEvents(container)
    return new StepResponse()
  }
)
