import type { Answers, Body } from "./answers"
import { FAILED, PAID, type Transaction } from "./ledger"

/** Posts callbacks as K-Pay does: unsigned, late, twice or not at all, and JSON labelled as a form. */
export class Callbacks {
  readonly #answers: Answers
  readonly #later: (afterMs: number, act: () => void) => void

  constructor(answers: Answers, later: (afterMs: number, act: () => void) => void) {
    this.#answers = answers
    this.#later = later
  }

  /** Tells the shop what was decided, in the way of the transaction's story; ends when the shop has answered. */
  async announce(
    transaction: Transaction,
    delays: { readonly callbackMs: number; readonly lateCallbackMs: number }
  ): Promise<void> {
    const { callbackMs, lateCallbackMs } = delays
    const truth = this.#answers.status(transaction)
    switch (transaction.story.callback) {
      case "lost":
        return
      case "late":
        return this.#post(transaction, truth, lateCallbackMs)
      case "twice":
        await Promise.all([
          this.#post(transaction, truth, callbackMs),
          this.#post(transaction, truth, callbackMs),
        ])
        return
      case "failed_after_paid":
        await Promise.all([
          this.#post(transaction, truth, callbackMs),
          this.#post(
            transaction,
            { ...truth, statusid: FAILED.statusid, statusdesc: FAILED.statusdesc },
            callbackMs * 2
          ),
        ])
        return
      case "pending_after_paid":
        await Promise.all([
          this.#post(transaction, truth, callbackMs),
          this.#post(
            transaction,
            { ...truth, statusid: "03", statusdesc: "PENDING" },
            callbackMs * 2
          ),
        ])
        return
      case "once":
      case "forged":
      case "before_answer":
        return this.#post(transaction, truth, callbackMs)
    }
  }

  /** Claims a payment that there is not. */
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
    await new Promise<void>((resolve) => {
      this.#later(afterMs, resolve)
    })
    transaction.callbacks.push({ at: new Date(), statusid: String(body.statusid) })
    try {
      await fetch(transaction.returl, {
        method: "POST",
        // Recorded so from the real service, although the body is JSON.
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      })
    } catch {
      // K-Pay shows no sign of trying again, so neither does the sandbox.
    }
  }
}
