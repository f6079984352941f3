import { createHmac } from "node:crypto"
import { createServer, type Server } from "node:http"

interface Intent {
  readonly id: string
  readonly object: "payment_intent"
  readonly amount: number
  readonly currency: string
  readonly metadata: { readonly session_id: string }
  readonly status: "requires_capture" | "succeeded"
  readonly amount_received: number
}

/** As much of Stripe as a payment needs whose payer has approved: intents that are made, read and captured. */
export class StripeStub {
  readonly #intents = new Map<string, Intent>()
  readonly #server: Server
  readonly #answerMs: number

  constructor(answerMs: number) {
    this.#answerMs = answerMs
    this.#server = createServer((request, response) => {
      const pieces: Buffer[] = []
      request.on("data", (piece: Buffer) => pieces.push(piece))
      request.on("end", () => {
        const intent = this.#act(request.url ?? "", Buffer.concat(pieces).toString())
        setTimeout(() => {
          response.writeHead(intent ? 200 : 404, { "content-type": "application/json" })
          response.end(JSON.stringify(intent ?? { error: { type: "invalid_request_error" } }))
        }, this.#answerMs)
      })
    })
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve))
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** What Stripe posts once the money of a session is taken, with the signature that the secret makes. */
  toWebhook(sessionId: string, secret: string): { body: string; headers: Record<string, string> } {
    const intent = [...this.#intents.values()].find((one) => one.metadata.session_id === sessionId)
    if (!intent) throw new Error(`Stripe has no intent of session ${sessionId}.`)
    const succeeded = this.#keep({
      ...intent,
      status: "succeeded",
      amount_received: intent.amount,
    })
    const body = JSON.stringify({
      id: `evt_${intent.id}`,
      object: "event",
      type: "payment_intent.succeeded",
      data: { object: succeeded },
    })
    const at = Math.floor(Date.now() / 1_000)
    const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")
    return {
      body,
      headers: {
        "content-type": "application/json",
        "stripe-signature": `t=${at},v1=${signature}`,
      },
    }
  }

  #act(url: string, body: string): Intent | undefined {
    const [, id, act] = /^\/v1\/payment_intents(?:\/(\w+))?(?:\/(\w+))?/.exec(url) ?? []
    if (id === undefined) return this.#make(new URLSearchParams(body))
    const intent = this.#intents.get(id)
    if (!intent || act !== "capture") return intent
    return this.#keep({ ...intent, status: "succeeded", amount_received: intent.amount })
  }

  #make(fields: URLSearchParams): Intent {
    return this.#keep({
      id: `pi_${this.#intents.size + 1}`,
      object: "payment_intent",
      amount: Number(fields.get("amount")),
      currency: fields.get("currency") ?? "",
      metadata: { session_id: fields.get("metadata[session_id]") ?? "" },
      status: "requires_capture",
      amount_received: 0,
    })
  }

  #keep(intent: Intent): Intent {
    this.#intents.set(intent.id, intent)
    return intent
  }
}
