import type { Story } from "./stories"

/** One `pay` that opened a transaction, accepted or refused. */
export interface Transaction {
  readonly tid: string
  readonly refid: string
  /** The merchant that it belongs to. */
  readonly username: string
  readonly checkoutId: string
  readonly method: string
  readonly bankid: string
  readonly msisdn: string
  readonly amount: number
  readonly details: string
  readonly returl: string
  readonly redirecturl: string
  readonly story: Story
  readonly createdAt: Date
  /** K-Pay's code: `03` until the outcome. */
  statusid: string
  statusdesc: string
  statusmsg: string | null
  momtransactionid: string
  decidedAt: Date | null
  /** The callbacks that were posted. */
  readonly callbacks: { readonly at: Date; readonly statusid: string }[]
}

/** The outcome of a transaction, in K-Pay's codes and recorded texts. */
export interface Decision {
  readonly statusid: string
  readonly statusdesc: string
  readonly statusmsg?: string
}

export const PAID: Decision = { statusid: "01", statusdesc: "Successfully processed transaction." }
export const FAILED: Decision = {
  statusid: "02",
  statusdesc: "An internal error caused the operation to fail",
}
export const FAILED_FOR_FUNDS: Decision = { ...FAILED, statusmsg: "Not enough funds" }
export const OPERATOR_CODE: Decision = { statusid: "682", statusdesc: FAILED.statusdesc }

/** The oldest transactions are dropped beyond this many, so that a long-running sandbox does not grow. */
const TRANSACTIONS_MAX = 20_000

/** All transactions of the sandbox. It makes ids that look like K-Pay's. */
export class Ledger {
  readonly #byRefid = new Map<string, Transaction>()
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  open(
    request: Pick<
      Transaction,
      | "refid"
      | "username"
      | "method"
      | "bankid"
      | "msisdn"
      | "amount"
      | "details"
      | "returl"
      | "redirecturl"
      | "story"
    >
  ): Transaction {
    const transaction: Transaction = {
      ...request,
      tid: `${this.#random() < 0.5 ? "A" : "E"}${this.#digits(13)}`,
      checkoutId: `A${this.#digits(11)}`,
      createdAt: new Date(),
      statusid: "03",
      statusdesc: "PENDING",
      statusmsg: null,
      momtransactionid: "",
      decidedAt: null,
      callbacks: [],
    }
    this.#byRefid.set(transaction.refid, transaction)
    const [oldest] = this.#byRefid.keys()
    if (this.#byRefid.size > TRANSACTIONS_MAX && oldest !== undefined) this.#byRefid.delete(oldest)
    return transaction
  }

  /** Sets the outcome. A paid transaction stays paid; a failed one can still become paid, as on real networks. */
  decide(transaction: Transaction, decision: Decision): void {
    if (transaction.statusid === PAID.statusid) return
    transaction.statusid = decision.statusid
    transaction.statusdesc = decision.statusdesc
    transaction.statusmsg = decision.statusmsg ?? null
    // K-Pay's test host fills this on failures too, so it proves nothing.
    transaction.momtransactionid = decision === PAID || this.#random() < 0.5 ? this.#momoId() : ""
    transaction.decidedAt = new Date()
  }

  find(refid: string): Transaction | undefined {
    return this.#byRefid.get(refid)
  }

  findByCheckout(checkoutId: string): Transaction | undefined {
    return this.all().find((transaction) => transaction.checkoutId === checkoutId)
  }

  /** Oldest first. */
  all(): Transaction[] {
    return [...this.#byRefid.values()]
  }

  /** Answers tell it as a number at times, which has no zero in front. */
  #momoId(): string {
    return this.#digits(10).replace(/^0/, "1")
  }

  #digits(length: number): string {
    return Array.from({ length }, () => String(Math.floor(this.#random() * 10))).join("")
  }
}
