import type { KpayHealthCheck } from "../../http-types"
import { toCode } from "../../gateway/codes"
import { DEFAULT_ACCOUNT } from "../../modules/kpay/options/options"
import { isLocal } from "../../modules/kpay/options/public-address"
import type { PayAnswers } from "../../modules/kpay/setup/pay-answers"
import type { Probe } from "../../modules/kpay/calls/probe"
import { toCodeFinding, toFinding } from "./finding"
import type { TextId } from "./sentences"

/** What is known of an account. */
export interface AccountFacts {
  readonly name: string
  readonly environment: "test" | "live"
  /** Where its K-Pay is. */
  readonly baseUrl: string
  readonly probe: Probe
  /** What K-Pay's answers to `pay` tell of the retailer; `null` when they tell nothing. */
  readonly retailer: Pick<PayAnswers, "acceptedAt" | "refused"> | null
}

type StatusFinding = Omit<KpayHealthCheck, "id">

/** Whether K-Pay accepts an account, and whether its money is real. */
export function toAccountChecks(account: AccountFacts): KpayHealthCheck[] {
  const checks = Object.entries({
    credentials: toCredentials(account.probe, account.baseUrl),
    address: toAddress(account.probe),
    retailer: toRetailer(account.retailer),
    environment: toEnvironment(account.environment),
  }).map(([id, finding]) => ({ id, ...finding }))
  return account.name === DEFAULT_ACCOUNT
    ? checks
    : checks.map((check) => withAccount(check, account.name))
}

/** In other languages the account is told by the check's name, which is made of its id. */
function withAccount(check: KpayHealthCheck, account: string): KpayHealthCheck {
  return {
    ...check,
    id: `${check.id}:${account}`,
    message: `Account "${account}": ${check.message}`,
    details: { ...check.details, account },
  }
}

function toCredentials(probe: Probe, baseUrl: string): StatusFinding {
  switch (probe.state) {
    case "answered":
      return ok("credentials_ok")
    case "refused":
      return toCode(probe.code).about === "address"
        ? unknown("credentials_not_checked")
        : toError(probe.code, probe.text)
    case "unreadable":
      return toUnreadable(probe.httpStatus)
    case "unanswered":
      return unknown(
        "no_answer",
        isLocal(baseUrl) ? "no_answer_local_remedy" : "no_answer_remedy",
        { cause: probe.cause }
      )
  }
}

/** By these a server or a proxy asks for a login. */
const LOGIN_STATUSES = [401, 403, 407]

function toUnreadable(httpStatus: number | null): StatusFinding {
  if (httpStatus === null) return unknown("answer_unreadable", "answer_unreadable_remedy")
  const remedy = LOGIN_STATUSES.includes(httpStatus)
    ? "answer_login_remedy"
    : "answer_unreadable_remedy"
  return unknown("answer_unreadable_http", remedy, { http: httpStatus })
}

function toAddress(probe: Probe): StatusFinding {
  switch (probe.state) {
    case "answered":
      return ok("address_ok")
    case "refused":
      return toCode(probe.code).about === "address"
        ? toError(probe.code, probe.text)
        : // It is not known which of the two K-Pay checks first.
          unknown("address_after_credentials")
    case "unreadable":
    case "unanswered":
      return unknown("address_after_answer")
  }
}

function toRetailer(retailer: AccountFacts["retailer"]): StatusFinding {
  if (retailer?.refused) return toError(retailer.refused.code, null)
  return retailer?.acceptedAt ? ok("retailer_ok") : unknown("retailer_after_payment")
}

function toEnvironment(environment: AccountFacts["environment"]): StatusFinding {
  return environment === "live"
    ? ok("environment_live")
    : { status: "warning", ...toFinding("environment_test", "environment_test_remedy") }
}

function toError(code: string, text: string | null): StatusFinding {
  const finding = text
    ? toCodeFinding("refused_saying", code, { text })
    : toCodeFinding("refused", code)
  return { status: "error", ...finding }
}

function ok(messageId: TextId): StatusFinding {
  return { status: "ok", ...toFinding(messageId) }
}

function unknown(...said: Parameters<typeof toFinding>): StatusFinding {
  return { status: "unknown", ...toFinding(...said) }
}
