const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long to wait between two questions about an attempt of a given age; people answer their phone soon or never. */
const SCHEDULE: readonly { readonly untilAgeMs: number; readonly everyMs: number }[] = [
  { untilAgeMs: 10 * SECOND, everyMs: 10 * SECOND },
  { untilAgeMs: 30 * SECOND, everyMs: 20 * SECOND },
  { untilAgeMs: 70 * SECOND, everyMs: 40 * SECOND },
  { untilAgeMs: 10 * MINUTE, everyMs: MINUTE },
  { untilAgeMs: HOUR, everyMs: 5 * MINUTE },
]

/** When to ask next about an attempt that is open: soon while it is young, hourly when it is old. */
export function nextDueAt(startedAt: Date, now: Date): Date {
  const ageMs = now.getTime() - startedAt.getTime()
  const everyMs = SCHEDULE.find((stage) => ageMs < stage.untilAgeMs)?.everyMs ?? HOUR
  return new Date(now.getTime() + everyMs)
}
