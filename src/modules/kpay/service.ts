import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import { MedusaService } from "@medusajs/framework/utils"
import { readCallback } from "../../gateway/wire"
import { speakAs } from "../../messages/say"
import {
  isCurrent,
  isToBePlaced,
  isWaitingForPerson,
  toSpokesman,
  type Attempt,
} from "./attempts/attempt"
import { AttemptStarter, type StartRequest } from "./attempts/attempt-starter"
import { AttemptStore } from "./attempts/attempt-store"
import { CashUp } from "./cash-up/cash-up"
import { hasNoOrderYet, isCaptured, type Checkout, type Collection } from "../../medusa/checkout"
import { ChoiceStore } from "./attempts/choice-store"
import { Claims, type Claimed } from "./attempts/claims"
import { Erasures } from "./privacy/erasures"
import { GiveBackStore } from "./refunds/refund-store"
import { isAmount } from "./attempts/is-amount"
import { Listing } from "./listing/listing"
import { KpayCalls } from "./calls/kpay-calls"
import { KpayAttempt } from "./models/attempt"
import { KpayCallbackTest } from "./models/callback-test"
import { KpayChoice } from "./models/choice"
import { KpayEvent } from "./models/event"
import { KpayGiveBack } from "./models/give-back"
import { KpayJournalEntry } from "./models/journal-entry"
import { KpayOutage } from "./models/outage"
import { parseOptions, type KpaySettings } from "./options/options"
import { OutageStore } from "./calls/outage-store"
import { Outbox } from "./events/outbox"
import { Setup } from "./setup/setup"

interface Dependencies {
  readonly logger: Logger
  readonly __pg_connection__: Knex
}

/** Longest id of a callback that is echoed: K-Pay's have 36 characters at most, a stranger's any number. */
const ECHO_MAX = 64

/** How many of a payment's attempts, the newest, are asked about before a further one, for how long, and when it was done. */
const ASKED_BEFORE_FURTHER_MAX = 3
const ASK_BEFORE_FURTHER_MS = 3_000
const ASKED_JUST_NOW_MS = 2_000

/**
 * K-Pay for the rest of the plugin: options, what shoppers chose, attempts with their journal, give-backs.
 * The only caller of the gateway.
 */
export default class KpayModuleService extends MedusaService({
  KpayAttempt,
  KpayChoice,
  KpayJournalEntry,
  KpayGiveBack,
  KpayEvent,
  KpayOutage,
  KpayCallbackTest,
}) {
  readonly settings: KpaySettings
  readonly choices: ChoiceStore
  readonly attempts: AttemptStore
  readonly claims: Claims
  readonly giveBacks: GiveBackStore
  readonly outbox: Outbox
  readonly erasures: Erasures
  readonly listing: Listing
  readonly cashUp: CashUp
  readonly setup: Setup
  private readonly outages_: OutageStore
  private readonly calls_: KpayCalls
  private readonly starter_: AttemptStarter

  readonly __hooks = {
    onApplicationShutdown: async (): Promise<void> => {
      await this.calls_.close()
    },
  }

  constructor(dependencies: Dependencies, options: unknown) {
    super(dependencies, options)
    const { __pg_connection__: knex, logger } = dependencies
    this.settings = parseOptions(options)
    speakAs(this.settings.messages)
    this.choices = new ChoiceStore(knex)
    this.attempts = new AttemptStore(knex)
    this.claims = new Claims(knex)
    this.giveBacks = new GiveBackStore(knex, this.attempts)
    this.outbox = new Outbox(knex)
    this.erasures = new Erasures(knex)
    this.listing = new Listing(knex)
    this.cashUp = new CashUp(knex, this.settings.fees)
    this.outages_ = new OutageStore(knex)
    this.calls_ = new KpayCalls({
      settings: this.settings,
      attempts: this.attempts,
      outages: this.outages_,
      logger,
    })
    this.setup = new Setup({
      knex,
      settings: this.settings,
      calls: this.calls_,
      outages: this.outages_,
    })
    this.starter_ = new AttemptStarter(this.settings, this.attempts, this.claims, this.calls_)
  }

  /** Starts an attempt, or gives the one that is waited for. See {@link AttemptStarter.start}. */
  async startAttempt(request: StartRequest): Promise<Attempt> {
    if (request.isFurther) await this.askBeforeFurther_(request.checkout)
    return this.starter_.start(request)
  }

  /**
   * Stores a callback as a reason to ask, whatever it claims. Only the token says which attempt is meant, or which test of
   * our own address.
   *
   * @returns the attempt to ask about, `null` for a stranger's token; and the ids that K-Pay wants to hear again.
   */
  async receiveCallback(
    token: string,
    rawBody: string
  ): Promise<{ attemptId: string | null; tid: string; refid: string }> {
    const hint = readCallback(rawBody)
    const attempt = await this.attempts.find({ token })
    if (attempt) await this.attempts.recordCallback(attempt.id, hint?.wire ?? null)
    else await this.setup.callbackTests.recordCome(token)
    return {
      attemptId: attempt?.id ?? null,
      tid: hint?.tid?.slice(0, ECHO_MAX) ?? "",
      refid: hint?.refid?.slice(0, ECHO_MAX) ?? "",
    }
  }

  /**
   * Asks K-Pay about a claimed attempt and writes down the answer; `null` when the claim was lost. Money that is known to be
   * there is not asked about.
   */
  async ask({ id, leased_by }: Claimed): Promise<Attempt | null> {
    // Read afresh: between two steps of a workflow Medusa turns dates into text.
    const attempt = await this.attempts.find({ id, leased_by })
    return attempt && this.claims.whileHeld(attempt, () => this.calls_.ask(attempt))
  }

  /** Whether K-Pay cannot be asked on an account at this time. */
  async hasOutage(account: string): Promise<boolean> {
    return this.outages_.has(account)
  }

  /** Claims, asks and lets go; gives the attempt as it stands when somebody else is asking. */
  async askUnlessBusy(attempt: Attempt): Promise<Attempt> {
    const claimed = await this.claims.claim(attempt.id)
    if (!claimed) return attempt
    const asked = (await this.ask(claimed)) ?? attempt
    await this.claims.release(claimed)
    return asked
  }

  /** The attempt that a shopper's page shows: the session's own, or the one that is waited for in the same payment. */
  async findAttemptOf(
    paymentSessionId: string,
    collection: Pick<Collection, "id"> | null
  ): Promise<Attempt | null> {
    const own = toSpokesman(await this.attempts.listOfSession(paymentSessionId))
    if (own || !collection) return own
    const others = await this.attempts.list({ payment_collection_id: collection.id })
    return toSpokesman(
      others.filter(
        (one) =>
          one.placed_at !== null || isCurrent(one) || isToBePlaced(one) || isWaitingForPerson(one)
      )
    )
  }

  /**
   * Whoever is asked twice may pay twice. So K-Pay is asked first whether what was sent before was paid by now, unless it said
   * so a moment ago; where it does not answer soon, the shopper goes on.
   */
  private async askBeforeFurther_({ id }: Checkout): Promise<void> {
    const attempts = await this.attempts.list({ payment_collection_id: id })
    const unsure = attempts.filter(
      (attempt) => attempt.state !== "paid" && !attempt.refused_at_once && !wasAskedJustNow(attempt)
    )
    const asking = Promise.allSettled(
      unsure.slice(0, ASKED_BEFORE_FURTHER_MAX).map((attempt) => this.askUnlessBusy(attempt))
    )
    await Promise.race([asking, sleep(ASK_BEFORE_FURTHER_MS, undefined, { ref: false })])
  }

  /** The attempt whose money is for a session; one that was applied elsewhere is not. */
  async findHolderOf(paymentSessionId: string): Promise<Attempt | null> {
    return toSpokesman(await this.attempts.list({ payment_session_id: paymentSessionId }))
  }

  /**
   * The attempt that answers for a session as Medusa has it now: its own, or one of the same cart whose money has lost its
   * session and is of the very amount, which is then given this one. An order takes no other's money without a person.
   */
  async findAttemptFor(checkout: Checkout): Promise<Attempt | null> {
    const own = await this.findHolderOf(checkout.session.id)
    if (own && (own.placed_at || isToBePlaced(own))) return own
    if (!hasNoOrderYet(checkout)) return own
    const home = { payment_session_id: checkout.session.id, payment_collection_id: checkout.id }
    const paid = await this.attempts.list({ payment_collection_id: checkout.id, state: "paid" })
    for (const attempt of paid.filter(
      (candidate) =>
        isAmount(checkout.session, candidate, this.settings) &&
        // What core has taken already, for a session that was chosen at the same moment, say, it must not take again.
        !isCaptured(checkout, candidate.payment_session_id)
    )) {
      const moved = isToBePlaced(attempt)
        ? await this.attempts.moveTo(attempt, checkout.session.id)
        : isWaitingForPerson(attempt) && (await this.attempts.recordApplied(attempt.id, home, null))
      if (moved) return moved
    }
    return own
  }
}

function wasAskedJustNow({ asked_at }: Attempt): boolean {
  return asked_at !== null && Date.now() - asked_at.getTime() < ASKED_JUST_NOW_MS
}
