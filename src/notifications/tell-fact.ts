import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { NotificationFact } from "../domain/notifications"
import { listChannelsOn, readSettings } from "./channels"
import { readNotice, type Subject } from "./read-notice"
import { tell } from "./tell"

/**
 * Tells the shopper a fact by every channel that the shop has switched on for it, each once. It never throws: no message is
 * worth an order. Without a channel it does nothing at all.
 */
export async function tellFact(
  container: MedusaContainer,
  fact: Exclude<NotificationFact, "pay_link">,
  subject: Subject
): Promise<void> {
  const channels = listChannelsOn(readSettings(container), fact)
  if (channels.length === 0) return
  const id = subject.refundId ?? subject.attemptId ?? ""
  const notice = await withoutThrowing(container, `"${fact}" of ${id}`, () =>
    readNotice(container, fact, subject)
  )
  if (!notice) return
  await Promise.all(
    channels.map((channel) =>
      withoutThrowing(container, `"${fact}" of ${id} by ${channel}`, () =>
        tell(container, notice, channel, null)
      )
    )
  )
}

async function withoutThrowing<Result extends object>(
  container: MedusaContainer,
  what: string,
  act: () => Promise<Result | null>
): Promise<Result | null> {
  try {
    return await act()
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown error"
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`kpay: the message ${what} could not be prepared or recorded (${name}).`)
    return null
  }
}
