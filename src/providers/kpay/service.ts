import { container as application } from "@medusajs/framework"
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import {
  AbstractPaymentProvider,
  BigNumber,
  ContainerRegistrationKeys,
  MedusaError,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { InvalidAmountError, toAmountRwf } from "../../domain/amount"
import { toMaskedMsisdn } from "../../domain/msisdn"
import { METHODS } from "../../domain/methods"
import { toMessageId } from "../../messages/of-attempt"
import { say, toLocale } from "../../messages/say"
import { isOpen, isToBePlaced, type Attempt } from "../../modules/kpay/attempts/attempt"
import { CannotStartError } from "../../modules/kpay/attempts/cannot-start"
import {
  hasNoOrderYet,
  isClosed,
  readCheckout,
  readPayer,
  type Checkout,
  type Query,
} from "../../medusa/checkout"
import type { Choice } from "../../modules/kpay/attempts/choice-store"
import { ExceedsPaidError } from "../../modules/kpay/refunds/refund-store"
import { isAmount } from "../../modules/kpay/attempts/is-amount"
import { DEFAULT_ACCOUNT } from "../../modules/kpay/options/options"
import type KpayModuleService from "../../modules/kpay/service"
import { parseSessionInput, toSessionData, type SessionInput } from "./session-data"
import { SESSION_STATUS } from "./session-status"

interface ProviderOptions {
  /** Which of the module's accounts this entry takes money on. */
  readonly account?: string
}

/**
 * Medusa's payment verbs for K-Pay. In the flow `order-first` choosing notes method and phone, and placing the order sends
 * the prompt; in `pay-first` choosing sends it, and the order is placed once the money is there.
 * It holds nothing: choices and attempts are the module's.
 */
export default class KpayProviderService extends AbstractPaymentProvider<ProviderOptions> {
  static override identifier = "kpay"

  private readonly dependencies_: { readonly kpay: KpayModuleService }
  private readonly account_: string

  constructor(dependencies: { readonly kpay: KpayModuleService }, options: ProviderOptions = {}) {
    super(dependencies, options)
    this.dependencies_ = dependencies
    this.account_ = options.account ?? DEFAULT_ACCOUNT
  }

  /**
   * Notes what the shopper chose; in `pay-first` sends the prompt, when method and phone are there. A session that core
   * re-creates by itself never rings a phone: it comes with the old session's data, which has no phone and our mark.
   */
  override async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key)
    const isOfShopper = !input.data?.chosen_in
    const { choice, data } = await this.choose_(sessionId, input, input.context?.customer)
    if (this.dependencies_.kpay.settings.flow === "pay-first" && isOfShopper) {
      // Core keeps what the shopper sent, phone and all, in the session until it has our answer, and K-Pay takes its time.
      await application
        .resolve(ContainerRegistrationKeys.PG_CONNECTION)("payment_session")
        .where({ id: sessionId })
        .update({ data: JSON.stringify(data) })
      await this.promptAtOnce_(choice)
    }
    return { id: sessionId, status: PaymentSessionStatus.PENDING, data }
  }

  override async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key ?? input.data?.session_id)
    const { data } = await this.choose_(sessionId, input, input.context?.customer)
    return { data }
  }

  /**
   * A prompt that is out cannot be called back: its attempt stays and is watched. Only while core is between taking the money
   * and placing the order does the session stay as well, or the order could not be placed on it.
   */
  override async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const attempt = await this.attemptOf_(input.data)
    if (attempt && isToBePlaced(attempt)) {
      const checkout = await readCheckout(resolveQuery(), attempt.payment_session_id)
      if (checkout?.session.is_captured)
        throw new MedusaError(
          MedusaError.Types.NOT_ALLOWED,
          say(toLocale(attempt.locale), "nothing_to_pay")
        )
    }
    return { data: input.data ?? {} }
  }

  /**
   * Asked by cart completion, by core's "Check status" and by our own refresh, which it cannot tell apart. So it starts an
   * attempt only where no order can exist yet: none was started, or K-Pay refused the last one at once.
   */
  override async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key)
    const choice = await this.requireChoice_(sessionId)
    const checkout = await readCheckout(resolveQuery(), sessionId)
    if (!checkout)
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        `The payment session ${sessionId} does not exist.`
      )

    const attempt = await this.attemptFor_(choice, checkout)
    const isPaid = attempt !== null && this.pays_(attempt, checkout)
    if (!isPaid && hasNoOrderYet(checkout)) this.requireOrderable_(attempt)
    const state = isPaid ? "paid" : "pending"
    const data = toSessionData(
      {
        session_id: sessionId,
        method: attempt?.method ?? choice.method,
        locale: choice.locale,
        chosen_in: sessionId,
      },
      input.data
    )
    return { status: SESSION_STATUS[state], data }
  }

  /** Money at K-Pay is taken when it is paid: there is nothing left to capture. */
  override async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const attempt = await this.attemptOf_(input.data)
    if (attempt?.state !== "paid") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "K-Pay has not confirmed this payment, so it cannot be captured. Ask K-Pay first."
      )
    }
    return { data: input.data ?? {} }
  }

  /** K-Pay has no cancel call. The attempt stays watched, and money that still comes waits for a person. */
  override async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return { data: input.data ?? {} }
  }

  /**
   * K-Pay has no refund call: the refund becomes money that somebody gives back by hand. Moves nothing.
   *
   * Core also refunds by itself when completing a cart failed after the money was there. That is no decision of a person's:
   * the money then waits for one.
   */
  override async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const { kpay } = this.dependencies_
    const attempt = await this.attemptOf_(input.data)
    if (attempt?.state === "paid" && !attempt.placed_at) {
      await kpay.attempts.recordUnplaced(attempt.id, "completion_failed", null)
      return { data: input.data ?? {} }
    }
    if (kpay.settings.refunds === "refuse") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        'K-Pay cannot refund. Send the money by hand, or set the option refunds to "record".'
      )
    }
    const refundId = input.context?.idempotency_key
    if (!attempt?.placed_at || !refundId) {
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        "There is no K-Pay payment behind this refund, so nothing was recorded."
      )
    }
    try {
      await kpay.giveBacks.recordDue({
        attempt,
        amountRwf: toAmountRwf(new BigNumber(input.amount).numeric, "RWF", "nearest"),
        orderId: attempt.order_id,
        refundId,
        actor: null,
        note: null,
      })
    } catch (error) {
      if (error instanceof ExceedsPaidError || error instanceof InvalidAmountError)
        throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
      throw error
    }
    return { data: input.data ?? {} }
  }

  override async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: input.data ?? {} }
  }

  /** What is written down; asks nobody. */
  override async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const attempt = await this.attemptOf_(input.data)
    return {
      status: attempt ? SESSION_STATUS[attempt.state] : PaymentSessionStatus.PENDING,
      data: input.data ?? {},
    }
  }

  /** Core's own webhook route drops what it cannot use; K-Pay's callbacks come to `/hooks/kpay/:token` instead. */
  override async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  /** The attempt whose state answers for a session: asked about when open, started when there can be no order yet. */
  private async attemptFor_(choice: Choice, checkout: Checkout): Promise<Attempt | null> {
    const { kpay } = this.dependencies_
    const known = await kpay.findAttemptFor(checkout)
    if (known && isOpen(known)) return kpay.askUnlessBusy(known)
    const mayStart =
      hasNoOrderYet(checkout) &&
      (known === null || (known.state === "failed" && known.refused_at_once))
    return mayStart ? this.start_(choice, checkout) : known
  }

  private async start_(choice: Choice, checkout: Checkout): Promise<Attempt> {
    try {
      return await this.dependencies_.kpay.startAttempt({
        choice,
        checkout,
        payer: await readPayer(resolveQuery(), checkout),
        isFurther: false,
      })
    } catch (error) {
      if (error instanceof CannotStartError) {
        throw new MedusaError(
          MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
          say(toLocale(choice.locale), error.why, error.about)
        )
      }
      if (error instanceof InvalidAmountError)
        throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
      throw error
    }
  }

  /**
   * Sends the prompt of `pay-first`. Once K-Pay may have heard of it nothing is thrown, or core would delete the session;
   * and a prompt that is out already stays the only one until the shopper asks for another.
   */
  private async promptAtOnce_(choice: Choice): Promise<void> {
    if (!isComplete(choice)) return
    const checkout = await readCheckout(resolveQuery(), choice.payment_session_id)
    if (!checkout) return
    try {
      await this.dependencies_.kpay.startAttempt({
        choice,
        checkout,
        payer: await readPayer(resolveQuery(), checkout),
        isFurther: false,
      })
    } catch (error) {
      if (!(error instanceof CannotStartError)) throw error
      if (error.why === "already_waiting" || error.why === "nothing_to_pay") return
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        say(toLocale(choice.locale), error.why, error.about)
      )
    }
  }

  /** An order may be placed on a prompt that is waited for, in `order-first` only; never on one that has ended. */
  private requireOrderable_(attempt: Attempt | null): void {
    const { flow } = this.dependencies_.kpay.settings
    if (attempt && isOpen(attempt) && flow === "order-first") return
    throw new MedusaError(
      MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
      attempt ? toShopperMessage(attempt) : say("en", "choose_method")
    )
  }

  /** Whether the money of an attempt counts for the session, in the very amount that the session asks for now. */
  private pays_(attempt: Attempt, checkout: Checkout): boolean {
    const { session } = checkout
    const isForThis = attempt.payment_session_id === session.id && attempt.unplaced_at === null
    return (
      attempt.state === "paid" &&
      isForThis &&
      !isClosed(checkout) &&
      isAmount(session, attempt, this.dependencies_.kpay.settings)
    )
  }

  private async choose_(
    sessionId: string,
    input: Pick<InitiatePaymentInput, "data" | "amount" | "currency_code">,
    customer: { first_name?: string | null; last_name?: string | null; email?: string } | undefined
  ) {
    const { kpay } = this.dependencies_
    const sent = readSessionInput(input.data)
    try {
      const amount = toAmountRwf(
        new BigNumber(input.amount).numeric,
        input.currency_code,
        kpay.settings.rounding
      )
      const locale = toLocale(sent.locale)
      const choice: Choice = {
        payment_session_id: sessionId,
        account: this.account_,
        method: sent.method ?? null,
        msisdn: sent.phone ?? null,
        payer_name:
          sent.name ||
          [customer?.first_name, customer?.last_name].filter(Boolean).join(" ") ||
          null,
        payer_email: sent.email || customer?.email || null,
        locale,
        amount,
        currency_code: "rwf",
      }
      await kpay.choices.save(choice)
      const method = sent.method ?? null
      const kept = { session_id: sessionId, method, locale, chosen_in: sessionId }
      return { choice, data: toSessionData(kept, input.data) }
    } catch (error) {
      if (error instanceof InvalidAmountError)
        throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
      throw error
    }
  }

  private async requireChoice_(sessionId: string): Promise<Choice> {
    const choice = await this.dependencies_.kpay.choices.find(sessionId)
    if (choice) return choice
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `Nothing was chosen for the payment session ${sessionId}. Create the session again.`
    )
  }

  /** `session_id` in stored data is ours: it overwrites whatever a shopper sent. */
  private async attemptOf_(data: Record<string, unknown> | undefined): Promise<Attempt | null> {
    const sessionId = data?.session_id
    return typeof sessionId === "string" ? this.dependencies_.kpay.findHolderOf(sessionId) : null
  }
}

/** A payment provider is given nothing but a session's id; only the application's own query can tell what it is for. */
function resolveQuery(): Query {
  return application.resolve(ContainerRegistrationKeys.QUERY)
}

function requireSessionId(id: unknown): string {
  if (typeof id === "string" && id !== "") return id
  throw new MedusaError(
    MedusaError.Types.INVALID_ARGUMENT,
    "K-Pay needs the payment session's id as context.idempotency_key."
  )
}

function readSessionInput(data: Record<string, unknown> | undefined): SessionInput {
  try {
    return parseSessionInput(data)
  } catch (error) {
    if (error instanceof z.ZodError) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        error.issues.map((issue) => issue.message).join(". ")
      )
    }
    throw error
  }
}

/** Whether enough was chosen for a prompt. */
function isComplete({ method, msisdn }: Choice): boolean {
  return method !== null && (msisdn !== null || !METHODS[method].needsPhone)
}

/** What keeps the order from being placed. Core shows it to the shopper and keeps the session usable for another try. */
function toShopperMessage(attempt: Attempt): string {
  return say(toLocale(attempt.locale), toMessageId(attempt), {
    method: attempt.method,
    phoneMasked:
      attempt.msisdn && METHODS[attempt.method].needsPhone ? toMaskedMsisdn(attempt.msisdn) : null,
    reference: attempt.refid,
  })
}
