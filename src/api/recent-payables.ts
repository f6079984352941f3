import type { Payable } from "../operations/read-payment"

/** How old the balance on a waiting page may be. Starting an attempt and applying money read the balance again. */
const RECENT_MS = 10_000

/** A bound for the memory: so many pages may wait on one server before some of their polls cost more. */
const KEPT_MAX = 5_000

interface Kept {
  readonly payable: Payable
  readonly until: number
}

/**
 * What polled payments were for and owed a moment ago, by the sessions that were polled.
 *
 * While a prompt waits for its payer, a page polls every two seconds and its order does not change; reading the order each
 * time would cost more than half of a poll.
 */
export class RecentPayables {
  readonly #kept = new Map<string, Kept>()
  readonly #now: () => number

  /** @param now gives milliseconds of a clock that never goes back. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  find(sessionId: string): Payable | null {
    const kept = this.#kept.get(sessionId)
    return kept && kept.until > this.#now() ? kept.payable : null
  }

  keep(sessionId: string, payable: Payable): void {
    // A Map keeps the order of insertion, so the oldest is first.
    this.#kept.delete(sessionId)
    this.#kept.set(sessionId, { payable, until: this.#now() + RECENT_MS })
    for (const [id, { until }] of this.#kept) {
      if (this.#kept.size <= KEPT_MAX && until > this.#now()) break
      this.#kept.delete(id)
    }
  }
}
