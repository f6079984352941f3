import { isMoney, type AttemptStatus } from "../../domain/attempt-status"
import { METHODS, type MethodId } from "../../domain/methods"
import type { ReasonCode } from "../../domain/reasons"

/** When a method counts as degraded. */
export interface Rules {
  /** Only attempts that were started so recently count. */
  readonly windowMs: number
  /** Fewer payers in trouble say nothing. */
  readonly minFailures: number
  /** The least part of the payers that is in trouble, from 0 to 1. */
  readonly share: number
  /** How many times as often as usual payers must be in trouble. */
  readonly factor: number
}

/** What an attempt says of its method: `trouble` is the operator's or K-Pay's, `fine` is an answer of theirs. */
export type Outcome = "trouble" | "fine"

/** Payers in trouble, and all payers of whom something is known. */
export interface Count {
  readonly troubles: number
  readonly payers: number
}

/** What is known of an attempt. */
export interface AttemptFacts {
  readonly method: MethodId
  readonly status: AttemptStatus
  readonly reason_code: ReasonCode | null
  /** K-Pay's last code. */
  readonly code: string | null
  readonly age_ms: number
  /** K-Pay cannot be asked on the attempt's account at this time, so that its silence is not the method's. */
  readonly cannot_be_asked: boolean
}

/** By what payers are told apart. An empty key says nothing. */
export interface PayerKeys {
  readonly phone: string | null
  readonly cart: string | null
  readonly client: string | null
}

/** So many payers in a row without trouble end it, whatever was before. */
const PAYERS_FINE = 3

/** With fewer payers before, what is usual is not known; then this share is taken for usual. */
const USUAL_PAYERS_MIN = 20
const USUAL_SHARE = 0.2

/** An attempt without an outcome after this part of the window counts as trouble. */
const UNANSWERED_PART = 1 / 3

/** `unavailable` by these codes is about one method: K-Pay does not know it, or never received what was sent for it. */
const CODES_OF_ONE_METHOD: readonly string[] = ["609", "611"]

/** What an attempt says of its method; `null` where it says nothing, or nothing yet. */
export function toOutcome(attempt: AttemptFacts, { windowMs }: Rules): Outcome | null {
  const { status } = attempt
  if (isMoney(status)) return "fine"
  if (status === "failed") return toOutcomeOfFailed(attempt)
  if (attempt.cannot_be_asked || attempt.age_ms < windowMs * UNANSWERED_PART) return null
  // K-Pay took no request, or the prompt that it took was not answered.
  return status === "starting" ? "trouble" : toUnanswered(attempt)
}

function toOutcomeOfFailed(attempt: AttemptFacts): Outcome | null {
  switch (attempt.reason_code) {
    case "insufficient_funds":
    case "declined":
    case "wrong_number":
    case "limit":
      // The operator was reached, and said no for a reason of the payer.
      return "fine"
    case "operator":
      return "trouble"
    case "expired":
      return toUnanswered(attempt)
    case "unavailable":
      // The shop's setup and a K-Pay that cannot be reached are told elsewhere, and are no method's trouble.
      return CODES_OF_ONE_METHOD.includes(attempt.code ?? "") ? "trouble" : null
    case "checking":
    case "unapplied":
    case null:
      return null
  }
}

/** A prompt that does not arrive looks like one that is not answered. A card page that is left says nothing. */
function toUnanswered({ method }: AttemptFacts): Outcome | null {
  return METHODS[method].redirects ? null : "trouble"
}

/**
 * One outcome for each payer, the newest. Attempts with the same phone, cart or network address are of one payer.
 *
 * @param attempts newest first.
 */
export function toPayers<T extends PayerKeys>(attempts: readonly T[]): T[] {
  const seen = new Set<string>()
  return attempts.filter(({ phone, cart, client }) => {
    const keys = Object.entries({ phone, cart, client })
      .filter(([, key]) => key !== null)
      .map(([name, key]) => `${name} ${String(key)}`)
    const isNew = !keys.some((key) => seen.has(key))
    for (const key of keys) seen.add(key)
    return isNew
  })
}

export function countOutcomes(outcomes: readonly Outcome[]): Count {
  return {
    troubles: outcomes.filter((outcome) => outcome === "trouble").length,
    payers: outcomes.length,
  }
}

/**
 * Whether so many payers are in trouble that the method is degraded if that is not usual.
 *
 * @param outcomes of the window, one for each payer, newest first.
 */
export function isSuspect(outcomes: readonly Outcome[], { minFailures, share }: Rules): boolean {
  const { troubles, payers } = countOutcomes(outcomes)
  return troubles >= minFailures && troubles / payers >= share && !hasRecovered(outcomes)
}

/** Whether payers are in trouble far more often than usual. */
export function isFarAboveUsual(now: Count, usual: Count, { factor }: Rules): boolean {
  const usualShare = isUsualKnown(usual) ? usual.troubles / usual.payers : USUAL_SHARE
  return now.troubles / now.payers >= factor * usualShare
}

export function isUsualKnown({ payers }: Count): boolean {
  return payers >= USUAL_PAYERS_MIN
}

/** Whether a degraded method works again: the newest payers are fine, or no trouble is left in the window. */
export function hasRecovered(outcomes: readonly Outcome[]): boolean {
  const newest = outcomes.slice(0, PAYERS_FINE)
  const isFine = newest.length === PAYERS_FINE && newest.every((outcome) => outcome === "fine")
  return isFine || !outcomes.includes("trouble")
}
