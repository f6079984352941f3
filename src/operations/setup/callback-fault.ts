import type { CallbackReply } from "../../gateway/callback-post"
import type { KpayFinding } from "../../http-types"
import { toFinding } from "./finding"

const UNKNOWN_NAME = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_NODATA"])

const TIMED_OUT = new Set([
  "TimeoutError",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
])

const IS_CERTIFICATE = /CERT|TLS|SSL|UNABLE_TO_(GET|VERIFY)/

/** Reads from the reply of our own address why callbacks do not arrive; `null` when it answers as K-Pay expects. */
export function toCallbackFault(reply: CallbackReply): KpayFinding | null {
  if (reply.state === "unanswered") return toSilence(reply.cause)
  return reply.isOk ? null : toWrongAnswer(reply.httpStatus)
}

function toSilence(cause: string): KpayFinding {
  if (UNKNOWN_NAME.has(cause))
    return toFinding("callback_name_unknown", "callback_name_unknown_remedy", { cause })
  if (IS_CERTIFICATE.test(cause))
    return toFinding("callback_certificate", "callback_certificate_remedy", { cause })
  const messageId = TIMED_OUT.has(cause) ? "callback_timeout" : "callback_no_answer"
  return toFinding(messageId, "callback_no_answer_remedy", { cause })
}

function toWrongAnswer(httpStatus: number): KpayFinding {
  const about = { http_status: httpStatus }
  if (httpStatus >= 300 && httpStatus < 400)
    return toFinding("callback_redirects", "callback_redirects_remedy", about)
  if (httpStatus === 401 || httpStatus === 403)
    return toFinding("callback_blocked", "callback_blocked_remedy", about)
  if (httpStatus >= 500) return toFinding("callback_error", "callback_error_remedy", about)
  return toFinding("callback_not_medusa", "callback_not_medusa_remedy", about)
}
