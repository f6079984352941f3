import type { Logger } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { KpayClient, type PayRequest } from "../../../gateway/client"
import { CODES } from "../../../gateway/codes"
import { KpayRefusedError, KpayUnknownOutcomeError } from "../../../gateway/errors"
import { isMoney, isOpen } from "../../../domain/attempt-status"
import { USUAL_ANSWER_MS } from "../../../domain/concurrency"
import type { JournalEvent } from "../../../domain/journal-events"
import { METHODS } from "../../../domain/methods"
import type { ReasonCode } from "../../../domain/reasons"
import type { PayAnswer, Status } from "../../../gateway/wire"
import { toAgeMs, type Attempt } from "../attempts/attempt"
import { isUniqueViolation, type AttemptStore, type Patch } from "../attempts/attempt-store"
import type { Claimed } from "../attempts/claims"
import type { Entry } from "../attempts/journal"
import type { KpaySettings } from "../options/options"
import { observeCall } from "../telemetry/observe-call"
import { listSecrets, toKeptWire, toLogged, withoutSecrets } from "./answer"
import type { OutageStore } from "./outage-store"
import { probe, type Probe } from "./probe"
import { toAskAfterMs } from "../../../domain/schedule"

/** What the journal says of an answer to `checkstatus`. */
const STATUS_ENTRIES: Readonly<Record<Status["state"], JournalEvent>> = {
  paid: "status_paid",
  failed: "status_failed",
  pending: "status_pending",
  not_found: "status_not_found",
}

/** How much the latest answer counts in how long K-Pay takes of late. */
const LATEST_WEIGHT = 0.2

type KpayError = KpayRefusedError | KpayUnknownOutcomeError

interface Dependencies {
  readonly settings: KpaySettings
  readonly attempts: AttemptStore
  readonly outages: OutageStore
  readonly logger: Logger
}

/** Calls K-Pay about an attempt and records what it says. The only user of the gateway's client. */
export class KpayCalls {
  readonly #settings: KpaySettings
  readonly #store: AttemptStore
  readonly #outages: OutageStore
  readonly #logger: Logger
  readonly #clients: ReadonlyMap<string, KpayClient>
  #answerMs = USUAL_ANSWER_MS

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

  /** Sends `pay` for an attempt that is recorded and leased. Whatever K-Pay does, the attempt given back says it. */
  async pay(attempt: Attempt, request: PayRequest, actor: string | null): Promise<Attempt> {
    await this.#store.writeJournal(attempt.id, { event: "pay_sent", actor })
    try {
      const client = this.#client(attempt)
      const answer = await observeCall("pay", attempt, () => client.pay(request))
      const pending = await this.#recordAccepted(attempt, answer)
      return await this.#afterPay(pending, answer.state === "paid_at_once")
    } catch (error) {
      if (error instanceof KpayRefusedError) return this.#recordRefusal(attempt, error)
      if (!(error instanceof KpayUnknownOutcomeError)) throw error
      this.#logger.warn(`kpay: ${this.#toLogged(attempt, error)} The attempt stays open.`)
      const open = await this.#store.update(
        attempt,
        this.#due(attempt, this.#askAfterMs(attempt)),
        {
          event: "pay_unknown",
          ...this.#toKept(attempt, error),
        }
      )
      return this.#afterPay(open, false)
    }
  }

  /**
   * Asks K-Pay what became of a claimed attempt, unless it has confirmed the money. A callback that comes meanwhile leaves the
   * attempt due again.
   *
   * @returns the attempt afterwards; `null` when the claim was lost before.
   */
  async ask(claimed: Claimed): Promise<Attempt | null> {
    const attempt = await this.#store.recordAsked(claimed)
    return attempt && !isMoney(attempt.status) ? this.#askOnce(attempt) : attempt
  }

  /** Asks K-Pay whether it answers on an account. Records nothing. */
  async probe(account: string, withinMs: number): Promise<Probe> {
    const settings = this.#settings.accounts[account]
    const client = this.#clients.get(account)
    if (!settings || !client) {
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        `The options have no K-Pay account "${account}".`
      )
    }
    return probe(client, settings, withinMs)
  }

  /** How long K-Pay has taken to answer `checkstatus` of late, in milliseconds. */
  get answerMs(): number {
    return this.#answerMs
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.close()))
  }

  async #recordAccepted(attempt: Attempt, answer: PayAnswer): Promise<Attempt> {
    // K-Pay fills `url` for phone methods too at times; their payers must stay where they are.
    const redirectUrl =
      answer.state === "accepted" && METHODS[attempt.method].redirects ? answer.redirectUrl : null
    const accepted = await this.#store.transition(attempt.id, "accept", {
      set: {
        tid: answer.tid,
        redirect_url: redirectUrl,
        ...this.#due(attempt, this.#askAfterMs(attempt)),
      },
      entry: {
        event: answer.state === "accepted" ? "pay_accepted" : "pay_paid_at_once",
        wire: toKeptWire(answer.wire, this.#listSecrets(attempt)),
      },
      journal: "always",
    })
    return accepted ?? this.#store.require(attempt.id)
  }

  /** A payer can be faster than K-Pay's answer, and a paid-at-once answer is no proof: then ask now. */
  async #afterPay(attempt: Attempt, isSaidPaid: boolean): Promise<Attempt> {
    const mustAsk = isSaidPaid || (await this.#store.hasUnansweredCallback(attempt.id))
    return mustAsk ? ((await this.ask(attempt)) ?? attempt) : attempt
  }

  async #recordRefusal(attempt: Attempt, error: KpayRefusedError): Promise<Attempt> {
    const { code, text, tid } = error.said
    const secrets = this.#listSecrets(attempt)
    this.#logShopTrouble(attempt, error)
    // What K-Pay never received cannot be paid late.
    const askAfterMs = code === null ? null : this.#askAfterMs({ ...attempt, status: "failed" })
    return this.#recordFailed(
      attempt,
      {
        tid,
        // A word can stand in the code's place.
        code: code && withoutSecrets(code, secrets),
        text: withoutSecrets(text ?? error.message, secrets),
        reasonCode: error.reasonCode,
        refusedAtOnce: true,
        askAfterMs,
      },
      { event: "pay_refused", ...this.#toKept(attempt, error) }
    )
  }

  async #recordFailed(
    attempt: Attempt,
    failure: {
      readonly tid: string | null
      readonly code: string | null
      readonly text: string | null
      readonly reasonCode: ReasonCode
      readonly refusedAtOnce: boolean
      readonly askAfterMs: number | null
    },
    entry: Partial<Entry>
  ): Promise<Attempt> {
    const { tid, code, text, reasonCode, refusedAtOnce, askAfterMs } = failure
    const failed = await this.#store.transition(attempt.id, "fail", {
      set: {
        ...(tid !== null && { tid }),
        code,
        reason: text,
        reason_code: reasonCode,
        refused_at_once: refusedAtOnce,
        failed_at: this.#store.now(),
        due_at: this.#store.dueAfter(askAfterMs, "failed"),
      },
      entry,
      journal: "always",
    })
    return failed ?? this.#store.require(attempt.id)
  }

  async #askOnce(attempt: Attempt): Promise<Attempt> {
    const account = this.#settings.accounts[attempt.account]
    if (account && account.environment !== attempt.environment)
      return this.#recordOtherEnvironment(attempt)
    try {
      const status = await this.#checkStatus(attempt)
      await this.#endOutage(attempt)
      return await this.#recordStatus(attempt, this.#toKeptStatus(attempt, status))
    } catch (error) {
      if (!(error instanceof KpayRefusedError || error instanceof KpayUnknownOutcomeError))
        throw error
      await this.#recordOutage(attempt, error)
      const entry: Entry = {
        event: "status_unknown",
        ...this.#toKept(attempt, error),
      }
      const askAfterMs = this.#askAfterMs(attempt)
      if (askAfterMs === null && isAnswered(error)) return this.#giveUp(attempt, entry)
      // No answer is no outcome: an attempt is not abandoned before K-Pay has said that it has none either.
      const due = this.#due(attempt, askAfterMs ?? this.#lastStageMs())
      return this.#store.update(attempt, due, entry)
    }
  }

  /** The schedule has ended without an outcome. The job asks no more; an admin and the shopper's page still can. */
  async #giveUp(attempt: Attempt, entry: Entry): Promise<Attempt> {
    const due = this.#due(attempt, null)
    if (!isOpen(attempt.status)) return this.#store.update(attempt, due, entry)
    const abandoned = await this.#store.transition(attempt.id, "abandon", {
      set: due,
      entry: { ...entry, event: "abandoned" },
      journal: "always",
    })
    return abandoned ?? this.#store.require(attempt.id)
  }

  /**
   * The test K-Pay does not know live payments, nor the other way round: its "not found" would be no outcome. Live money stays
   * open until its own K-Pay can be asked. A test payment ends, as one whose outcome is never known.
   */
  async #recordOtherEnvironment(attempt: Attempt): Promise<Attempt> {
    const entry: Entry = { event: "not_asked" }
    const isLive = attempt.environment === "live"
    const isUnknown = attempt.status === "starting"
    if (!isLive && isUnknown && toAgeMs(attempt) >= this.#settings.timeouts.notFoundGraceMs)
      return this.#recordFailed(
        attempt,
        {
          tid: null,
          code: null,
          text: "The payment was a test, and the account is live now",
          reasonCode: "unavailable",
          refusedAtOnce: false,
          askAfterMs: null,
        },
        entry
      )
    const askAfterMs = this.#askAfterMs(attempt) ?? (isLive ? this.#lastStageMs() : null)
    if (askAfterMs === null) return this.#giveUp(attempt, entry)
    return this.#store.update(attempt, this.#due(attempt, askAfterMs), entry)
  }

  async #checkStatus(attempt: Attempt): Promise<Status> {
    const startedAt = performance.now()
    const client = this.#client(attempt)
    const status = await observeCall("checkstatus", attempt, () =>
      client.checkStatus(attempt.refid)
    )
    this.#answerMs += (performance.now() - startedAt - this.#answerMs) * LATEST_WEIGHT
    return status
  }

  async #recordStatus(attempt: Attempt, status: Status): Promise<Attempt> {
    switch (status.state) {
      case "paid":
        return this.#recordPaid(attempt, status)
      case "failed":
        if (attempt.status === "failed") return this.#recordNoNews(attempt, status)
        return this.#recordFailed(
          attempt,
          {
            ...status,
            refusedAtOnce: attempt.refused_at_once,
            askAfterMs: this.#askAfterMs({ ...attempt, status: "failed" }),
          },
          { wire: status.wire }
        )
      case "pending":
        if (!status.isDocumented) {
          this.#logger.warn(
            `kpay: refid ${attempt.refid} has the status ${status.code}, which K-Pay does not document.`
          )
        }
        return this.#isOutAllTheSame(attempt, status)
          ? this.#recordPendingAgain(attempt, status)
          : this.#recordNoNews(attempt, status)
      case "not_found":
        return this.#recordNotFound(attempt, status)
    }
  }

  async #recordPaid(attempt: Attempt, status: Status & { state: "paid" }): Promise<Attempt> {
    const paid = await this.#store.transition(attempt.id, "confirm_paid", {
      set: {
        ...(status.tid !== null && { tid: status.tid }),
        momo_transaction_id: status.momoTransactionId,
        code: status.code,
        reason: status.text,
        reason_code: null,
        paid_at: this.#store.now(),
        failed_at: null,
        due_at: this.#store.now(),
        unpaid_due_at: null,
      },
      entry: { wire: status.wire },
      journal: "always",
    })
    return paid ?? this.#store.require(attempt.id)
  }

  /** K-Pay has no outcome. When the schedule has ended, the job asks no more; an admin and the shopper's page still can. */
  async #recordNoNews(attempt: Attempt, status: Status): Promise<Attempt> {
    const askAfterMs = this.#askAfterMs(attempt)
    const set = {
      ...this.#due(attempt, askAfterMs),
      ...(isOpen(attempt.status) && { code: status.code }),
      ...(status.tid !== null && { tid: status.tid }),
    }
    const isGivenUp = isOpen(attempt.status) && askAfterMs === null
    const isFound = attempt.status === "starting" && status.state === "pending"
    const name = isGivenUp ? "abandon" : isFound ? "find_pending" : null
    const entry: Entry = { event: STATUS_ENTRIES[status.state], wire: status.wire }
    if (name) {
      const changed = await this.#store.transition(attempt.id, name, {
        set,
        entry: name === "abandon" ? { wire: status.wire } : entry,
        journal: "always",
      })
      return changed ?? this.#store.require(attempt.id)
    }
    // The same answer again fills no journal.
    return this.#store.update(attempt, set, attempt.code === status.code ? null : entry)
  }

  /**
   * Whether an attempt failed, by whatever K-Pay had said, and K-Pay says now that the payment is under way. It says so by 00 and 03
   * alone: its two tables do not agree about 608 and 609. A prompt of which the schedule has ended rings no more.
   */
  #isOutAllTheSame(attempt: Attempt, { code }: Status): boolean {
    return (
      attempt.status === "failed" &&
      (code === "00" || code === "03") &&
      this.#askAfterMs({ ...attempt, status: "pending" }) !== null
    )
  }

  /**
   * The attempt had failed, and K-Pay says now that the payment is pending: the prompt is out, and no other may go out beside it.
   * Where another one is out already, the attempt stays as it is, and is asked about as before.
   */
  async #recordPendingAgain(attempt: Attempt, status: Status): Promise<Attempt> {
    const pending = { ...attempt, status: "pending" as const }
    try {
      const found = await this.#store.transition(attempt.id, "find_pending_again", {
        set: {
          ...(status.tid !== null && { tid: status.tid }),
          ...this.#due(pending, this.#askAfterMs(pending)),
          code: status.code,
          reason: null,
          reason_code: null,
          failed_at: null,
          // Its payer was told that it had failed: another prompt may take its place only a while after this.
          found_at: this.#store.now(),
        },
        entry: { wire: status.wire },
        journal: "always",
      })
      return found ?? (await this.#store.require(attempt.id))
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return this.#recordNoNews(attempt, status)
    }
  }

  /**
   * K-Pay may learn of a request late. "Not found" is believed only after a while, and only where K-Pay never confirmed the
   * request.
   */
  async #recordNotFound(attempt: Attempt, status: Status): Promise<Attempt> {
    if (attempt.status !== "starting" || toAgeMs(attempt) < this.#settings.timeouts.notFoundGraceMs)
      return this.#recordNoNews(attempt, status)
    return this.#recordFailed(
      attempt,
      {
        ...status,
        text: "The request never reached K-Pay",
        reasonCode: "unavailable",
        refusedAtOnce: false,
        askAfterMs: this.#askAfterMs({ ...attempt, status: "failed" }),
      },
      { event: "status_not_found", wire: status.wire }
    )
  }

  #due(attempt: Attempt, askAfterMs: number | null): Patch {
    return { due_at: this.#store.dueAfter(askAfterMs, attempt.status) }
  }

  #askAfterMs(attempt: Pick<Attempt, "status" | "created_at" | "read_at">): number | null {
    const { status } = attempt
    return toAskAfterMs({ status, ageMs: toAgeMs(attempt) }, this.#settings.pollSchedule)
  }

  #lastStageMs(): number {
    return this.#settings.pollSchedule.at(-1)?.everyMs ?? 0
  }

  /** When K-Pay cannot be asked at all, the job waits with the whole account, and the log says so once. */
  async #recordOutage(attempt: Attempt, error: KpayError): Promise<void> {
    if (error instanceof KpayUnknownOutcomeError && error.hasAnswer) return
    const { cause, advice } = toOutageCause(error)
    if (!(await this.#outages.record(attempt.account, cause))) return
    this.#logger.error(
      `kpay: ${this.#toLogged(attempt, error)} Account "${attempt.account}", ${attempt.environment}. ${advice} Payments wait and are asked about when K-Pay answers again.`
    )
  }

  async #endOutage({ account }: Attempt): Promise<void> {
    const outageMs = await this.#outages.end(account)
    if (outageMs !== null)
      this.#logger.info(
        `kpay: K-Pay answers again for the account "${account}", after ${Math.round(outageMs / 1000)} s.`
      )
  }

  /** Trouble of the shop's setup goes to the log, with the remedy. */
  #logShopTrouble(attempt: Attempt, error: KpayRefusedError): void {
    if (error.reasonCode !== "unavailable") return
    this.#logger.error(
      `kpay: ${this.#toLogged(attempt, error)} Account "${attempt.account}", ${attempt.environment}. ${error.said.remedy ?? ""}`
    )
  }

  #toLogged(attempt: Attempt, { message, said }: KpayError): string {
    return toLogged(message, said, this.#listSecrets(attempt))
  }

  #toKept(attempt: Attempt, { message, said }: KpayError): Pick<Entry, "note" | "wire"> {
    const secrets = this.#listSecrets(attempt)
    return {
      note: withoutSecrets(message, secrets),
      wire: toKeptWire(said?.wire ?? null, secrets),
    }
  }

  #toKeptStatus(attempt: Attempt, status: Status): Status {
    const secrets = this.#listSecrets(attempt)
    return {
      ...status,
      // K-Pay's own codes decide, and are no secrets.
      code: status.isDocumented ? status.code : withoutSecrets(status.code, secrets),
      text: status.text && withoutSecrets(status.text, secrets),
      wire: toKeptWire(status.wire, secrets) ?? {},
    }
  }

  #listSecrets({ account, token }: Attempt): string[] {
    return listSecrets(this.#settings.accounts[account], token)
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

/** Whether K-Pay answered what it has to say of a payment. A code that it does not document, e.g. 429, may be about the moment. */
function isAnswered(error: KpayError): boolean {
  if (error instanceof KpayRefusedError || !error.hasAnswer) return false
  const code = error.said?.code ?? null
  return code === null || CODES.has(code)
}

function toOutageCause(error: KpayError) {
  if (error instanceof KpayUnknownOutcomeError)
    return { cause: "no_answer", advice: `K-Pay gives no ${error.said ? "usable " : ""}answer.` }
  const { code, remedy } = error.said
  return {
    cause: code ?? "not_connected",
    advice: [code && `K-Pay says ${code}.`, remedy].filter(Boolean).join(" "),
  }
}
