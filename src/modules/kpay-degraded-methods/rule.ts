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

/** How one payer of the window fares. */
export interface Payer {
  /** `waiting`: nothing is known yet, and it becomes trouble if nothing comes. */
  readonly outcome: Outcome | "waiting"
  /** Since the attempt was started. */
  readonly age_ms: number
}

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

/** No fewer payers in a row without trouble end it. */
const PAYERS_FINE_MIN = 3

/** In a busy shop a method that fails for most payers has three in a row who are fine now and then. */
const FINE_TO_NOT_FINE = 1 / 2

/** Trouble is over too when payers have it so much less often than `share`, which never happens all at once. */
const OVER_PART_OF_SHARE = 1 / 2

/** With fewer payers before, what is usual is not known; then this share is taken for usual. */
const USUAL_PAYERS_MIN = 20
const USUAL_SHARE = 0.2

/** An attempt without an outcome after this part of the window counts as trouble. */
const UNANSWERED_PART = 1 / 3

/** Payers need a moment to answer a prompt; for this part of the window, not having answered says nothing. */
const JUST_ASKED_PART = 1 / 15

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

/** Whether an attempt says nothing yet, and becomes trouble if nothing comes. */
export function isWaiting(attempt: AttemptFacts, rules: Rules): boolean {
  const later = { ...attempt, age_ms: Infinity }
  return toOutcome(attempt, rules) === null && toOutcome(later, rules) === "trouble"
}

/** Whether an attempt says nothing for the sole reason that K-Pay cannot be asked. */
export function isUnaskable(attempt: AttemptFacts, rules: Rules): boolean {
  const asked = { ...attempt, cannot_be_asked: false, age_ms: Infinity }
  return (
    attempt.cannot_be_asked &&
    toOutcome(attempt, rules) === null &&
    toOutcome(asked, rules) !== null
  )
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
 * Payers in trouble and payers known, of the whole window or of all but its newest third: of whichever has the greater part in
 * trouble. Success is known at once, and silence after a third of the window only, so that the newest always look well.
 */
export function countPayers(payers: readonly Payer[], { windowMs, minFailures }: Rules): Count {
  const all = countOutcomes(listOutcomes(payers))
  const older = countOutcomes(
    listOutcomes(payers.filter(({ age_ms }) => age_ms >= windowMs * UNANSWERED_PART))
  )
  const isOlderWorse = older.troubles * all.payers > all.troubles * older.payers
  return older.troubles >= minFailures && isOlderWorse ? older : all
}

function listOutcomes(payers: readonly Payer[]): Outcome[] {
  return payers.flatMap(({ outcome }) => (outcome === "waiting" ? [] : outcome))
}

/**
 * Whether so many payers are in trouble that the method is degraded if that is not usual.
 *
 * @param payers of the window, newest first.
 */
export function isSuspect(payers: readonly Payer[], rules: Rules): boolean {
  const now = countPayers(payers, rules)
  return (
    now.troubles >= rules.minFailures &&
    now.troubles / now.payers >= rules.share &&
    !hasRecovered(payers, rules)
  )
}

/** Whether payers are in trouble far more often than usual. */
export function isFarAboveUsual(now: Count, usual: Count, { factor }: Rules): boolean {
  const usualShare = isUsualKnown(usual) ? usual.troubles / usual.payers : USUAL_SHARE
  return now.troubles / now.payers >= factor * usualShare
}

export function isUsualKnown({ payers }: Count): boolean {
  return payers >= USUAL_PAYERS_MIN
}

/**
 * Whether a degraded method works again: the newest payers are fine, few payers of the window are in trouble, or no trouble is
 * left.
 *
 * @param payers of the window, newest first.
 */
export function hasRecovered(payers: readonly Payer[], rules: Rules): boolean {
  const notFine = payers.filter(({ outcome }) => outcome !== "fine").length
  if (notFine === 0) return true
  const count = Math.max(PAYERS_FINE_MIN, Math.ceil(notFine * FINE_TO_NOT_FINE))
  const newest = withoutJustAsked(payers, rules).slice(0, count)
  if (newest.length === count && newest.every(({ outcome }) => outcome === "fine")) return true
  const { troubles, payers: known } = countPayers(payers, rules)
  return troubles / known < rules.share * OVER_PART_OF_SHARE
}

/**
 * Where a payer was asked just now, all who were count only if they are in trouble: of them, those who are fine are known
 * first. Any other payer without an outcome stays, and is not fine.
 */
function withoutJustAsked(payers: readonly Payer[], { windowMs }: Rules): readonly Payer[] {
  const isNew = ({ age_ms }: Payer): boolean => age_ms < windowMs * JUST_ASKED_PART
  return payers.some((payer) => isNew(payer) && payer.outcome === "waiting")
    ? payers.filter((payer) => !isNew(payer) || payer.outcome === "trouble")
    : payers
}
