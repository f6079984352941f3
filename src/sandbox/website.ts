import type { IncomingMessage, ServerResponse } from "node:http"
import { sendJson, sendNotFound, sendPage } from "./http"
import type { Ledger } from "./ledger"
import type { SandboxSettings } from "./options"
import { cardPage, listPage, returnPage } from "./pages"
import type { Outcome, Payers } from "./payers"
import type { RequestLog } from "./request-log"
import { isTestCard } from "./test-cards"

/** The pages of the sandbox: K-Pay's card page, the list of prompts with its buttons, and two lists as JSON. */
export class Website {
  readonly #settings: SandboxSettings
  readonly #ledger: Ledger
  readonly #payers: Payers
  readonly #log: RequestLog

  constructor(settings: SandboxSettings, ledger: Ledger, payers: Payers, log: RequestLog) {
    this.#settings = settings
    this.#ledger = ledger
    this.#payers = payers
    this.#log = log
  }

  /** @param text the body of the request. */
  serve(request: IncomingMessage, response: ServerResponse, path: string, text: string): void {
    const checkoutId = /^\/checkout\/(\w+)$/.exec(path)?.[1]
    if (checkoutId) {
      this.#checkout(request, response, checkoutId, new URLSearchParams(text))
      return
    }
    const decision = /^\/_sandbox\/transactions\/([\w-]+)\/(pays|fails|fails_for_funds)$/.exec(path)
    if (decision && request.method === "POST") {
      this.#decide(response, decision[1] ?? "", decision[2] as Outcome)
      return
    }
    switch (path) {
      case "/":
        sendPage(response, listPage(this.#ledger.all()))
        return
      case "/_sandbox/transactions":
        sendJson(response, this.#ledger.all())
        return
      case "/_sandbox/log":
        sendJson(response, this.#log.all())
        return
      default:
        sendNotFound(response)
    }
  }

  #checkout(
    request: IncomingMessage,
    response: ServerResponse,
    checkoutId: string,
    form: URLSearchParams
  ): void {
    const transaction = this.#ledger.findByCheckout(checkoutId)
    if (!transaction) {
      sendNotFound(response, "Transaction not found")
      return
    }
    if (request.method !== "POST") {
      sendPage(response, cardPage(transaction))
      return
    }
    if (transaction.statusid === "03")
      void this.#payers.settle(transaction, isTestCard(form) ? "pays" : "fails")
    if (this.#settings.cardReturn === "post") {
      sendPage(response, returnPage(transaction.redirecturl))
      return
    }
    response.writeHead(302, { location: transaction.redirecturl }).end()
  }

  #decide(response: ServerResponse, refid: string, outcome: Outcome): void {
    const transaction = this.#ledger.find(refid)
    if (!transaction) {
      sendNotFound(response, "Transaction not found")
      return
    }
    void this.#payers.settle(transaction, outcome)
    response.writeHead(303, { location: "/" }).end()
  }
}
