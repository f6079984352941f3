import { setTimeout as sleep } from "node:timers/promises"
import { read, takenBy } from "./books"
import type { Market } from "./market"

/** Longer than anything in the shop waits for: core's lock of a dead server ends after two minutes. */
const STILL_MS = 240_000

/** Waits until the shop knows of all money, and has told Medusa and everybody who listens; `false` where nothing more happens. */
export async function untilRest({ knex, sandbox }: Market): Promise<boolean> {
  let last = ""
  let changedAt = Date.now()
  while (Date.now() - changedAt < STILL_MS) {
    const [state] = await read<{ settled: number; busy: number }>(
      knex,
      `select (select count(*) from kpay_attempt where status in ('applied', 'unapplied', 'refund_due', 'refunded', 'dismissed'))::integer as settled,
              ((select count(*) from kpay_event) + (select count(*) from kpay_attempt where status = 'paid')
                + (select count(*) from kpay_manual_payment where status = 'recording'))::integer as busy`
    )
    if (state?.busy === 0 && state.settled >= takenBy(sandbox).length) return true
    const now = JSON.stringify(state)
    if (now !== last) changedAt = Date.now()
    last = now
    await sleep(500)
  }
  return false
}
