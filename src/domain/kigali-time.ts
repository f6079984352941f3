/** Where the shop's days begin and end. UTC+2 all year. */
export const TIME_ZONE = "Africa/Kigali"

const OFFSET = "+02:00"
const OFFSET_MS = 2 * 60 * 60_000
const DAY_MS = 24 * 60 * 60_000

/** The day of a moment in Kigali, as `2026-01-31`. */
export function toKigaliDay(at: Date): string {
  return toKigaliTime(at).slice(0, "2026-01-31".length)
}

/** A moment as clocks in Kigali show it, to the second, as `2026-01-31T12:00:00+02:00`. */
export function toKigaliTime(at: Date): string {
  const shifted = new Date(at.getTime() + OFFSET_MS).toISOString()
  return `${shifted.slice(0, "2026-01-31T12:00:00".length)}${OFFSET}`
}

/** When a day begins in Kigali. */
export function toStartOfDay(day: string): Date {
  return new Date(`${day}T00:00:00${OFFSET}`)
}

/** The day that is so many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, day.length)
}

/** How many days a period has, first and last included. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}
