import type { IncomingMessage, ServerResponse } from "node:http"
import type { Answers, Body } from "./answers"
import { findPayFault, isOfOtherNetwork, toText } from "./checks"
import { sendHtmlError, sendJson } from "./http"
import { FAILED, FAILED_FOR_FUNDS, type Ledger, type Transaction } from "./ledger"
import type { Merchant, SandboxSettings } from "./options"
import type { Payers } from "./payers"
import type { Quirks } from "./quirks"
import { toStory } from "./stories"
import type { Timers } from "./timers"

/** K-Pay's one endpoint with its two actions, `pay` and `checkstatus`. Business errors come with HTTP 200. */
export class KpayEndpoint {
  readonly #settings: SandboxSettings
  readonly #ledger: Ledger
  readonly #answers: Answers
  readonly #quirks: Quirks
  readonly #payers: Payers
  readonly #timers: Timers

  constructor(
    settings: SandboxSettings,
    ledger: Ledger,
    answers: Answers,
    quirks: Quirks,
    payers: Payers,
    timers: Timers
  ) {
    this.#settings = settings
    this.#ledger = ledger
    this.#answers = answers
    this.#quirks = quirks
    this.#payers = payers
    this.#timers = timers
  }

  /** @param body the parsed JSON; the text, where it is no JSON. */
  async serve(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void> {
    const caller = this.#findCaller(request)
    if ("rejection" in caller) {
      this.#send(response, caller.rejection)
      return
    }
    const { merchants } = caller
    const isJson = /^application\/json\b/i.test(request.headers["content-type"] ?? "")
    if (!isBody(body) || !isJson) {
      this.#send(response, this.#answers.rejected(603, "Empty or missing parameter"))
      return
    }
    if (body.action === "checkstatus") {
      await this.#timers.pause(this.#settings.statusMs)
      const transaction = this.#ledger.find(toText(body.refid))
      const isOwn = merchants.some(({ username }) => username === transaction?.username)
      this.#send(
        response,
        transaction && isOwn ? this.#answers.status(transaction) : this.#answers.notFound()
      )
      return
    }
    if (body.action === "pay") return this.#pay(response, body, merchants)
    this.#send(response, this.#answers.rejected(603, "Empty or missing parameter"))
  }

  /** The merchants that a request's login is of: one login may have several retailers. */
  #findCaller(
    request: IncomingMessage
  ): { readonly rejection: Body } | { readonly merchants: readonly Merchant[] } {
    const reject = (code: number, reply: string) => ({
      rejection: this.#answers.rejected(code, reply),
    })
    const { isWhitelisted, trouble } = this.#settings
    if (trouble === 500) return reject(500, "Request not sent over HTTPS")
    if (trouble === 601) return reject(601, "Invalid remote user")
    if (!isWhitelisted) return reject(602, "IP not whitelisted")
    const { authorization } = request.headers
    if (!authorization) return reject(401, "Missing authentication header")
    const merchants = [this.#settings, ...this.#settings.merchants].filter(
      ({ username, password }) =>
        authorization === `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`
    )
    return merchants.length > 0 ? { merchants } : reject(600, "Invalid PIN")
  }

  async #pay(response: ServerResponse, body: Body, merchants: readonly Merchant[]): Promise<void> {
    const fault = findPayFault(
      body,
      merchants.map(({ retailerId }) => retailerId),
      this.#settings.trouble === 605
    )
    if (fault) {
      this.#send(response, this.#answers.rejected(fault.retcode, fault.reply))
      return
    }
    const story = toStory(toText(body.msisdn))
    if (story.answer === "hangs_before_acceptance") return
    if (story.answer === "html_error_before_acceptance") {
      sendHtmlError(response)
      return
    }
    if (this.#ledger.find(toText(body.refid))) {
      this.#send(response, this.#usedRefid(toText(body.refid)))
      return
    }
    const transaction = this.#ledger.open({
      username: merchants[0]?.username ?? "",
      refid: toText(body.refid),
      method: toText(body.pmethod),
      bankid: toText(body.bankid),
      msisdn: toText(body.msisdn),
      amount: Number(body.amount),
      details: toText(body.details),
      returl: toText(body.returl),
      redirecturl: toText(body.redirecturl),
      story,
    })
    if (story.answer !== "slow") await this.#timers.pause(this.#settings.answerMs)
    await this.#answerPay(response, transaction)
  }

  async #answerPay(response: ServerResponse, transaction: Transaction): Promise<void> {
    // `bankid` picks the network. What K-Pay answers then was not recorded; the network knows no such number.
    const isMisdirected = isOfOtherNetwork(transaction.bankid, transaction.msisdn)
    if (isMisdirected || this.#settings.trouble === 607) {
      this.#fail(response, transaction)
      return
    }
    switch (transaction.story.answer) {
      case "not_enough_funds":
        this.#fail(response, transaction, FAILED_FOR_FUNDS)
        return
      case "wrong_network":
        this.#fail(response, transaction)
        return
      case "refused_with_prompt":
        // No recording shows it. K-Pay's codes of refusals have two readings, so the shop must not rely on one.
        this.#payers.prompt(transaction)
        this.#refuse(response, transaction)
        return
      case "paid_at_once":
        void this.#payers.settle(transaction, "pays")
        this.#send(response, this.#answers.paidAtOnce(transaction))
        return
      case "hangs_after_acceptance":
        this.#payers.prompt(transaction)
        return
      case "resets_after_acceptance":
        this.#payers.prompt(transaction)
        response.socket?.resetAndDestroy()
        return
      case "html_error_after_acceptance":
        this.#payers.prompt(transaction)
        sendHtmlError(response)
        return
      case "slow":
        // The payer approves before K-Pay answers, so the callback comes before the answer.
        await this.#payers.settle(transaction, "pays")
        this.#send(response, this.#answers.accepted(transaction))
        return
      case "accepted":
        this.#payers.prompt(transaction)
        this.#send(response, this.#answers.accepted(transaction))
        return
      case "hangs_before_acceptance":
      case "html_error_before_acceptance":
        throw new Error("These stories end before a transaction is opened.")
    }
  }

  /** No recording shows what `checkstatus` says of a payment that `pay` refused. That it says 02 is a guess. */
  #fail(response: ServerResponse, transaction: Transaction, decision = FAILED): void {
    this.#ledger.decide(transaction, decision)
    this.#refuse(response, transaction, decision.statusmsg)
  }

  #refuse(response: ServerResponse, transaction: Transaction, statusmsg?: string): void {
    const [code, reply] =
      this.#settings.trouble === 607
        ? ([607, "Failed mobile money transaction"] as const)
        : ([606, "TARGET_AUTHORIZATION_ERROR"] as const)
    this.#send(response, this.#answers.refused(transaction, code, reply, statusmsg))
  }

  #send(response: ServerResponse, body: Body): void {
    sendJson(response, this.#quirks.apply(body))
  }

  #usedRefid(refid: string): Body {
    const { usedRefidCode } = this.#settings
    const reply = usedRefidCode === 604 ? "DUPLICATE_REFID" : "Refid used before"
    return { ...this.#answers.rejected(usedRefidCode, reply), refid }
  }
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
