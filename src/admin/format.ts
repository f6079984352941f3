import type { Say } from "./texts"

const FRANCS = new Intl.NumberFormat("en")
const KIGALI = "Africa/Kigali"
const DAY_MS = 24 * 60 * 60 * 1000

/** Whole francs as people in Rwanda write them: `RWF 5,200`. */
export function toFrancs(amount: number): string {
  return `RWF ${FRANCS.format(amount)}`
}

/** A moment in Kigali, e.g. `24 Nov, 14:02`. */
export function toKigaliMoment(iso: string, language: string): string {
  return format(iso, language, {
    day: "numeric",
    month: language === "rw" ? "2-digit" : "short",
    hour: "2-digit",
    minute: "2-digit",
  })
}

/** A time of day in Kigali, e.g. `14:02:11`. */
export function toKigaliTime(iso: string, language: string): string {
  return format(iso, language, { hour: "2-digit", minute: "2-digit", second: "2-digit" })
}

/** A day, e.g. `Tue 24 Nov`. */
export function toDayName(day: string, language: string): string {
  return format(`${day}T12:00:00Z`, language, {
    weekday: "short",
    day: "numeric",
    month: language === "rw" ? "2-digit" : "short",
  })
}

/** The day in Kigali, as `2026-01-31`, so many days ago. */
export function toKigaliDay(daysAgo = 0): string {
  return toKigaliDayOf(new Date(Date.now() - daysAgo * DAY_MS).toISOString())
}

/** The day in Kigali of a moment, as `2026-01-31`. */
export function toKigaliDayOf(iso: string): string {
  return new Date(iso).toLocaleDateString("en-CA", { timeZone: KIGALI })
}

/** A length of time in its largest unit: `42 s`, `3 min`, `5 h`, `2 d`. */
export function toLength(milliseconds: number, t: Say): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 100) return t("seconds_short", { count: seconds })
  if (seconds < 100 * 60) return t("minutes_short", { count: Math.round(seconds / 60) })
  if (seconds < 48 * 3600) return t("hours_short", { count: Math.round(seconds / 3600) })
  return t("days_short", { count: Math.round(seconds / (24 * 3600)) })
}

function format(iso: string, language: string, form: Intl.DateTimeFormatOptions): string {
  // Browsers know no Kinyarwanda dates; figures are read by everybody.
  const locale = language === "fr" ? "fr" : "en-GB"
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: KIGALI, hourCycle: "h23" }).format(
    new Date(iso)
  )
}
