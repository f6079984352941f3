/** How many prompts the shop lets out. `null` switches a limit off. Only prompts that brought no money count. */
export interface PromptLimits {
  /** Prompts that wait on one phone number at the same time. */
  readonly openPerPhone: number | null
  /** Prompts to one phone number in an hour. */
  readonly perPhoneInHour: number | null
  /** Prompts for one payment in a day, to whatever number. */
  readonly perPaymentInDay: number | null
  /** Prompts that one client (a network address) asks for in an hour. */
  readonly perClientInHour: number | null
  /** Milliseconds between a failed prompt and the next one to the same number, once two have failed. */
  readonly pauseAfterFailed: number | null
}

/** A prompt of before that brought no money. Ages in milliseconds, on the database's clock. */
export interface PastPrompt {
  readonly ageMs: number
  /** Whether it waits for the payer. */
  readonly isOpen: boolean
  /** How long ago it failed; `null` where it did not. */
  readonly failedMs: number | null
}

/** What was sent before, each list newest first. */
export interface PastPrompts {
  /** To the same phone number; empty for a card. */
  readonly phone: readonly PastPrompt[]
  /** For the same payment. */
  readonly payment: readonly PastPrompt[]
  /** For the same client; empty where the client is not known. */
  readonly client: readonly PastPrompt[]
}

const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** A prompt that was not answered for so long does not ring any more, though K-Pay may still call it pending. */
const OPEN_MS = 10 * MINUTE_MS

/** A shopper may press the same button once more at once. After that the number pauses. */
const PHONE_FAILURES_BEFORE_PAUSE = 2

/** A payment that failed so often pauses for every number, so that taking another one each time does not help. */
const PAYMENT_FAILURES_BEFORE_PAUSE = 3

/**
 * How long a further prompt must wait.
 *
 * @returns milliseconds; 0 when it may go out now.
 */
export function toPromptWaitMs(
  { phone, payment, client }: PastPrompts,
  limits: PromptLimits
): number {
  const open = phone.filter(({ isOpen }) => isOpen)
  return Math.max(
    toCountWaitMs(open, limits.openPerPhone, OPEN_MS),
    toCountWaitMs(phone, limits.perPhoneInHour, HOUR_MS),
    toCountWaitMs(payment, limits.perPaymentInDay, DAY_MS),
    toCountWaitMs(client, limits.perClientInHour, HOUR_MS),
    toPauseMs(phone, PHONE_FAILURES_BEFORE_PAUSE, limits.pauseAfterFailed),
    toPauseMs(payment, PAYMENT_FAILURES_BEFORE_PAUSE, limits.pauseAfterFailed)
  )
}

/** Until fewer than `max` prompts lie within the window. */
function toCountWaitMs(
  prompts: readonly PastPrompt[],
  max: number | null,
  withinMs: number
): number {
  if (max === null) return 0
  const last = prompts.filter(({ ageMs }) => ageMs < withinMs)[max - 1]
  return last ? withinMs - last.ageMs : 0
}

/** Until the pause after the newest failure is over; 0 where fewer than `failures` prompts have failed. */
function toPauseMs(
  prompts: readonly PastPrompt[],
  failures: number,
  pauseMs: number | null
): number {
  const failed = prompts.flatMap(({ failedMs }) => failedMs ?? []).sort((one, other) => one - other)
  const [newest] = failed
  if (pauseMs === null || newest === undefined || failed.length < failures) return 0
  return Math.max(0, pauseMs - newest)
}
