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
  ContainerRegistrationKeys,
  MedusaError,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { InvalidAmountError, toAmountRwf } from "../../domain/amount"
import { toLocale } from "../../domain/locales"
import { METHODS } from "../../domain/methods"
import { readCheckout, readCollectionId } from "../../medusa/checkout"
import { toName } from "../../medusa/payer"
import { resolveQuery } from "../../medusa/query"
import { toMessage } from "../../messages/message"
import type { Attempt } from "../../modules/kpay/attempts/attempt"
import type { Choice } from "../../modules/kpay/attempts/choice-store"
import type KpayModuleService from "../../modules/kpay/service"
import { authorizeSession } from "../../operations/authorize-session"
import { findHolder, findHolderOfMoney } from "../../operations/find-session-for-money"
import { toInputFault } from "../../operations/payment-input"
import { recordMedusaRefund } from "../../operations/record-refund"
import { startPayment } from "../../operations/start-payment"
import {
  parseSessionInput,
  toKeptData,
  toNumeric,
  toSessionData,
  type SessionInput,
} from "./session-data"
import { SESSION_STATUS } from "./session-status"

interface ProviderOptions {
  /** The module's account that this entry takes money on, whatever the option `accountBy` says. */
  readonly account?: string
}

/**
 * Medusa's payment verbs for K-Pay. In the flow `order-first` choosing records method and phone, and placing the order sends
 * the prompt; in `pay-first` choosing sends it, and the order is placed once the money is there.
 * The provider keeps nothing: choices and attempts are the module's.
 */
export default class KpayProviderService extends AbstractPaymentProvider<ProviderOptions> {
  static override identifier = "kpay"

  private readonly dependencies_: { readonly kpay: KpayModuleService }
  private readonly account_: string | null

  constructor(dependencies: { readonly kpay: KpayModuleService }, options: ProviderOptions = {}) {
    super(dependencies, options)
    this.dependencies_ = dependencies
    this.account_ = options.account ?? null
  }

  /**
   * Records what the shopper chose; in `pay-first` sends the prompt, when method and phone are there. A session that core
   * re-creates by itself never sends one: it comes with the old session's data, which has no phone and our mark.
   */
  override async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key)
    const isChosenByShopper = !input.data?.chosen_in
    const { choice, data } = await this.choose_(sessionId, input, input.context?.customer)
    if (this.dependencies_.kpay.settings.flow === "pay-first" && isChosenByShopper) {
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
   * A prompt that was sent cannot be withdrawn: its attempt stays and is still asked about. While core is between capturing
   * the money and placing the order the session stays as well, or the order could not be placed on it.
   */
  override async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    const attempt = await this.findHolder_(input.data)
    if (attempt?.status === "paid") {
      const checkout = await readCheckout(resolveQuery(application), attempt.payment_session_id)
      if (checkout?.session.is_captured)
        throw new MedusaError(
          MedusaError.Types.NOT_ALLOWED,
          toMessage(toLocale(attempt.locale), "nothing_to_pay")
        )
    }
    return { data: toKeptData(input.data) }
  }

  /** See {@link authorizeSession}. A refusal leaves the session usable for another try. */
  override async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const sessionId = requireSessionId(input.context?.idempotency_key)
    const choice = await this.requireChoice_(sessionId)
    const result = await authorizeSession(application, choice)
    if (result.type === "refused")
      throw new MedusaError(MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR, result.message)
    const data = toSessionData(
      {
        session_id: sessionId,
        method: result.attempt?.method ?? choice.method,
        locale: choice.locale,
        chosen_in: sessionId,
      },
      input.data
    )
    return { status: SESSION_STATUS[result.type], data }
  }

  /** K-Pay takes the money when it is paid: there is nothing left to capture. */
  override async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const attempt = await this.findHolder_(input.data)
    if (attempt?.status !== "paid" && attempt?.status !== "applied") {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        "K-Pay has not confirmed this payment, so it cannot be captured. Ask K-Pay first."
      )
    }
    return { data: toKeptData(input.data) }
  }

  /** K-Pay has no cancel call. The attempt is still asked about, and money that arrives later is unapplied. */
  override async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return { data: toKeptData(input.data) }
  }

  /**
   * K-Pay has no refund call: the refund is recorded as due, and an admin sends it by hand. Moves nothing.
   *
   * Core also refunds by itself when completing a cart failed after the money was there. No person decided that, so the money
   * is unapplied then.
   */
  override async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const attempt = await this.findHolder_(input.data, findHolderOfMoney)
    const refundId = input.context?.idempotency_key
    if (!attempt || !refundId) throw nothingToRefund()
    const result = await recordMedusaRefund(application, {
      attempt,
      amountRwf: toRefundAmount(input.amount),
      refundId,
    })
    switch (result.type) {
      case "recorded":
      case "given_up":
        return { data: toKeptData(input.data) }
      case "not_paid":
        throw nothingToRefund()
      case "switched_off":
        throw new MedusaError(
          MedusaError.Types.NOT_ALLOWED,
          'K-Pay cannot refund. Send the money by hand, or set the option refunds to "record".'
        )
      case "exceeds_paid":
        throw new MedusaError(
          MedusaError.Types.INVALID_DATA,
          `Only ${result.leftRwf} RWF of this payment can still be refunded.`
        )
    }
  }

  override async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: toKeptData(input.data) }
  }

  /** What is recorded; asks K-Pay nothing. */
  override async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const attempt = await this.findHolder_(input.data)
    return {
      status: attempt ? SESSION_STATUS[attempt.status] : PaymentSessionStatus.PENDING,
      data: toKeptData(input.data),
    }
  }

  /** Core's own webhook route drops what it cannot use; K-Pay's callbacks come to `/hooks/kpay/:token` instead. */
  override async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  /**
   * Sends the prompt of `pay-first`. Once K-Pay may have received it nothing is thrown, or core would delete the session. A
   * prompt that was sent before stays the only one until the shopper asks for another.
   */
  private async promptAtOnce_(choice: Choice): Promise<void> {
    if (!isComplete(choice)) return
    const checkout = await readCheckout(resolveQuery(application), choice.payment_session_id)
    if (!checkout) return
    const result = await startPayment(application, {
      collection: checkout,
      sessionId: checkout.session.id,
      method: choice.method,
      msisdn: choice.msisdn,
      locale: choice.locale,
      kind: "placing",
      isOfPlacedOrder: checkout.orders.length > 0,
    })
    if (result.type === "started") return
    if (result.reason === "already_waiting" || result.reason === "nothing_to_pay") return
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      toMessage(toLocale(choice.locale), result.reason, result.details)
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
        toNumeric(input.amount),
        input.currency_code,
        kpay.settings.rounding
      )
      const locale = toLocale(sent.locale)
      const choice: Choice = {
        payment_session_id: sessionId,
        payment_collection_id: await readCollectionId(resolveQuery(application), sessionId),
        account: this.account_,
        method: sent.method ?? null,
        msisdn: sent.phone ?? null,
        payer_name: sent.name || toName(customer),
        payer_email: sent.email || customer?.email || null,
        locale,
        amount,
        currency_code: "rwf",
      }
      await kpay.saveChoice(choice)
      const method = sent.method ?? null
      const kept = { session_id: sessionId, method, locale, chosen_in: sessionId }
      return { choice, data: toSessionData(kept, input.data) }
    } catch (error) {
      if (!(error instanceof InvalidAmountError)) throw error
      // The storefront shows it to the shopper.
      const messageId = error.fault === "currency" ? "wrong_currency" : "amount_not_possible"
      throw new MedusaError(
        MedusaError.Types.INVALID_DATA,
        toMessage(toLocale(sent.locale), messageId, { method: sent.method ?? null })
      )
    }
  }

  private async requireChoice_(sessionId: string): Promise<Choice> {
    const choice = await this.dependencies_.kpay.findChoice(sessionId)
    if (choice) return choice
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      `Nothing was chosen for the payment session ${sessionId}. Create the session again.`
    )
  }

  /** The attempt whose money is for a session. `session_id` in stored data is ours: it overwrites what a shopper sent. */
  private async findHolder_(
    data: Record<string, unknown> | undefined,
    find = findHolder
  ): Promise<Attempt | null> {
    const sessionId = data?.session_id
    return typeof sessionId === "string" ? find(this.dependencies_.kpay, sessionId) : null
  }
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
        toInputFault(error, typeof data?.locale === "string" ? data.locale : null)
      )
    }
    throw error
  }
}

/** Whether enough was chosen for a prompt. */
function isComplete({ method, msisdn }: Choice): boolean {
  return method !== null && (msisdn !== null || !METHODS[method].needsPhone)
}

function toRefundAmount(amount: RefundPaymentInput["amount"]): number {
  try {
    return toAmountRwf(toNumeric(amount), "RWF", "nearest")
  } catch (error) {
    if (error instanceof InvalidAmountError)
      throw new MedusaError(MedusaError.Types.INVALID_DATA, error.message)
    throw error
  }
}

function nothingToRefund(): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_FOUND,
    "There is no K-Pay payment behind this refund, so nothing was recorded."
  )
}
