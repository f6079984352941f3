import type { Logger } from "@medusajs/framework/types"
import { KpayClient, type PayRequest } from "../../gateway/client"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../../gateway/errors"
import { METHODS } from "../../gateway/methods"
import type { Status } from "../../gateway/wire"
import type { Attempt } from "./attempt"
import type { AttemptStore, Entry } from "./attempt-store"
import type { KpaySettings } from "./options"

/** How often a question is put again because a callback came while it was being answered. */
const ROUNDS_MAX = 3

/** Calls K-Pay about an attempt and writes down what it says. The only user of the gateway's client. */
export class KpayCalls {
  readonly #settings: KpaySettings
  readonly #store: AttemptStore
  readonly #logger: Logger
  readonly #clients: ReadonlyMap<string, KpayClient>

  constructor(settings: KpaySettings, store: AttemptStore, logger: Logger) {
    this.#settings = settings
    this.#store = store
    this.#logger = logger
    this.#clients = new Map(
      Object.entries(settings.accounts).map(([name, account]) => [
        name,
        new KpayClient({ ...account, timeouts: settings.timeouts }),
      ])
    )
  }

  /** Longest time that `pay` can take, in milliseconds. */
  get payMs(): number {
    const { connectMs, headersMs, bodyMs } = this.#settings.timeouts
    return connectMs + headersMs + bodyMs
  }

  /** Longest time that `ask` can take, in milliseconds. */
  get askMs(): number {
    return this.#settings.timeouts.statusMs * ROUNDS_MAX
  }

  /** Sends `pay` for an attempt that is written down and leased. Whatever K-Pay does, the attempt afterwards says it. */
  async pay(attempt: Attempt, request: PayRequest): Promise<Attempt> {
    await this.#store.writeJournal(attempt.id, { event: "pay_sent" })
    try {
      const { state, tid, wire, ...answer } = await this.#client(attempt).pay(request)
      // K-Pay fills `url` for phone methods too at times; their payers must stay where they are.
      const redirectUrl =
        "redirectUrl" in answer && METHODS[attempt.method].redirects ? answer.redirectUrl : null
      const event = state === "accepted" ? "pay_accepted" : "pay_paid_at_once"
      const pending = await this.#store.recordAccepted(
        attempt.id,
        { tid, redirectUrl },
        { event, wire }
      )
      return await this.#afterPay(pending, state === "paid_at_once")
    } catch (error) {
      if (error instanceof KpayRefusedError) return this.#recordRefusal(attempt, error)
      if (!(error instanceof KpayUnknownOutcomeError)) throw error
      this.#logger.warn(`kpay: ${error.message} The attempt stays open.`)
      const open = await this.#store.recordStillOpen(attempt, {
        event: "pay_unknown",
        note: error.message,
      })
      return this.#afterPay(open, false)
    }
  }

  /** Asks K-Pay what became of a leased attempt, and again when a callback came in between. */
  async ask(attempt: Attempt): Promise<Attempt> {
    let asked = attempt
    for (let round = 1; round <= ROUNDS_MAX && asked.state !== "paid"; round++) {
      asked = await this.#askOnce(asked)
      if (!(await this.#store.hasUnansweredCallback(asked.id))) break
    }
    return asked
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()))
  }

  /** A payer can be faster than K-Pay's answer, and a paid-at-once answer is no proof: then ask now. */
  async #afterPay(attempt: Attempt, isSaidPaid: boolean): Promise<Attempt> {
    const ask = isSaidPaid || (await this.#store.hasUnansweredCallback(attempt.id))
    return ask ? this.ask(attempt) : attempt
  }

  async #recordRefusal(attempt: Attempt, error: KpayRefusedError): Promise<Attempt> {
    const { code, text, tid } = error.said
    this.#tellShopTrouble(attempt, error)
    return this.#store.recordFailed(
      attempt.id,
      { tid, code, text: text ?? error.message, reasonCode: error.reasonCode, refusedAtOnce: true },
      { event: "pay_refused", note: error.message, wire: { retcode: code, text } }
    )
  }

  async #askOnce(attempt: Attempt): Promise<Attempt> {
    await this.#store.recordAsked(attempt.id)
    try {
      return await this.#recordStatus(
        attempt,
        await this.#client(attempt).checkStatus(attempt.refid)
      )
    } catch (error) {
      if (error instanceof KpayRefusedError) this.#tellShopTrouble(attempt, error)
      else if (!(error instanceof KpayUnknownOutcomeError)) throw error
      return this.#store.recordStillOpen(attempt, { event: "status_unknown", note: error.message })
    }
  }

  async #recordStatus(attempt: Attempt, status: Status): Promise<Attempt> {
    const entry: Entry = { event: "status", wire: status.wire }
    switch (status.state) {
      case "paid":
        return this.#store.recordPaid(attempt.id, status, entry)
      case "failed":
        return this.#store.recordFailed(attempt.id, { ...status, refusedAtOnce: false }, entry)
      case "pending": {
        if (!status.isDocumented) {
          this.#logger.warn(
            `kpay: refid ${attempt.refid} has the status ${status.code}, which K-Pay does not document.`
          )
        }
        const patch = {
          state: "pending" as const,
          code: status.code,
          ...(status.tid !== null && { tid: status.tid }),
        }
        return this.#store.recordStillOpen(
          attempt,
          attempt.code === status.code ? null : entry,
          patch
        )
      }
      case "not_found":
        return this.#recordNotFound(attempt, status, entry)
    }
  }

  /** K-Pay may learn of a request late, so "not found" is believed after a while, and of a request it never confirmed. */
  async #recordNotFound(attempt: Attempt, status: Status, entry: Entry): Promise<Attempt> {
    const ageMs = Date.now() - attempt.created_at.getTime()
    if (attempt.state !== "starting" || ageMs < this.#settings.timeouts.notFoundGraceMs) {
      return this.#store.recordStillOpen(attempt, attempt.code === status.code ? null : entry, {
        code: status.code,
      })
    }
    return this.#store.recordFailed(
      attempt.id,
      {
        ...status,
        text: "The request never reached K-Pay",
        reasonCode: "unavailable",
        refusedAtOnce: false,
      },
      entry
    )
  }

  /** The shop's trouble is the admin's to read, with the remedy. */
  #tellShopTrouble(attempt: Attempt, error: KpayRefusedError): void {
    if (error.reasonCode !== "unavailable") return
    this.#logger.error(
      `kpay: ${error.message} Account "${attempt.account}", ${attempt.environment}. ${error.said.remedy ?? ""}`
    )
  }

  #client(attempt: Attempt): KpayClient {
    const client = this.#clients.get(attempt.account)
    if (client) return client
    throw new KpayUnknownOutcomeError(
      `The attempt ${attempt.id} belongs to the K-Pay account "${attempt.account}", which the options no longer have. Put it back.`
    )
  }
}
