import type { Callbacks } from "./callbacks"
import {
  FAILED,
  FAILED_FOR_FUNDS,
  OPERATOR_CODE,
  PAID,
  type Decision,
  type Ledger,
  type Transaction,
} from "./ledger"
import type { SandboxSettings } from "./options"
import type { Story } from "./stories"
import type { Timers } from "./timers"

/** An outcome that ends a transaction. */
export type Outcome = Exclude<Story["outcome"], "person" | "never">

/** The payers: they get prompts, and approve or refuse them as their story says. */
export class Payers {
  readonly #settings: SandboxSettings
  readonly #ledger: Ledger
  readonly #callbacks: Callbacks
  readonly #timers: Timers

  constructor(settings: SandboxSettings, ledger: Ledger, callbacks: Callbacks, timers: Timers) {
    this.#settings = settings
    this.#ledger = ledger
    this.#callbacks = callbacks
    this.#timers = timers
  }

  /** Sends the prompt to the phone. The payer of a story answers later; a card payment waits for its page. */
  prompt(transaction: Transaction): void {
    if (transaction.method === "cc") return
    const { story } = transaction
    if (story.callback === "forged") this.#callbacks.forge(transaction, this.#settings.callbackMs)
    if (story.outcome === "never" || story.outcome === "person") return
    const { outcome } = story
    this.#timers.after(this.#settings.promptMs, () => {
      void this.settle(transaction, outcome)
    })
  }

  /** Ends a transaction and posts the callbacks of its story. Resolves once the shop has answered them. */
  async settle(transaction: Transaction, outcome: Outcome): Promise<void> {
    this.#ledger.decide(transaction, toDecision(outcome))
    await this.#callbacks.announce(transaction, this.#settings)
  }
}

function toDecision(outcome: Outcome): Decision {
  switch (outcome) {
    case "pays":
      return PAID
    case "fails":
      return FAILED
    case "fails_for_funds":
      return FAILED_FOR_FUNDS
    case "operator_code":
      return OPERATOR_CODE
  }
}
