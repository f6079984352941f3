import { setTimeout as sleep } from "node:timers/promises"
import type { AmountRwf } from "../domain/amount"
import { toErrorName } from "./error-name"
import { KpayRefusedError, KpayUnknownOutcomeError } from "./errors"
import { JsonPoster, NotConnectedError, type Timeouts } from "./http"
import type { MethodId } from "../domain/methods"
import { METHOD_WIRE } from "./method-wire"
import type { Msisdn } from "../domain/msisdn"
import type { Refid } from "../domain/kpay-ids"
import { readPayAnswer, readStatus, type Circumstances, type PayAnswer, type Status } from "./wire"

export interface KpayAccount {
  /** K-Pay's address, with its scheme. */
  readonly baseUrl: string
  readonly username: string
  readonly password: string
  /** Sent as `Kpay-Key` when there is one; K-Pay's newer documents ask for it. */
  readonly apiKey?: string | undefined
  /** Text, since K-Pay's ids carry leading zeros, e.g. `"01"`. */
  readonly retailerId: string
  readonly timeouts: Timeouts & {
    /** For `checkStatus` in all, its repetitions included. */
    readonly statusMs: number
  }
}

export interface PayRequest {
  readonly refid: Refid
  readonly method: MethodId
  readonly amountRwf: AmountRwf
  readonly msisdn: Msisdn
  readonly payerName: string
  readonly payerEmail: string
  /** Free text on the payment. */
  readonly details: string
  /** Where K-Pay posts the callback. */
  readonly returl: string
  /** Where the browser returns to from the card page. */
  readonly redirecturl: string
  readonly logourl?: string | undefined
}

/** Most connections for `pay` at once. They are its own, so that no number of questions can hold up a `pay`. */
const PAY_CONNECTIONS_MAX = 64

/** Most connections for `checkStatus` at once: as many as the option `concurrency` may be. */
export const STATUS_CONNECTIONS_MAX = 32

/** How often `checkStatus` is asked before it gives up. */
const STATUS_TRIES_MAX = 3

/** Before the second try; doubled for each further one, with a random part so that servers do not ask at the same moment. */
const STATUS_BACKOFF_MS = 400

/** K-Pay's one endpoint with its two actions. Source: K-Pay's public documentation and recorded messages. */
export class KpayClient {
  readonly #account: KpayAccount
  readonly #payPoster: JsonPoster
  readonly #statusPoster: JsonPoster
  readonly #headers: Record<string, string>

  constructor(account: KpayAccount) {
    this.#account = account
    this.#payPoster = new JsonPoster(account.timeouts, PAY_CONNECTIONS_MAX, false)
    this.#statusPoster = new JsonPoster(account.timeouts, STATUS_CONNECTIONS_MAX, true)
    const credentials = Buffer.from(`${account.username}:${account.password}`).toString("base64")
    this.#headers = {
      authorization: `Basic ${credentials}`,
      ...(account.apiKey ? { "kpay-key": account.apiKey } : {}),
    }
  }

  /**
   * Asks the payer for money: a prompt on the phone, or a page to send the browser to. Sent once, never repeated.
   *
   * @returns accepted (not paid), or paid at once (to be confirmed with `checkStatus`).
   * @throws KpayRefusedError when K-Pay refused or could not be reached: no prompt was sent.
   * @throws KpayUnknownOutcomeError when K-Pay may have acted: ask `checkStatus`, do not pay again.
   */
  async pay(request: PayRequest): Promise<PayAnswer> {
    const { pmethod, bankid } = METHOD_WIRE[request.method]
    const body = {
      action: "pay",
      msisdn: request.msisdn,
      email: request.payerEmail,
      details: request.details,
      refid: request.refid,
      amount: request.amountRwf,
      currency: "RWF",
      cname: request.payerName,
      cnumber: request.msisdn,
      pmethod,
      bankid,
      retailerid: this.#account.retailerId,
      returl: request.returl,
      redirecturl: request.redirecturl,
      ...(request.logourl ? { logourl: request.logourl } : {}),
    }
    const { connectMs, headersMs, bodyMs } = this.#account.timeouts
    const limits = {
      // Sent late, it would have no time left for its answer. Not sent, it can be refused.
      send: AbortSignal.timeout(connectMs),
      answer: AbortSignal.timeout(connectMs + headersMs + bodyMs),
    }
    try {
      const { baseUrl } = this.#account
      const answer = await this.#payPoster.post(baseUrl, this.#headers, body, limits)
      return readPayAnswer(answer.text, request.refid, toCircumstances(baseUrl, answer))
    } catch (error) {
      throw toGatewayError(error, "pay", request.refid)
    }
  }

  /**
   * Asks what became of an attempt. The only source of truth about money. Repeated when no answer comes.
   *
   * @param withinMs for all, repetitions included.
   * @throws KpayRefusedError when K-Pay would not answer for reasons of setup, or could not be reached.
   * @throws KpayUnknownOutcomeError when no answer could be had.
   * Neither error says anything about the payment.
   */
  async checkStatus(refid: Refid, withinMs = this.#account.timeouts.statusMs): Promise<Status> {
    const body = { action: "checkstatus", refid }
    const signal = AbortSignal.timeout(withinMs)
    const limits = { send: signal, answer: signal }
    for (let tries = 1; ; tries++) {
      try {
        const { baseUrl } = this.#account
        const answer = await this.#statusPoster.post(baseUrl, this.#headers, body, limits)
        return readStatus(answer.text, refid, toCircumstances(baseUrl, answer))
      } catch (cause) {
        const error = toGatewayError(cause, "checkstatus", refid)
        if (tries >= STATUS_TRIES_MAX || isAnswered(error) || signal.aborted) throw error
      }
      await sleep(Math.random() * STATUS_BACKOFF_MS * 2 ** (tries - 1))
    }
  }

  /** Lets running calls end, then closes the connections. */
  async close(): Promise<void> {
    await Promise.all([this.#payPoster.close(), this.#statusPoster.close()])
  }
}

/** Whether K-Pay answered in its own format: asked again at once, it would say the same. */
function isAnswered(error: KpayRefusedError | KpayUnknownOutcomeError): boolean {
  return error instanceof KpayRefusedError ? error.said.code !== null : error.hasAnswer
}

function toCircumstances(baseUrl: string, { httpStatus }: { httpStatus: number }): Circumstances {
  const isPlainHttp = new URL(baseUrl).protocol === "http:"
  return { httpStatus, mayBePlainHttp: isPlainHttp && httpStatus < 500 }
}

function toGatewayError(
  error: unknown,
  action: string,
  refid: Refid
): KpayRefusedError | KpayUnknownOutcomeError {
  if (error instanceof KpayRefusedError || error instanceof KpayUnknownOutcomeError) return error
  if (error instanceof NotConnectedError) {
    return new KpayRefusedError(
      `K-Pay could not be reached for ${action} of refid ${refid}: no connection was made (${toErrorName(error.cause)}).`,
      "unavailable",
      {
        code: null,
        text: null,
        wire: null,
        tid: null,
        remedy:
          "Check that this server reaches K-Pay's address, through its proxy where HTTPS_PROXY is set.",
      },
      { cause: error }
    )
  }
  return new KpayUnknownOutcomeError(
    `No answer from K-Pay to ${action} for refid ${refid} (${toErrorName(error)}).`,
    false,
    { cause: error }
  )
}
