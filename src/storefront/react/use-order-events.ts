import { useEffect, useRef } from "react"
import type { KpaySession } from "../../http-types"
import { isEnded } from "../wait"

/** The events of a checkout. */
export interface OrderEvents {
  /**
   * The order exists and may be unpaid. The shop can forget its cart, and keeps this page open. `session` is `null` for an
   * order that costs nothing.
   */
  readonly onOrder?: ((orderId: string, session: KpaySession | null) => void) | undefined
  /** The money has arrived: the shop can open its thank-you page. */
  readonly onPaid?: ((session: KpaySession) => void) | undefined
  /** The payment's status is known, or has changed: the shop can change a heading of its own. */
  readonly onStatus?: ((status: KpaySession["status"], session: KpaySession) => void) | undefined
}

/** Calls each event of a session once. */
export function useOrderEvents(
  session: KpaySession | null,
  { onOrder, onPaid, onStatus }: OrderEvents
): void {
  const reported = useRef("")
  const lastStatus = useRef<KpaySession["status"] | null>(null)
  useEffect(() => {
    if (!session || session.status === lastStatus.current) return
    lastStatus.current = session.status
    onStatus?.(session.status, session)
  }, [session, onStatus])
  useEffect(() => {
    if (!session?.order_id && !(session?.status === "paid" && isEnded(session))) return
    const isPaid = session.status === "paid"
    const before = reported.current
    reported.current = `${session.order_id ?? ""} ${String(isPaid)}`
    if (session.order_id && !before.startsWith(session.order_id))
      onOrder?.(session.order_id, session)
    if (isPaid && !before.endsWith("true")) onPaid?.(session)
  }, [session, onOrder, onPaid])
}
