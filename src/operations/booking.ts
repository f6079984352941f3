import { AsyncLocalStorage } from "node:async_hooks"

/** Money that core is asked to book for an order. */
interface Booking {
  readonly attemptId: string
  readonly sessionId: string
  readonly orderId: string
}

/** Core hands nothing on to the payment provider, so this goes with the chain of calls. */
const storage = new AsyncLocalStorage<Booking>()

/**
 * Has core book money on which was decided a moment ago, with the payment's lease held. Core asks the provider about it on the
 * way, which then need not decide again.
 */
export function whileBooking<T>(booking: Booking, work: () => Promise<T>): Promise<T> {
  return storage.run(booking, work)
}

/** What was decided for a session in this chain of calls; `null` where nothing was. */
export function findBooking(sessionId: string): Booking | null {
  const booking = storage.getStore()
  return booking?.sessionId === sessionId ? booking : null
}
