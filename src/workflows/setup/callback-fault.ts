import type { CallbackReply } from "../../gateway/callback-post"

/** Why a callback to our own address does not arrive. */
export interface CallbackFault {
  readonly message: string
  readonly remedy: string
}

const UNKNOWN_NAME = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_NODATA"])

const TIMED_OUT = new Set([
  "TimeoutError",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
])

const IS_CERTIFICATE = /CERT|TLS|SSL|UNABLE_TO_(GET|VERIFY)/

/** Reads from the reply of our own address why callbacks do not arrive; `null` when it answers as K-Pay expects. */
export function toCallbackFault(reply: CallbackReply): CallbackFault | null {
  if (reply.state === "unanswered") return toSilence(reply.cause)
  return reply.isOk ? null : toWrongAnswer(reply.httpStatus)
}

function toSilence(cause: string): CallbackFault {
  if (UNKNOWN_NAME.has(cause)) {
    return {
      message: `The name in backendUrl is not known (${cause}).`,
      remedy: "Check the spelling of the option backendUrl, and the name's DNS entry.",
    }
  }
  if (IS_CERTIFICATE.test(cause)) {
    return {
      message: `The certificate at backendUrl is not accepted (${cause}).`,
      remedy: "Renew the certificate, and have the server send its whole chain.",
    }
  }
  return {
    message: TIMED_OUT.has(cause)
      ? `Nothing answers at backendUrl in time (${cause}).`
      : `Nothing answers at backendUrl (${cause}).`,
    remedy:
      "Check the option backendUrl, the proxy and the firewall. Some networks do not let a server reach its own public address: then try the callback address from outside.",
  }
}

function toWrongAnswer(httpStatus: number): CallbackFault {
  if (httpStatus >= 300 && httpStatus < 400) {
    return {
      message: `The callback address redirects (HTTP ${httpStatus}), and K-Pay may not follow.`,
      remedy: "Write the address that it redirects to as option backendUrl.",
    }
  }
  if (httpStatus === 401 || httpStatus === 403) {
    return {
      message: `Something in front of Medusa turns callbacks away (HTTP ${httpStatus}).`,
      remedy: "Let the proxy or firewall pass POST requests to /hooks without a login.",
    }
  }
  if (httpStatus >= 500) {
    return {
      message: `The callback address answers with a fault (HTTP ${httpStatus}).`,
      remedy: "Check that Medusa runs behind the proxy, and read its log.",
    }
  }
  return {
    message: `Something other than Medusa answers at the callback address (HTTP ${httpStatus}).`,
    remedy:
      "Check that the option backendUrl is Medusa's address, and that the proxy passes /hooks to Medusa.",
  }
}
