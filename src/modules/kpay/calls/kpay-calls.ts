import type { Logger } from "@medusajs/framework/types"
import { KpayClient, type PayRequest } from "../../../gateway/client"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../../../gateway/errors"
import { METHODS } from "../../../domain/methods"
import type { Status } from "../../../gateway/wire"
import { isOpen, type Attempt } from "../attempts/attempt"
import type { AttemptStore } from "../attempts/attempt-store"
import type { Entry } from "../attempts/journal"
import type { KpaySettings } from "../options/options"
import type { OutageStore } from "./outage-store"
import { probe, type Probe } from "./probe"
import { nextDueAt } from "../../../domain/schedule"

/** How often a question is put again because a callback came while it was being answered. */
const ROUNDS_MAX = 3

interface Dependencies {
  readonly settings: KpaySettings
  readonly attempts: AttemptStore
  readonly outages: OutageStore
  readonly logger: Logger
}

/** Calls K-Pay about an attempt and writes down what it says. The only user of the gateway's client. */
export class KpayCalls {
  readonly #settings: KpaySettings
  readonly #store: AttemptStore
  readonly #outages: OutageStore
  readonly #logger: Logger
  readonly #clients: ReadonlyMap<string, KpayClient>

  constructor({ settings, attempts, outages, logger }: Dependencies) {
    this.#settings = settings
    this.#store = attempts
    this.#outages = outages
    this.#logger = logger
    this.#clients = new Map(
      Object.entries(settings.accounts).map(([name, account]) => [
        name,
        new KpayClient({ ...account, timeouts: settings.timeouts }),
      ])
    )
  }

  /** Sends `pay` for an attempt that is written down and leased. Whatever K-Pay does, the attempt afterwards says it. */
  async pay(attempt: Attempt, request: PayRequest, actor: string | null): Promise<Attempt> {
    await this.#store.writeJournal(attempt.id, { event: "pay_sent", actor })
    try {
      const { state, tid, wire, ...answer } = await this.#client(attempt).pay(request)
      // K-Pay fills `url` for phone methods too at times; their payers must stay where they are.
      const redirectUrl =
        "redirectUrl" in answer && METHODS[attempt.method].redirects ? answer.redirectUrl : null
      const event = state === "accepted" ? "pay_accepted" : "pay_paid_at_once"
      const pending = await this.#store.recordAccepted(
        attempt.id,
        { tid, redirectUrl, dueAt: this.#nextDueAt(attempt) },
        { event, wire }
      )
      return await this.#afterPay(pending, state === "paid_at_once")
    } catch (error) {
      if (error instanceof KpayRefusedError) return this.#recordRefusal(attempt, error)
      if (!(error instanceof KpayUnknownOutcomeError)) throw error
      this.#logger.warn(`kpay: ${error.message} The attempt stays open.`)
      const open = await this.#store.recordUnchanged(attempt, this.#nextDueAt(attempt), {
        event: "pay_unknown",
        note: error.message,
      })
      return this.#afterPay(open, false)
    }
  }

  /** Asks K-Pay what became of a leased attempt, and again when a callback came in between. */
  async ask(leased: Attempt): Promise<Attempt> {
    let asked = leased
    for (let round = 1; round <= ROUNDS_MAX && asked.state !== "paid"; round++) {
      asked = await this.#askOnce(asked)
      if (!(await this.#store.hasUnansweredCallback(asked.id))) break
    }
    return asked
  }

  /** Asks K-Pay whether it would answer on an account, and writes nothing down. */
  async probe(account: string, withinMs: number): Promise<Probe> {
    const settings = this.#settings.accounts[account]
    const client = this.#clients.get(account)
    if (!settings || !client) throw new Error(`The options have no K-Pay account "${account}".`)
    return probe(client, settings, withinMs)
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
      {
        tid,
        code,
        text: text ?? error.message,
        reasonCode: error.reasonCode,
        refusedAtOnce: true,
        // What K-Pay never heard of cannot be paid late.
        dueAt: code === null ? null : this.#nextDueAt({ ...attempt, state: "failed" }),
      },
      { event: "pay_refused", note: error.message, wire: { retcode: code, text } }
    )
  }

  async #askOnce(attempt: Attempt): Promise<Attempt> {
    await this.#store.recordAsked(attempt.id)
    try {
      const status = await this.#client(attempt).checkStatus(attempt.refid)
      await this.#endOutage(attempt)
      return await this.#recordStatus(attempt, status)
    } catch (error) {
      if (!(error instanceof KpayRefusedError || error instanceof KpayUnknownOutcomeError))
        throw error
      await this.#recordOutage(attempt, error)
      // In vain is no answer: an attempt is not given up before K-Pay has said that it does not know either.
      const dueAt = this.#nextDueAt(attempt) ?? this.#oneStageLater()
      return this.#store.recordUnchanged(attempt, dueAt, {
        event: "status_unknown",
        note: error.message,
      })
    }
  }

  async #recordStatus(attempt: Attempt, status: Status): Promise<Attempt> {
    const entry: Entry = { event: "status", wire: status.wire }
    switch (status.state) {
      case "paid":
        return this.#store.recordPaid(attempt.id, status, entry)
      case "failed":
        if (attempt.state === "failed") return this.#recordNoNews(attempt, status, entry)
        return this.#store.recordFailed(
          attempt.id,
          {
            ...status,
            refusedAtOnce: false,
            dueAt: this.#nextDueAt({ ...attempt, state: "failed" }),
          },
          entry
        )
      case "pending":
        if (!status.isDocumented) {
          this.#logger.warn(
            `kpay: refid ${attempt.refid} has the status ${status.code}, which K-Pay does not document.`
          )
        }
        return this.#recordNoNews(attempt, status, entry)
      case "not_found":
        return this.#recordNotFound(attempt, status, entry)
    }
  }

  /** K-Pay does not know more than we do. When it has been asked for long enough, nobody asks any more but a person. */
  async #recordNoNews(attempt: Attempt, status: Status, entry: Entry): Promise<Attempt> {
    const dueAt = this.#nextDueAt(attempt)
    const isGivenUp = isOpen(attempt) && dueAt === null
    return this.#store.recordUnchanged(
      attempt,
      dueAt,
      isGivenUp ? { ...entry, event: "abandoned" } : attempt.code === status.code ? null : entry,
      {
        ...(isGivenUp && { state: "abandoned" as const }),
        ...(isOpen(attempt) &&
          !isGivenUp &&
          status.state === "pending" && { state: "pending" as const }),
        ...(isOpen(attempt) && { code: status.code }),
        ...(status.tid !== null && { tid: status.tid }),
      }
    )
  }

  /** K-Pay may learn of a request late, so "not found" is believed after a while, and of a request it never confirmed. */
  async #recordNotFound(attempt: Attempt, status: Status, entry: Entry): Promise<Attempt> {
    const ageMs = Date.now() - attempt.created_at.getTime()
    if (attempt.state !== "starting" || ageMs < this.#settings.timeouts.notFoundGraceMs)
      return this.#recordNoNews(attempt, status, entry)
    return this.#store.recordFailed(
      attempt.id,
      {
        ...status,
        text: "The request never reached K-Pay",
        reasonCode: "unavailable",
        refusedAtOnce: false,
        dueAt: this.#nextDueAt({ ...attempt, state: "failed" }),
      },
      entry
    )
  }

  #nextDueAt(attempt: Pick<Attempt, "state" | "created_at">): Date | null {
    return nextDueAt(attempt, this.#settings.pollSchedule, new Date())
  }

  #oneStageLater(): Date {
    return new Date(Date.now() + (this.#settings.pollSchedule.at(-1)?.everyMs ?? 0))
  }

  /** When K-Pay cannot be asked at all, the job leaves the whole account alone for a while, and says so once. */
  async #recordOutage(
    attempt: Attempt,
    error: KpayRefusedError | KpayUnknownOutcomeError
  ): Promise<void> {
    if (error instanceof KpayUnknownOutcomeError && error.hasAnswer) return
    const { cause, advice } = toOutageCause(error)
    if (!(await this.#outages.record(attempt.account, cause))) return
    this.#logger.error(
      `kpay: ${error.message} Account "${attempt.account}", ${attempt.environment}. ${advice} Payments wait and are asked about when K-Pay answers again.`
    )
  }

  async #endOutage({ account }: Attempt): Promise<void> {
    const since = await this.#outages.end(account)
    if (since)
      this.#logger.info(
        `kpay: K-Pay answers again for the account "${account}", after ${Math.round((Date.now() - since.getTime()) / 1000)} s.`
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
      `The attempt ${attempt.id} belongs to the K-Pay account "${attempt.account}", which the options do not have. Put it back.`,
      false
    )
  }
}

function toOutageCause(error: KpayRefusedError | KpayUnknownOutcomeError) {
  if (error instanceof KpayUnknownOutcomeError)
    return { cause: "no_answer", advice: "K-Pay gives no answer." }
  const { code, remedy } = error.said
  return {
    cause: code ?? "not_connected",
    advice: [code && `K-Pay says ${code}.`, remedy].filter(Boolean).join(" "),
  }
}
