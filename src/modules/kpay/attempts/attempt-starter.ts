import { randomBytes } from "node:crypto"
import { generateEntityId } from "@medusajs/framework/utils"
import { ulid } from "ulid"
import { toAmountRwf, type AmountRwf } from "../../../domain/amount"
import { METHODS, toMethodOfNetwork, type MethodId } from "../../../domain/methods"
import {
  InvalidMsisdnError,
  parseMsisdn,
  toMaskedMsisdn,
  toNetwork,
  type Msisdn,
} from "../../../domain/msisdn"
import type { Refid } from "../../../gateway/wire"
import { isToBePlaced, isWaitingForPerson, type Attempt } from "./attempt"
import type { AttemptStore } from "./attempt-store"
import { CannotStartError } from "./cannot-start"
import { isCaptured, type Checkout, type Payer } from "../../../medusa/checkout"
import type { Choice } from "./choice-store"
import type { Claims } from "./claims"
import { isAmount } from "./is-amount"
import type { KpayCalls } from "../calls/kpay-calls"
import type { KpaySettings } from "../options/options"
import { toCallbackAddress, toReturnAddress, type ReturnTo } from "../options/own-address"
import { toHindrance } from "../options/shop-methods"

/** Somebody wants to pay: what was chosen, what Medusa knows of the payment, who pays. */
export interface StartRequest {
  readonly choice: Choice
  readonly checkout: Checkout
  readonly payer: Payer
  /**
   * The shopper asked for this very prompt, knowing that there was one before: then it takes the place of a prompt that
   * nobody has answered for a while.
   */
  readonly isFurther: boolean
  /** Medusa's id of the user who asked for it in the shopper's place. */
  readonly actor?: string
  /** Where the browser goes after the card page; left out, to the shop's own page. */
  readonly returnTo?: ReturnTo
}

interface Wanted {
  readonly method: MethodId
  readonly msisdn: Msisdn
  readonly amountRwf: AmountRwf
}

/** Its prefix is assigned to no network, so that nobody's phone rings. */
const UNASSIGNED_PHONE = "0700000000"

/** Starts attempts: decides whether one may start, writes it down, sends `pay`. */
export class AttemptStarter {
  readonly #settings: KpaySettings
  readonly #attempts: AttemptStore
  readonly #claims: Claims
  readonly #calls: KpayCalls

  constructor(settings: KpaySettings, attempts: AttemptStore, claims: Claims, calls: KpayCalls) {
    this.#settings = settings
    this.#attempts = attempts
    this.#claims = claims
    this.#calls = calls
  }

  /**
   * Starts an attempt: writes it down, then sends `pay`, once. While the payment has an attempt that is waited for, gives
   * that one if it is the same (method, phone and amount). Whatever K-Pay does, the attempt given says it; K-Pay's silence
   * is never thrown.
   *
   * @throws CannotStartError when the shopper must mend something first; nothing was sent.
   * @throws InvalidAmountError for an amount or currency that K-Pay cannot take; nothing was sent.
   */
  async start(request: StartRequest): Promise<Attempt> {
    const wanted = this.#check(request)
    await this.#requireUnpaid(request.checkout)
    const written = await this.#writeDown(request, wanted)
    if (!written) return this.#joinCurrent(request, wanted)
    const answered = await this.#claims.whileHeld(written, () =>
      this.#calls.pay(written, this.#toPayRequest(written, request, wanted), request.actor ?? null)
    )
    await this.#claims.release(answered)
    return answered
  }

  #check({ choice, checkout, payer }: StartRequest): Wanted {
    if (choice.method === null) throw new CannotStartError("choose_method")
    const msisdn = this.#toMsisdn(choice.method, choice, payer)
    const method = METHODS[choice.method].needsPhone
      ? toMethodOfNetwork(choice.method, toNetwork(msisdn))
      : choice.method
    const { amount, currency_code } = checkout.session
    const amountRwf = toAmountRwf(amount, currency_code, this.#settings.rounding)
    const hindrance = toHindrance(method, amountRwf, this.#settings)
    if (hindrance)
      throw new CannotStartError(hindrance === "limit" ? "limit" : "unavailable", { method })
    if (!this.#settings.accounts[choice.account])
      throw new CannotStartError("unavailable", { method })
    return { method, msisdn, amountRwf }
  }

  async #requireUnpaid({ id, session, order }: Checkout): Promise<void> {
    const attempts = await this.#attempts.list({ payment_collection_id: id, state: "paid" })
    const isPaid =
      session.is_captured ||
      attempts.some(
        (attempt) =>
          attempt.placed_at !== null ||
          isToBePlaced(attempt) ||
          // Placing the order takes it, or a person does: nobody is asked for the same money again.
          (isWaitingForPerson(attempt) && isAmount(session, attempt, this.#settings))
      )
    if (isPaid || order?.is_cancelled) throw new CannotStartError("nothing_to_pay")
  }

  async #writeDown(
    { choice, checkout, isFurther }: StartRequest,
    { method, msisdn, amountRwf }: Wanted
  ): Promise<Attempt | null> {
    const { cancelUnpaidAfter, resendAfter, accounts, environment } = this.#settings
    return this.#attempts.insert(
      {
        id: generateEntityId(undefined, "kpatt"),
        refid: ulid() as Refid,
        token: randomBytes(24).toString("base64url"),
        account: choice.account,
        environment: accounts[choice.account]?.environment ?? environment,
        provider_id: checkout.session.provider_id,
        payment_session_id: checkout.session.id,
        started_session_id: checkout.session.id,
        payment_collection_id: checkout.id,
        cart_id: checkout.cart?.id ?? null,
        // While core completes a cart there is an order already, which goes again when the payment is refused.
        order_id: isFurther ? (checkout.order?.id ?? null) : null,
        state: "starting",
        method,
        network: METHODS[method].network,
        amount: amountRwf,
        currency_code: "rwf",
        msisdn,
        locale: choice.locale,
        // First looked at half-way, for the reminder.
        unpaid_due_at:
          cancelUnpaidAfter === undefined ? null : new Date(Date.now() + cancelUnpaidAfter / 2),
      },
      isFurther ? resendAfter : null
    )
  }

  /** The same request again is the attempt that is waited for; any other is turned away and told what to do. */
  async #joinCurrent({ checkout, isFurther }: StartRequest, wanted: Wanted): Promise<Attempt> {
    // The newest is the one that stood in the way, even where it has ended since.
    const [newest] = await this.#attempts.list({ payment_collection_id: checkout.id })
    const isSame =
      !isFurther &&
      newest?.method === wanted.method &&
      newest.msisdn === wanted.msisdn &&
      newest.amount === wanted.amountRwf
    if (isSame && isCaptured(checkout, newest.payment_session_id)) return newest
    if (isSame) return (await this.#attempts.moveTo(newest, checkout.session.id)) ?? newest
    const { method, msisdn } = newest ?? wanted
    throw new CannotStartError("already_waiting", {
      method,
      phoneMasked: msisdn && METHODS[method].needsPhone ? toMaskedMsisdn(msisdn) : null,
    })
  }

  #toPayRequest(attempt: Attempt, request: StartRequest, wanted: Wanted) {
    const { choice, payer, returnTo = "shop" } = request
    const { payerFallback, details, logoUrl, backendUrl } = this.#settings
    return {
      ...wanted,
      refid: attempt.refid,
      payerName: choice.payer_name ?? payer.name ?? payerFallback.name ?? "Customer",
      payerEmail: choice.payer_email ?? payer.email ?? payerFallback.email ?? this.#toOwnEmail(),
      details,
      returl: toCallbackAddress(backendUrl, attempt.token),
      redirecturl: toReturnAddress(backendUrl, attempt.token, returnTo),
      logourl: logoUrl,
    }
  }

  #toMsisdn(method: MethodId, choice: Choice, payer: Payer): Msisdn {
    if (choice.msisdn) return choice.msisdn
    if (METHODS[method].needsPhone) throw new CannotStartError("enter_phone", { method })
    // K-Pay wants a number for cards too, and rings nobody on it.
    const { phone = "" } = this.#settings.payerFallback
    const candidates = [...payer.phones, phone, UNASSIGNED_PHONE]
    return (
      candidates.map(toMsisdnOrNull).find((msisdn) => msisdn !== null) ??
      parseMsisdn(UNASSIGNED_PHONE)
    )
  }

  /** K-Pay wants an e-mail address, and a shopper who orders by phone may have none. */
  #toOwnEmail(): string {
    return `no-reply@${new URL(this.#settings.storefrontUrl).hostname}`
  }
}

function toMsisdnOrNull(phone: string): Msisdn | null {
  try {
    return parseMsisdn(phone)
  } catch (error) {
    if (error instanceof InvalidMsisdnError) return null
    throw error
  }
}
