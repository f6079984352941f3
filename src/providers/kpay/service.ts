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
import { InvalidAmountError, toAmountRwf } from "../../gateway/amount"
import { InvalidMsisdnError, toMaskedMsisdn } from "../../gateway/msisdn"
import { say, toLocale } from "../../messages/say"
import { isOpen, type Attempt } from "../../modules/kpay/attempt"
import { CannotStartError } from "../../modules/kpay/cannot-start"
import { readCheckout, readPayer, type Checkout } from "../../modules/kpay/checkout"
import type { Choice } from "../../modules/kpay/choice-store"
import { DEFAULT_ACCOUNT } from "../../modules/kpay/options"
import type KpayModuleService from "../../modules/kpay/service"
import { parseSessionInput, toSessionData, type SessionInput } from "./session-data"
import { SESSION_STATUS } from "./session-status"

interface ProviderOptions {
  /** Which of the module's accounts this entry takes money on. */
  readonly account?: string
}

/**
 * Medusa's payment verbs for K-Pay, flow `order-first`: choosing notes method and phone, placing the order sends the prompt.
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

  /** Notes what the shopper chose. Sends nothing: a session that core re-creates by itself must never ring a phone. */
  override async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key)
    const data = await this.choose_(sessionId, input, input.context?.customer)
    return { id: sessionId, status: PaymentSessionStatus.PENDING, data }
  }

  override async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key ?? input.data?.session_id)
    return { data: await this.choose_(sessionId, input, input.context?.customer) }
  }

  /** A prompt that is out cannot be called back: its attempt stays and is watched, so there is nothing to do. */
  override async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    return { data: input.data ?? {} }
  }

  /**
   * Asked by cart completion, by core's "Check status" and by our own refresh, which it cannot tell apart. So it starts an
   * attempt only where no order can exist yet: none was started, or K-Pay refused the last one at once.
   */
  override async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key)
    const choice = await this.requireChoice_(sessionId)
    const checkout = await readCheckout(
      application.resolve(ContainerRegistrationKeys.QUERY),
      sessionId
    )
    if (!checkout)
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        `The payment session ${sessionId} does not exist.`
      )

    const attempt = await this.attemptFor_(choice, checkout)
    if (attempt?.state === "failed" && hasNoOrderYet(checkout)) {
      throw toShopperError(attempt)
    }
    const state = attempt && this.pays_(attempt, checkout) ? "paid" : "pending"
    const data = toSessionData(
      { session_id: sessionId, method: attempt?.method ?? choice.method, locale: choice.locale },
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

  /** K-Pay has no refund call: the refund becomes money that somebody gives back by hand. Moves nothing. */
  override async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const { kpay } = this.dependencies_
    if (kpay.settings.refunds === "refuse") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        'K-Pay cannot refund. Send the money by hand, or set the option refunds to "record".'
      )
    }
    const attempt = await this.attemptOf_(input.data)
    const refundId = input.context?.idempotency_key
    if (!attempt || !refundId) {
      throw new MedusaError(
        MedusaError.Types.NOT_FOUND,
        "There is no K-Pay payment behind this refund, so nothing was recorded."
      )
    }
    const amountRwf = toAmountRwf(new BigNumber(input.amount).numeric, "RWF", "nearest")
    await kpay.giveBacks.recordDue({
      refundId,
      attemptId: attempt.id,
      amountRwf,
      currencyCode: attempt.currency_code,
    })
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
    const payer =
      checkout.cart &&
      (await readPayer(application.resolve(ContainerRegistrationKeys.QUERY), checkout.cart.id))
    try {
      return await this.dependencies_.kpay.startAttempt(
        choice,
        checkout,
        payer ?? { name: null, email: null, phones: [] }
      )
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

  /** Money counts for a session only in the very amount that the session asks for now. */
  private pays_(attempt: Attempt, { session }: Checkout): boolean {
    const isFree = attempt.state === "paid" && attempt.unplaced_at === null
    return (
      isFree &&
      toAmountRwf(
        session.amount,
        session.currency_code,
        this.dependencies_.kpay.settings.rounding
      ) === attempt.amount
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
      await kpay.choices.save({
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
      })
      return toSessionData(
        { session_id: sessionId, method: sent.method ?? null, locale },
        input.data
      )
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
    return typeof sessionId === "string" ? this.dependencies_.kpay.findAttemptOf(sessionId) : null
  }
}

/** Once core placed an order on a session it calls it `pending_authorization`, whatever becomes of the attempt. */
function hasNoOrderYet({ session }: Checkout): boolean {
  const pending: string = PaymentSessionStatus.PENDING
  return session.status === pending
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
    if (error instanceof InvalidMsisdnError)
      throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
    if (error instanceof z.ZodError) {
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        error.issues.map((issue) => issue.message).join(". ")
      )
    }
    throw error
  }
}

/** Core shows this message to the shopper and keeps the session usable for another try. */
function toShopperError(attempt: Attempt): MedusaError {
  return new MedusaError(
    MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
    say(toLocale(attempt.locale), attempt.reason_code ?? "operator", {
      method: attempt.method,
      phoneMasked: attempt.msisdn && toMaskedMsisdn(attempt.msisdn),
    })
  )
}
