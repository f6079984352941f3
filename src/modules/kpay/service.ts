import { randomBytes } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import { generateEntityId, MedusaService } from "@medusajs/framework/utils"
import { ulid } from "ulid"
import { toAmountRwf, type AmountRwf } from "../../gateway/amount"
import { METHODS, toMethodOfNetwork, type MethodId } from "../../gateway/methods"
import {
  InvalidMsisdnError,
  parseMsisdn,
  toMaskedMsisdn,
  toNetwork,
  type Msisdn,
} from "../../gateway/msisdn"
import { readCallback, type Refid } from "../../gateway/wire"
import { isToBePlaced, type Attempt } from "./attempt"
import { AttemptStore } from "./attempt-store"
import { CannotStartError } from "./cannot-start"
import type { Checkout, Payer } from "./checkout"
import { ChoiceStore, type Choice } from "./choice-store"
import { GiveBackStore } from "./give-back-store"
import { KpayCalls } from "./kpay-calls"
import { KpayAttempt } from "./models/attempt"
import { KpayChoice } from "./models/choice"
import { KpayGiveBack } from "./models/give-back"
import { KpayJournalEntry } from "./models/journal-entry"
import { parseOptions, type KpaySettings } from "./options"
import { toHindrance } from "./shop-methods"

interface Dependencies {
  readonly logger: Logger
  readonly __pg_connection__: Knex
}

/** Longest id of a callback that is echoed: K-Pay's have 36 characters at most, a stranger's any number. */
const ECHO_MAX = 64

/** More than any server needs between two writes; what a dead process held is free again after it. */
const LEASE_MARGIN_MS = 30_000

/**
 * K-Pay for the rest of the plugin: options, what shoppers chose, attempts with their journal, give-backs.
 * The only caller of the gateway.
 */
export default class KpayModuleService extends MedusaService({
  KpayAttempt,
  KpayChoice,
  KpayJournalEntry,
  KpayGiveBack,
}) {
  readonly settings: KpaySettings
  readonly choices: ChoiceStore
  readonly attempts: AttemptStore
  readonly giveBacks: GiveBackStore
  private readonly calls_: KpayCalls

  readonly __hooks = {
    onApplicationShutdown: async (): Promise<void> => {
      await this.calls_.close()
    },
  }

  constructor(dependencies: Dependencies, options: unknown) {
    super(dependencies, options)
    this.settings = parseOptions(options)
    const knex = dependencies.__pg_connection__
    this.choices = new ChoiceStore(knex)
    this.attempts = new AttemptStore(knex)
    this.giveBacks = new GiveBackStore(knex)
    this.calls_ = new KpayCalls(this.settings, this.attempts, dependencies.logger)
  }

  /**
   * Starts an attempt: writes it down, then sends `pay`, once. While the cart has an open attempt, gives that one if it is
   * the same (method, phone and amount). Whatever K-Pay does, the attempt given says it; K-Pay's silence is never thrown.
   *
   * @throws CannotStartError when the shopper must mend something first; nothing was sent.
   * @throws InvalidAmountError for an amount or currency that K-Pay cannot take; nothing was sent.
   */
  async startAttempt(choice: Choice, checkout: Checkout, payer: Payer): Promise<Attempt> {
    if (choice.method === null) throw new CannotStartError("choose_method")
    const msisdn = this.msisdnFor_(choice.method, choice, payer)
    const method = METHODS[choice.method].needsPhone
      ? toMethodOfNetwork(choice.method, toNetwork(msisdn))
      : choice.method
    const amountRwf = toAmountRwf(
      checkout.session.amount,
      checkout.session.currency_code,
      this.settings.rounding
    )
    const hindrance = toHindrance(method, amountRwf, this.settings)
    if (hindrance)
      throw new CannotStartError(hindrance === "limit" ? "limit" : "unavailable", { method })

    const written = await this.writeDown_({ choice, checkout, method, msisdn, amountRwf })
    if (!written) return this.joinOpen_(checkout, { method, msisdn, amountRwf })
    try {
      return await this.calls_.pay(written, {
        refid: written.refid,
        method,
        amountRwf,
        msisdn,
        payerName:
          choice.payer_name ?? payer.name ?? this.settings.payerFallback.name ?? "Customer",
        payerEmail:
          choice.payer_email ??
          payer.email ??
          this.settings.payerFallback.email ??
          this.ownEmail_(),
        details: this.settings.details,
        returl: this.address_(`hooks/kpay/${written.token}`),
        redirecturl: this.address_(`kpay/return/${written.token}`),
        logourl: this.settings.logoUrl,
      })
    } finally {
      await this.attempts.release(written)
    }
  }

  /**
   * Stores a callback as a reason to ask, whatever it claims. Only the token says which attempt is meant.
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
    return {
      attemptId: attempt?.id ?? null,
      tid: hint?.tid?.slice(0, ECHO_MAX) ?? "",
      refid: hint?.refid?.slice(0, ECHO_MAX) ?? "",
    }
  }

  /** Gives the caller an attempt to itself for asking; `null` when somebody else has it. Let go of it with `release`. */
  async claim(attemptId: string): Promise<Attempt | null> {
    return this.attempts.claim(attemptId, this.calls_.askMs + LEASE_MARGIN_MS)
  }

  /** Prolongs a claim for the time that Medusa needs to place money; `null` when it was lost. */
  async renewClaim(attempt: Attempt): Promise<Attempt | null> {
    return this.attempts.renew(attempt, 2 * LEASE_MARGIN_MS)
  }

  async release(attempt: Attempt): Promise<void> {
    await this.attempts.release(attempt)
  }

  /** Asks K-Pay about a claimed attempt and writes down the answer. Money that is known to be there is not asked about. */
  async ask(claimed: Pick<Attempt, "id">): Promise<Attempt> {
    // Read afresh: between two steps of a workflow Medusa turns dates into text.
    const attempt = await this.attempts.find({ id: claimed.id })
    if (!attempt) throw new Error(`The attempt ${claimed.id} does not exist.`)
    return this.calls_.ask(attempt)
  }

  /** Claims, asks and lets go; gives the attempt as it stands when somebody else is asking. */
  async askUnlessBusy(attempt: Attempt): Promise<Attempt> {
    const claimed = await this.claim(attempt.id)
    if (!claimed) return attempt
    try {
      return await this.ask(claimed)
    } finally {
      await this.release(claimed)
    }
  }

  /** The attempt that speaks for a session: the paid one, else the newest. */
  async findAttemptOf(paymentSessionId: string): Promise<Attempt | null> {
    const attempts = await this.attempts.listOfSession(paymentSessionId)
    return attempts.find((attempt) => attempt.state === "paid") ?? attempts[0] ?? null
  }

  /**
   * The attempt that answers for a session as Medusa has it now: its own, or one of the same cart that paid or waits for the
   * very amount and lost its session, which is then given this one.
   */
  async findAttemptFor(checkout: Checkout): Promise<Attempt | null> {
    const own = await this.findAttemptOf(checkout.session.id)
    if (own) return own
    const amountRwf = toAmountRwf(
      checkout.session.amount,
      checkout.session.currency_code,
      this.settings.rounding
    )
    const attempts = await this.attempts.list({
      payment_collection_id: checkout.payment_collection_id,
    })
    const homeless = attempts.find(
      (attempt) => isToBePlaced(attempt) && attempt.amount === amountRwf
    )
    return homeless ? this.attempts.moveTo(homeless, checkout.session.id) : null
  }

  private msisdnFor_(method: MethodId, choice: Choice, payer: Payer): Msisdn {
    if (choice.msisdn) return choice.msisdn
    if (METHODS[method].needsPhone) throw new CannotStartError("enter_phone", { method })
    // K-Pay wants a number for cards too, and rings nobody on it.
    const candidates = [...payer.phones, this.settings.payerFallback.phone ?? "", UNASSIGNED_PHONE]
    return (
      candidates.map(toMsisdnOrNull).find((msisdn) => msisdn !== null) ??
      parseMsisdn(UNASSIGNED_PHONE)
    )
  }

  private async writeDown_(start: {
    choice: Choice
    checkout: Checkout
    method: MethodId
    msisdn: Msisdn
    amountRwf: AmountRwf
  }): Promise<Attempt | null> {
    const { choice, checkout, method, msisdn, amountRwf } = start
    return this.attempts.insert(
      {
        id: generateEntityId(undefined, "kpatt"),
        refid: ulid() as Refid,
        token: randomBytes(24).toString("base64url"),
        account: choice.account,
        environment:
          this.settings.accounts[choice.account]?.environment ?? this.settings.environment,
        payment_session_id: checkout.session.id,
        started_session_id: checkout.session.id,
        payment_collection_id: checkout.payment_collection_id,
        cart_id: checkout.cart?.id ?? null,
        state: "starting",
        method,
        network: METHODS[method].network,
        amount: amountRwf,
        currency_code: "rwf",
        msisdn,
        locale: choice.locale,
      },
      this.calls_.payMs + this.calls_.askMs + LEASE_MARGIN_MS
    )
  }

  /** A cart has one open attempt. The same request again is that one; any other is turned away and told what to do. */
  private async joinOpen_(
    checkout: Checkout,
    wanted: { method: MethodId; msisdn: Msisdn; amountRwf: AmountRwf }
  ): Promise<Attempt> {
    const [newest] = await this.attempts.list({
      payment_collection_id: checkout.payment_collection_id,
    })
    // The newest is the one that stood in the way, even where it has ended since.
    const isSame =
      newest?.method === wanted.method &&
      newest.msisdn === wanted.msisdn &&
      newest.amount === wanted.amountRwf
    if (isSame) return (await this.attempts.moveTo(newest, checkout.session.id)) ?? newest
    const { method, msisdn } = newest ?? wanted
    throw new CannotStartError("already_waiting", {
      method,
      phoneMasked: msisdn && toMaskedMsisdn(msisdn),
    })
  }

  private address_(path: string): string {
    return `${this.settings.backendUrl.replace(/\/+$/, "")}/${path}`
  }

  /** K-Pay wants an e-mail address, and a shopper who orders by phone may have none. */
  private ownEmail_(): string {
    return `no-reply@${new URL(this.settings.storefrontUrl).hostname}`
  }
}

/** Its prefix is assigned to no network, so that nobody's phone rings. */
const UNASSIGNED_PHONE = "0700000000"

function toMsisdnOrNull(phone: string): Msisdn | null {
  try {
    return parseMsisdn(phone)
  } catch (error) {
    if (error instanceof InvalidMsisdnError) return null
    throw error
  }
}
