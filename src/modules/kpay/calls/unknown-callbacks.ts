import type { Logger } from "@medusajs/framework/types"
import { withoutPersonalData } from "../../../gateway/redaction"

/** Strangers can post callbacks, so the log has one line about unknown ones in this time. */
const EVERY_MS = 60_000

/** What K-Pay's and our refids are made of. A stranger's text is not written to the log. */
const REFID = /^[\w-]{1,64}$/

/**
 * Tells in the log of callbacks that belong to no payment. After a database was restored from a backup they are the only sign of
 * money that the backup does not know.
 */
export class UnknownCallbacks {
  readonly #logger: Logger
  #lastAt = -Infinity
  #untold = 0

  constructor(logger: Logger) {
    this.#logger = logger
  }

  note(refid: string | null): void {
    const now = performance.now()
    if (now - this.#lastAt < EVERY_MS) {
      this.#untold++
      return
    }
    const named =
      refid !== null && REFID.test(refid) ? `refid ${withoutPersonalData(refid)}` : "no refid"
    const more = this.#untold > 0 ? ` ${this.#untold} more came since the last such line.` : ""
    this.#logger.warn(
      `kpay: a callback came that belongs to no payment of this shop (${named}).${more} Anybody can post one. If the database was restored from a backup, look for this refid at K-Pay: it may be money that the backup does not know.`
    )
    this.#lastAt = now
    this.#untold = 0
  }
}
