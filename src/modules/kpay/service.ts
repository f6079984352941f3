import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import type { Refid } from "../../domain/kpay-ids"
import { isMoney, type TransitionName, type UnappliedReason } from "../../domain/attempt-status"
import { toConcurrency } from "../../domain/concurrency"
import type { CallbackReply } from "../../gateway/callback-post"
import type { PayRequest } from "../../gateway/client"
import { mayHaveActed } from "../../gateway/codes"
import { readCallback } from "../../gateway/wire"
import { setCustomMessages } from "../../messages/message"
import type { Attempt } from "./attempts/attempt"
import { AttemptStore, isUniqueViolation, type TellStatus } from "./attempts/attempt-store"
import { ChoiceStore, type Choice } from "./attempts/choice-store"
import { Claims, type Claimed, type Work } from "./attempts/claims"
import {
  insertAttempt,
  type AttemptRow,
  type InsertOutcome,
  type InsertRules,
} from "./attempts/insert-attempt"
import type { JournalLine } from "./attempts/journal"
import { Leases, type Leased } from "./attempts/leases"
import { CallbackInbox } from "./calls/callback-inbox"
import { KpayCalls } from "./calls/kpay-calls"
import { OutageStore, type Outage } from "./calls/outage-store"
import type { Probe } from "./calls/probe"
import { UnknownCallbacks } from "./calls/unknown-callbacks"
import { CashUp, type CashUpRequest, type CashUpResult } from "./cash-up/cash-up"
import { Outbox, type OutgoingEvent } from "./events/outbox"
import type { AttemptFilters } from "./listing/attempt-filters"
import { Listing, type Page, type PageRequest } from "./listing/listing"
import { parseOptions, type KpaySettings } from "./options/options"
import { Erasures, type Erasure, type ErasureKeys } from "./privacy/erasures"
import {
  RefundStore,
  type Refund,
  type RefundDue,
  type RefundOutcome,
} from "./refunds/refund-store"
import type { PayAnswers } from "./setup/pay-answers"
import { Setup } from "./setup/setup"
import type { Waiting } from "./setup/waiting"
import { tellCallback, toCallbackAttributes } from "./telemetry/callback-news"
import { readLevels } from "./telemetry/levels"
import { tellStatus } from "./telemetry/status-news"
import { observeLevels } from "../../telemetry/meter"
import { inSpan } from "../../telemetry/tracer"

interface Dependencies {
  readonly logger: Logger
  readonly __pg_connection__: Knex
}

/** Longest id of a callback that is echoed. K-Pay's have up to 36 characters. */
const ECHO_MAX = 64

/** Before a further prompt: how many attempts are asked about, and for how long. */
const ASKED_BEFORE_FURTHER_MAX = 3
const ASK_BEFORE_FURTHER_MS = 3_000

/** A new attempt, and what decides whether it may start. */
export interface NewAttempt {
  readonly attempt: AttemptRow
  readonly rules: Omit<InsertRules, "limits" | "unpaidAfterMs">
  readonly request: PayRequest
  /** Medusa's id of the user who asked in the shopper's place. */
  readonly actor: string | null
}

/**
 * K-Pay for the rest of the plugin: options, shoppers' choices, attempts with their journal, refunds, events. The only
 * caller of the gateway. It offers verbs; its tables are reached through them alone.
 */
export default class KpayModuleService {
  readonly settings: KpaySettings
  private readonly knex_: Knex
  private readonly tellStatus_: TellStatus
  private readonly endObserving_: () => void
  private readonly attempts_: AttemptStore
  private readonly choices_: ChoiceStore
  private readonly claims_: Claims
  private readonly leases_: Leases
  private readonly refunds_: RefundStore
  private readonly outbox_: Outbox
  private readonly erasures_: Erasures
  private readonly listing_: Listing
  private readonly cashUp_: CashUp
  private readonly outages_: OutageStore
  private readonly calls_: KpayCalls
  private readonly setup_: Setup
  private readonly callbacks_: CallbackInbox
  private readonly unknownCallbacks_: UnknownCallbacks

  readonly __hooks = {
    onApplicationShutdown: async (): Promise<void> => {
      this.endObserving_()
      await this.calls_.close()
    },
  }

  constructor({ __pg_connection__: knex, logger }: Dependencies, options: unknown) {
    const settings = parseOptions(options)
    setCustomMessages(settings.messages)
    const tell = (attempt: Attempt, transition: TransitionName | null): void => {
      tellStatus(logger, attempt, transition)
    }
    const attempts = new AttemptStore(knex, tell)
    const outages = new OutageStore(knex)
    const calls = new KpayCalls({ settings, attempts, outages, logger })
    this.settings = settings
    this.knex_ = knex
    this.tellStatus_ = tell
    this.endObserving_ = observeLevels(() => readLevels(knex))
    this.attempts_ = attempts
    this.choices_ = new ChoiceStore(knex)
    this.claims_ = new Claims(knex)
    this.leases_ = new Leases(knex)
    this.refunds_ = new RefundStore(knex, attempts)
    this.outbox_ = new Outbox(knex)
    this.erasures_ = new Erasures(knex)
    this.listing_ = new Listing(knex)
    this.cashUp_ = new CashUp(knex, settings.fees)
    this.outages_ = outages
    this.calls_ = calls
    this.unknownCallbacks_ = new UnknownCallbacks(logger)
    this.setup_ = new Setup({ knex, settings, calls, outages })
    this.callbacks_ = new CallbackInbox(
      knex,
      attempts,
      this.setup_.callbackTests,
      settings.accounts
    )
  }

  // Attempts: reading.

  async findAttempt(id: string): Promise<Attempt | null> {
    return this.attempts_.find({ id })
  }

  /** The attempt that a callback or return address belongs to; `null` for an unknown token. */
  async findAttemptByToken(token: string): Promise<Attempt | null> {
    return this.attempts_.find({ token })
  }

  /** Newest first. */
  async listAttempts(where: Partial<Attempt> = {}): Promise<Attempt[]> {
    return this.attempts_.list(where)
  }

  async listAttemptsByIds(ids: readonly string[]): Promise<Attempt[]> {
    return this.attempts_.listByIds(ids)
  }

  /** The attempts of several payment collections, and of orders: core may have deleted their collection. Newest first. */
  async listAttemptsOfCollections(
    ids: readonly string[],
    orderIds: readonly string[] = []
  ): Promise<Attempt[]> {
    return this.attempts_.listOfCollections(ids, orderIds)
  }

  /** The attempts whose money is for a session or that were started in it, and those of payment collections, newest first. */
  async listAttemptsOfSession(
    paymentSessionId: string,
    collectionIds: readonly string[] = []
  ): Promise<Attempt[]> {
    return this.attempts_.listOfSession(paymentSessionId, collectionIds)
  }

  /**
   * A page of what happened to an attempt, newest first.
   *
   * @throws InvalidCursorError
   */
  async listJournalPage(attemptId: string, page: PageRequest): Promise<Page<JournalLine>> {
    return this.listing_.listJournal(attemptId, page)
  }

  /** @throws InvalidCursorError */
  async listAttemptsPage(filters: AttemptFilters, page: PageRequest): Promise<Page<Attempt>> {
    return this.listing_.listAttempts(filters, page)
  }

  /** Every attempt that fits, newest first, a batch at a time. */
  readAttemptBatches(
    filters: AttemptFilters,
    batchSize: number
  ): AsyncGenerator<readonly Attempt[]> {
    return this.listing_.readAttempts(filters, batchSize)
  }

  // Attempts: starting and asking K-Pay.

  /**
   * Records an attempt and sends `pay`, once. Whatever K-Pay does, the attempt given back says it. Nothing was sent where no
   * attempt was recorded.
   */
  async startAttempt({ attempt, rules, request, actor }: NewAttempt): Promise<InsertOutcome> {
    const { promptLimits, cancelUnpaidAfter } = this.settings
    const outcome = await insertAttempt(this.knex_, attempt, {
      ...rules,
      limits: promptLimits,
      // First checked half-way, for the reminder.
      unpaidAfterMs: cancelUnpaidAfter === undefined ? null : cancelUnpaidAfter / 2,
    })
    if (outcome.type !== "recorded") return outcome
    const recorded = outcome.attempt
    this.tellStatus_(recorded, null)
    const answered = await this.claims_.whileHeld(recorded, () =>
      this.calls_.pay(recorded, request, actor)
    )
    await this.claims_.release(answered)
    return { type: "recorded", attempt: answered }
  }

  /**
   * Stores a callback as a reason to ask, whatever it claims. Only the token says which attempt is meant, or which test of
   * the own address.
   *
   * @returns the attempt to ask about, `null` where there is nothing to ask; and the ids that K-Pay expects back: those that it
   *   sent, or the attempt's own.
   */
  async receiveCallback(
    token: string,
    rawBody: string
  ): Promise<{ attemptId: string | null; tid: string; refid: string }> {
    const hint = readCallback(rawBody)
    const recipient = await inSpan("kpay.callback", {}, async (describe) => {
      const found = await this.callbacks_.receive(token, hint?.wire ?? null)
      describe(toCallbackAttributes(found))
      return found
    })
    tellCallback(recipient)
    // K-Pay's callbacks name its ids. One that is read and names none, as the check of our own address, is no sign of money.
    const namesNone = hint !== null && hint.refid === null && hint.tid === null
    if (recipient.type === "unknown" && !namesNone) this.unknownCallbacks_.note(hint?.refid ?? null)
    const attempt = recipient.type === "attempt" ? recipient : null
    return {
      attemptId: attempt && !attempt.isSettled ? attempt.id : null,
      tid: (hint?.tid ?? attempt?.tid ?? "").slice(0, ECHO_MAX),
      refid: (hint?.refid ?? attempt?.refid ?? "").slice(0, ECHO_MAX),
    }
  }

  /**
   * Asks K-Pay about a claimed attempt and records the answer; `null` when the claim was lost. K-Pay is not asked about money
   * that it has confirmed.
   */
  async ask(claimed: Claimed): Promise<Attempt | null> {
    return this.claims_.whileHeld(claimed, () => this.calls_.ask(claimed))
  }

  /** Claims, asks and releases; gives the attempt as it is when another worker is asking, or did a moment ago. */
  async askUnlessBusy(attempt: Attempt): Promise<Attempt> {
    const claimed = await this.claims_.claim(attempt.id)
    if (!claimed) return this.attempts_.require(attempt.id)
    const asked = (await this.ask(claimed)) ?? attempt
    await this.claims_.release(claimed)
    return asked
  }

  /**
   * A shopper who gets a further prompt could pay twice, so K-Pay is asked first about the attempts before, those that it
   * refused at once among them: the prompt may be out all the same. An answer of a moment ago is not asked for again, and a
   * K-Pay that does not answer soon holds no shopper up.
   *
   * @returns whether there was anything to ask.
   */
  async askBeforeFurther(attempts: readonly Attempt[]): Promise<boolean> {
    const uncertain = attempts.filter(
      ({ status, refused_at_once, code }) =>
        !isMoney(status) && (!refused_at_once || mayHaveActed(code))
    )
    if (uncertain.length === 0) return false
    const asking = Promise.allSettled(
      uncertain.slice(0, ASKED_BEFORE_FURTHER_MAX).map((attempt) => this.askUnlessBusy(attempt))
    )
    await Promise.race([asking, sleep(ASK_BEFORE_FURTHER_MS, undefined, { ref: false })])
    return true
  }

  /** How long until K-Pay may be asked about an attempt, in milliseconds; 0 when it may be now. */
  async readAskWaitMs(id: string): Promise<number> {
    return this.claims_.readAskWaitMs(id)
  }

  /** Whether a callback came after the last question, about an attempt whose outcome is not known yet. */
  async hasUnansweredCallback(id: string): Promise<boolean> {
    return this.attempts_.hasUnansweredCallback(id)
  }

  /** How many attempts the job asks about at once, now. */
  get concurrency(): number {
    return toConcurrency(this.settings.concurrency, this.calls_.answerMs)
  }

  /** An admin asks for a refresh: unsettled attempts are due now, and the journal says who asked. */
  async recordRefreshRequested(ids: readonly string[], actor: string): Promise<void> {
    return this.attempts_.recordRefreshRequested(ids, actor)
  }

  /** Whether K-Pay cannot be asked on an account at this time. */
  async hasOutage(account: string): Promise<boolean> {
    return this.outages_.has(account)
  }

  // Attempts: what becomes of the money.

  /** Gives an unsettled attempt to another session of the same cart or order; `null` where another caller was faster. */
  async moveToSession(
    attempt: Pick<Attempt, "id" | "payment_session_id">,
    session: { readonly id: string; readonly payment_collection_id: string }
  ): Promise<Attempt | null> {
    return this.attempts_.moveToSession(attempt, session)
  }

  /** Notes for which order the provider answered with this attempt. */
  async recordAuthorizedOrder(id: string, orderId: string): Promise<void> {
    return this.attempts_.recordAuthorizedOrder(id, orderId)
  }

  /** Medusa has booked the money. Where its session has another attempt's money, this money stays unapplied. */
  async recordApplied(id: string, orderId: string | null): Promise<Attempt | null> {
    try {
      return await this.attempts_.transition(id, "apply", {
        set: { due_at: null, order_id: orderId, unapplied_reason: null },
        journal: "if_changed",
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      return this.recordUnapplied(id, "overpaid", orderId)
    }
  }

  /** No order takes the money: it waits for a person. */
  async recordUnapplied(
    id: string,
    reason: UnappliedReason,
    orderId: string | null
  ): Promise<Attempt | null> {
    return this.attempts_.transition(id, "leave_unapplied", {
      set: { due_at: null, unapplied_reason: reason, order_id: orderId },
      entry: { note: reason },
      journal: "if_changed",
    })
  }

  /** Core took back the order or the capture that had the money: it waits for a person. */
  async recordGivenUp(id: string): Promise<Attempt | null> {
    const set = {
      due_at: null,
      unapplied_reason: "completion_failed" as const,
      order_id: null,
      captured_seen_at: null,
    }
    const entry = { note: "completion_failed" }
    for (const name of ["leave_unapplied", "give_up"] as const) {
      const changed = await this.attempts_.transition(id, name, {
        set,
        entry,
        journal: "if_changed",
      })
      if (changed) return changed
    }
    return null
  }

  /** The order that has the money was deleted with its books: the money waits for a person. */
  async recordOrderDeleted(id: string, orderId: string): Promise<Attempt | null> {
    return this.attempts_.transition(id, "give_up", {
      set: { due_at: null, unapplied_reason: "session_gone" },
      entry: { note: "session_gone" },
      journal: "if_changed",
      where: { order_id: orderId },
    })
  }

  /**
   * Medusa is told once more, for the session given; `null` when another decision came first, or a part of the money is due to
   * the shopper or was sent back.
   */
  async recordApplyRequested(
    id: string,
    session: { readonly id: string; readonly payment_collection_id: string },
    actor: string | null
  ): Promise<Attempt | null> {
    return this.refunds_.unlessAny(id, (within) =>
      this.attempts_.transition(id, "retry_apply", {
        set: {
          payment_session_id: session.id,
          payment_collection_id: session.payment_collection_id,
          unapplied_reason: null,
          captured_seen_at: null,
          due_at: this.attempts_.now(),
        },
        entry: { actor },
        journal: "if_changed",
        within,
      })
    )
  }

  /** A person closes unapplied money with a reason; `null` when another decision came first. */
  async dismiss(id: string, reason: string, actor: string): Promise<Attempt | null> {
    return this.attempts_.transition(id, "dismiss", {
      entry: { note: reason, actor },
      journal: "if_changed",
    })
  }

  /** Dismissed money waits for a decision again, because its record by hand is taken back; `null` where it is not dismissed. */
  async reopen(id: string, actor: string | null): Promise<Attempt | null> {
    return this.attempts_.transition(id, "reopen", { entry: { actor }, journal: "if_changed" })
  }

  /** Core could not be asked or did not act: the attempt is due again. */
  async retryLater(attempt: Attempt, afterMs: number): Promise<Attempt> {
    const due_at = this.attempts_.dueAfter(afterMs, attempt.status)
    return this.attempts_.update(attempt, { due_at }, null)
  }

  /** See {@link AttemptStore.recordCartLocked}. */
  async recordCartLocked(id: string, mark: string | null): Promise<number> {
    return this.attempts_.recordCartLocked(id, mark)
  }

  /** The lock of the cart was free: the wait for it is over. */
  async recordCartUnlocked(id: string): Promise<void> {
    return this.attempts_.recordCartUnlocked(id)
  }

  /** See {@link AttemptStore.recordCapturedSeen}. */
  async recordCapturedSeen(id: string): Promise<number> {
    return this.attempts_.recordCapturedSeen(id)
  }

  /** Journals that an admin saw the payer's phone in full. */
  async recordPhoneShown(id: string, actor: string): Promise<void> {
    return this.attempts_.writeJournal(id, { event: "phone_shown", actor })
  }

  // Refunds.

  async recordRefundDue(due: RefundDue): Promise<RefundOutcome> {
    return this.refunds_.recordDue(due)
  }

  /** All of an attempt's unapplied money is to be sent back; `null` when another decision came first. */
  async decideRefund(
    attemptId: string,
    decision: {
      readonly note: string | null
      readonly actor: string | null
      readonly refundId: string | null
    }
  ): Promise<{ refund: Refund; attempt: Attempt } | null> {
    return this.refunds_.decide(attemptId, decision)
  }

  async recordRefundOfCancelledOrder(attempt: Attempt, orderId: string): Promise<Refund | null> {
    return this.refunds_.recordDueOfCancelledOrder(attempt, orderId)
  }

  /** See {@link RefundStore.listOrdersWithMoney}. */
  async listOrdersWithMoney(orderIds: readonly string[]): Promise<string[]> {
    return this.refunds_.listOrdersWithMoney(orderIds)
  }

  /** See {@link RefundStore.listAppliedOutsideCarts}. */
  async listAppliedOutsideCarts(
    sinceMs: number
  ): Promise<{ readonly id: string; readonly order_id: string }[]> {
    return this.refunds_.listAppliedOutsideCarts(sinceMs)
  }

  /** `null` when that was recorded before or there is no such refund. */
  async recordRefundSent(
    id: string,
    sent: { readonly reference: string; readonly note: string | null; readonly actor: string }
  ): Promise<Refund | null> {
    return this.refunds_.recordSent(id, sent)
  }

  async findRefund(id: string): Promise<Refund | null> {
    return this.refunds_.find(id)
  }

  /** Whether any of an attempt's money is due to the shopper or was sent back. */
  async hasRefunds(attemptId: string): Promise<boolean> {
    return this.refunds_.hasAny(attemptId)
  }

  /** Of these attempts, the ids of those of which any money is due to the shopper or was sent back. */
  async listAttemptsWithRefunds(attemptIds: readonly string[]): Promise<readonly string[]> {
    return this.refunds_.listWithAny(attemptIds)
  }

  /** @throws InvalidCursorError */
  async listRefundsPage(
    filters: { readonly status?: string | undefined; readonly attempt_id?: string | undefined },
    page: PageRequest
  ): Promise<Page<Refund>> {
    return this.listing_.listRefunds(filters, page)
  }

  /** What was sent back of an attempt, and what is still due, in francs. */
  async sumRefunds(
    attemptId: string
  ): Promise<{ readonly sentRwf: number; readonly dueRwf: number }> {
    return this.refunds_.sum(attemptId)
  }

  /** What was sent back of each attempt, in francs. */
  async sumRefundsSent(attemptIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.refunds_.sumSent(attemptIds)
  }

  // Choices of shoppers.

  async saveChoice(choice: Choice): Promise<void> {
    return this.choices_.save(choice)
  }

  async findChoice(paymentSessionId: string): Promise<Choice | null> {
    return this.choices_.find(paymentSessionId)
  }

  // Workers.

  async findWork(): Promise<Work> {
    return this.claims_.findWork()
  }

  /** See {@link Claims.findOverdueSince}. */
  async findOverdueSince(): Promise<Date | null> {
    return this.claims_.findOverdueSince()
  }

  async claim(id: string): Promise<Attempt | null> {
    return this.claims_.claim(id)
  }

  /** See {@link Claims.claimDue}. */
  async claimDue(...input: Parameters<Claims["claimDue"]>): Promise<Attempt[]> {
    return this.claims_.claimDue(...input)
  }

  async renewClaim(claimed: Claimed): Promise<Attempt | null> {
    return this.claims_.renew(claimed)
  }

  async whileClaimed<T>(claimed: Claimed, work: () => Promise<T>): Promise<T> {
    return this.claims_.whileHeld(claimed, work)
  }

  async releaseClaim(claimed: Claimed): Promise<void> {
    return this.claims_.release(claimed)
  }

  async postponeClaim(claimed: Claimed, waitMs: number): Promise<void> {
    return this.claims_.postpone(claimed, waitMs)
  }

  async claimUnpaid(limit: number, againMs: number): Promise<Attempt[]> {
    return this.claims_.claimUnpaid(limit, againMs)
  }

  /** See {@link AttemptStore.recordUnpaidDue}. */
  async recordUnpaidDue(...input: Parameters<AttemptStore["recordUnpaidDue"]>): Promise<void> {
    return this.attempts_.recordUnpaidDue(...input)
  }

  /** Runs `work` while no other caller, on any server, works on the same things. */
  async withLease<T>(
    keys: readonly string[],
    waitMs: number,
    work: () => Promise<T>
  ): Promise<Leased<T>> {
    return this.leases_.whileHeld(keys, waitMs, work)
  }

  /** The clock by which everything is compared, on every server. */
  async readNow(): Promise<Date> {
    const { rows } = await this.knex_.raw<{ rows: { now: Date }[] }>("select now()")
    return rows[0]?.now ?? new Date()
  }

  /** Emits every event that is a fact and was not emitted yet. */
  async emptyOutbox(emit: (events: readonly OutgoingEvent[]) => Promise<void>): Promise<void> {
    return this.outbox_.empty(emit)
  }

  // Erasing personal data.

  /** See {@link Erasures.eraseCustomer}. */
  async eraseCustomer(keys: ErasureKeys, actor: string | null): Promise<Erasure> {
    return this.erasures_.eraseCustomer(keys, actor)
  }

  /** See {@link Erasures.eraseRequested}. */
  async eraseRequested(): Promise<void> {
    return this.erasures_.eraseRequested()
  }

  /** See {@link Erasures.forgetClients}. */
  async forgetClients(): Promise<void> {
    return this.erasures_.forgetClients()
  }

  /** Erases settled attempts of at least this age, with their choices. */
  async erasePersonalDataOlderThan(ageMs: number): Promise<void> {
    return this.erasures_.eraseOlderThan(ageMs)
  }

  /** See {@link Erasures.eraseAbandonedChoices}. */
  async eraseAbandonedChoices(ageMs: number): Promise<void> {
    return this.erasures_.eraseAbandonedChoices(ageMs)
  }

  // Reports and setup.

  async readCashUp(request: CashUpRequest): Promise<CashUpResult> {
    return this.cashUp_.read(request)
  }

  /** What waits for a person, and how callbacks arrive. */
  async readWaiting(): Promise<Waiting> {
    return this.setup_.readWaiting()
  }

  /** What K-Pay's answers to `pay` tell of each account's setup. */
  async readPayAnswers(codes: readonly string[]): Promise<readonly PayAnswers[]> {
    return this.setup_.readPayAnswers(codes)
  }

  async listOutages(): Promise<readonly Outage[]> {
    return this.setup_.listOutages()
  }

  /** Asks K-Pay whether it answers on an account. Takes eight seconds at most. */
  async probe(account: string): Promise<Probe> {
    return this.setup_.probe(account)
  }

  /** Records that a test callback is expected, and gives its token. */
  async startCallbackTest(): Promise<string> {
    return this.setup_.callbackTests.start()
  }

  /** How long a test callback took, in milliseconds; `null` while it has not arrived. */
  async readCallbackTestMs(token: string): Promise<number | null> {
    return this.setup_.callbackTests.readTookMs(token)
  }

  /**
   * Posts a callback to the own public address; without a refid the log does not tell of it. Takes six seconds at most, and
   * never throws.
   */
  async postCallback(token: string, refid: Refid | null): Promise<CallbackReply> {
    return this.setup_.postCallback(token, refid)
  }
}
