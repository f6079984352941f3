import type { KpayHealthCheck } from "../../http-types"
import { toCodeMeaning, toRemedy, toSetupPart } from "../../modules/kpay/code-meaning"
import { DEFAULT_ACCOUNT } from "../../modules/kpay/options"
import type { PayAnswers } from "../../modules/kpay/pay-answers"
import type { Probe } from "../../modules/kpay/probe"

/** What is known of an account. */
export interface AccountFacts {
  readonly name: string
  readonly environment: "test" | "live"
  readonly probe: Probe
  /** What K-Pay's answers to `pay` tell of the retailer; `null` when they tell nothing. */
  readonly retailer: Pick<PayAnswers, "acceptedAt" | "refused"> | null
}

type Finding = Omit<KpayHealthCheck, "id">

/** Whether K-Pay accepts an account, and whether its money is real. */
export function toAccountChecks(account: AccountFacts): KpayHealthCheck[] {
  const isDefault = account.name === DEFAULT_ACCOUNT
  return Object.entries({
    credentials: toCredentials(account.probe),
    address: toAddress(account.probe),
    retailer: toRetailer(account.retailer),
    environment: toEnvironment(account.environment),
  }).map(([id, { status, message, remedy }]) => ({
    id: isDefault ? id : `${id}:${account.name}`,
    status,
    message: isDefault ? message : `Account "${account.name}": ${message}`,
    remedy,
  }))
}

function toCredentials(probe: Probe): Finding {
  switch (probe.state) {
    case "answered":
      return ok("K-Pay accepts the credentials.")
    case "refused":
      return toSetupPart(probe.code) === "address"
        ? unknown("K-Pay looks at no credentials from an address that it does not know.", null)
        : toError(probe.code, probe.text)
    case "unreadable":
      return unknown(
        "K-Pay's answer cannot be read.",
        "Check the option baseUrl, and that nothing between this server and K-Pay answers in its place."
      )
    case "unanswered":
      return unknown(
        `K-Pay gives no answer (${probe.cause}).`,
        "Check that this server reaches K-Pay's address. Where it does, K-Pay is down: payments wait, and are asked about when it answers again."
      )
  }
}

function toAddress(probe: Probe): Finding {
  switch (probe.state) {
    case "answered":
      return ok("K-Pay accepts this server's outgoing address.")
    case "refused":
      return toSetupPart(probe.code) === "address"
        ? toError(probe.code, probe.text)
        : // Nobody has recorded in which order K-Pay looks at the two.
          unknown("Known once K-Pay accepts the credentials.", null)
    case "unreadable":
    case "unanswered":
      return unknown("Known once K-Pay answers.", null)
  }
}

function toRetailer(retailer: AccountFacts["retailer"]): Finding {
  if (retailer?.refused) return toError(retailer.refused.code, null)
  return retailer?.acceptedAt
    ? ok("K-Pay accepts the retailer.")
    : unknown("Known after the first payment: K-Pay looks at the retailer only then.", null)
}

function toEnvironment(environment: AccountFacts["environment"]): Finding {
  return environment === "live"
    ? ok("Live: money moves.")
    : {
        status: "warning",
        message: "Test: no real money moves.",
        remedy: 'Set the option environment to "live" when the shop is ready.',
      }
}

function toError(code: string, text: string | null): Finding {
  const said = [`code ${code}`, text && `"${text}"`].filter(Boolean).join(", ")
  return { status: "error", message: `${toCodeMeaning(code)} (${said}).`, remedy: toRemedy(code) }
}

function ok(message: string): Finding {
  return { status: "ok", message, remedy: null }
}

function unknown(message: string, remedy: string | null): Finding {
  return { status: "unknown", message, remedy }
}
