import { KpayRefusedError } from "../../../gateway/errors"
import type { PayAnswer, Status } from "../../../gateway/wire"
import { recordCall } from "../../../telemetry/meter"
import { inSpan } from "../../../telemetry/tracer"
import type { Attempt } from "../attempts/attempt"
import { toSpanAttributes } from "./span-attributes"

/** Calls K-Pay about an attempt, with a span and a measurement that say what K-Pay answered. */
export async function observeCall<Answer extends PayAnswer | Status>(
  action: "pay" | "checkstatus",
  attempt: Attempt,
  call: () => Promise<Answer>
): Promise<Answer> {
  const { account, environment } = attempt
  return inSpan(`kpay.${action}`, toSpanAttributes(attempt), async (describe) => {
    const startedAt = performance.now()
    let outcome = "no_answer"
    try {
      const answer = await call()
      outcome = answer.state
      return answer
    } catch (error) {
      if (error instanceof KpayRefusedError) {
        outcome = error.said.code === null ? "not_connected" : "refused"
        if (error.said.code !== null) describe({ "kpay.code": error.said.code })
      }
      throw error
    } finally {
      describe({ "kpay.outcome": outcome })
      recordCall({ action, outcome, account, environment }, performance.now() - startedAt)
    }
  })
}
