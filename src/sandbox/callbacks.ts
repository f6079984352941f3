import type { Answers, Body } from "./answers"
import { FAILED, PAID, type Transaction } from "./ledger"
import type { Quirks } from "./quirks"
import type { Timers } from "./timers"

/** Posts callbacks as K-Pay does: unsigned, late, twice or not at all, and by default as JSON labelled as a form. */
export class Callbacks {
  readonly #answers: Answers
  readonly #quirks: Quirks
  readonly #timers: Timers

  constructor(answers: Answers, quirks: Quirks, timers: Timers) {
    this.#answers = answers
    this.#quirks = quirks
    this.#timers = timers
  }

  /** Posts the outcome of a transaction to the shop, in the way of its story. Ends when the shop has answered. */
  async announce(
    transaction: Transaction,
    delays: { readonly callbackMs: number; readonly lateCallbackMs: number }
  ): Promise<void> {
    const { callbackMs, lateCallbackMs } = delays
    const outcome = this.#answers.status(transaction)
    const postTwice = async (second: Body, secondAfterMs: number): Promise<void> => {
      await Promise.all([
        this.#post(transaction, outcome, callbackMs),
        this.#post(transaction, second, secondAfterMs),
      ])
    }
    switch (transaction.story.callback) {
      case "lost":
        return
      case "late":
        return this.#post(transaction, outcome, lateCallbackMs)
      case "twice":
        return postTwice(outcome, callbackMs)
      case "failed_after_paid":
        return postTwice(
          { ...outcome, statusid: FAILED.statusid, statusdesc: FAILED.statusdesc },
          callbackMs * 2
        )
      case "pending_after_paid":
        return postTwice({ ...outcome, statusid: "03", statusdesc: "PENDING" }, callbackMs * 2)
      case "once":
      case "forged":
      case "before_answer":
        return this.#post(transaction, outcome, callbackMs)
    }
  }

  /** Posts a callback that claims a payment that did not happen. */
  forge(transaction: Transaction, afterMs: number): void {
    void this.#post(
      transaction,
      {
        ...this.#answers.status(transaction),
        statusid: PAID.statusid,
        statusdesc: PAID.statusdesc,
      },
      afterMs
    )
  }

  async #post(transaction: Transaction, body: Body, afterMs: number): Promise<void> {
    await this.#timers.pause(afterMs)
    transaction.callbacks.push({ at: new Date(), statusid: String(body.statusid) })
    const { contentType, text } = this.#quirks.toCallback(body)
    try {
      await fetch(transaction.returl, {
        method: "POST",
        // Nothing shows that K-Pay follows a shop that is elsewhere.
        redirect: "manual",
        headers: { "content-type": contentType },
        body: text,
        signal: AbortSignal.timeout(10_000),
      })
    } catch {
      // There is no evidence that K-Pay retries, so the sandbox does not.
    }
  }
}
