import { request } from "undici"
import { createDispatcher } from "./dispatcher"
import { toErrorName } from "./error-name"
import type { Refid } from "../domain/kpay-ids"

/** What the own address answers to a callback. */
export type CallbackReply =
  | {
      readonly state: "answered"
      readonly httpStatus: number
      /** Whether it is the answer that K-Pay expects. */
      readonly isOk: boolean
    }
  /** The short name of what went wrong, e.g. `ENOTFOUND`; never an address. */
  | { readonly state: "unanswered"; readonly cause: string }

/** The expected answer has fewer than a hundred bytes. Another website may answer with any number. */
const ANSWER_BYTES_MAX = 16 * 1024

/**
 * Posts a callback that claims nothing ("pending") as K-Pay does: JSON labelled as a form. Follows no redirect and accepts
 * only a valid certificate. Uses the shop's proxy, if there is one: it comes from outside, as K-Pay does. Never throws.
 */
export async function postCallback(
  address: string,
  refid: Refid | null,
  withinMs: number
): Promise<CallbackReply> {
  const signal = AbortSignal.timeout(withinMs)
  const dispatcher = createDispatcher({
    connectionsMax: 1,
    connectMs: withinMs,
    headersMs: withinMs,
    bodyMs: withinMs,
    keepsAlive: false,
    answerBytesMax: ANSWER_BYTES_MAX,
  })
  // undici looks at a request's signal only once it has a connection.
  signal.addEventListener("abort", () => void dispatcher.destroy())
  try {
    const { statusCode, body } = await request(address, {
      method: "POST",
      dispatcher,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: JSON.stringify({
        tid: "",
        refid: refid ?? "",
        momtransactionid: "",
        statusid: "03",
        statusdesc: "PENDING",
      }),
      signal,
    })
    const text = await body.text().catch(() => "")
    return { state: "answered", httpStatus: statusCode, isOk: statusCode === 200 && isOk(text) }
  } catch (error) {
    return { state: "unanswered", cause: toErrorName(signal.aborted ? signal.reason : error) }
  } finally {
    await dispatcher.destroy()
  }
}

function isOk(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text)
    return (
      typeof answer === "object" && answer !== null && "reply" in answer && answer.reply === "OK"
    )
  } catch {
    return false
  }
}
