import { Modules } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { Attempt } from "../../modules/kpay/attempt"

/** Emits an event for each thing that became true of an attempt between two moments. Ids and amounts only. */
export const tellStep = createStep(
  "kpay-tell",
  async (
    { before, after }: { readonly before: Attempt | null; readonly after: Attempt | null },
    { container }
  ) => {
    if (!after) return new StepResponse()
    const facts = [
      { name: "kpay.payment.paid", isNew: !before?.placed_at && Boolean(after.placed_at) },
      { name: "kpay.payment.unplaced", isNew: !before?.unplaced_at && Boolean(after.unplaced_at) },
      {
        name: "kpay.payment.failed",
        isNew: before?.state !== "failed" && after.state === "failed",
      },
    ]
    const events = facts
      .filter(({ isNew }) => isNew)
      .map(({ name }) => ({ name, data: toEventData(after) }))
    if (events.length > 0) await container.resolve(Modules.EVENT_BUS).emit(events)
    return new StepResponse()
  }
)

function toEventData(attempt: Attempt) {
  const {
    id,
    refid,
    payment_session_id,
    cart_id,
    order_id,
    amount,
    currency_code,
    reason_code,
    unplaced_reason,
  } = attempt
  return {
    id,
    refid,
    payment_session_id,
    cart_id,
    order_id,
    amount,
    currency_code,
    reason_code,
    unplaced_reason,
  }
}
