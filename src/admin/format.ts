import { addDays, TIME_ZONE, toKigaliDay } from "../domain/kigali-time"
import type { Locale } from "../domain/locales"
import type { Say } from "./say"

/** A moment in Kigali, e.g. `24 Nov, 14:02`. */
export function formatMoment(iso: string, language: Locale): string {
  return format(iso, language, {
    day: "numeric",
    month: language === "rw" ? "2-digit" : "short",
    hour: "2-digit",
    minute: "2-digit",
  })
}

/** A time of day in Kigali, e.g. `14:02:11`. */
export function formatTime(iso: string, language: Locale): string {
  return format(iso, language, { hour: "2-digit", minute: "2-digit", second: "2-digit" })
}

/** A day, e.g. `Tue 24 Nov`. */
export function formatDay(day: string, language: Locale): string {
  return format(`${day}T12:00:00Z`, language, {
    ...(language !== "rw" && { weekday: "short" }),
    day: "numeric",
    month: language === "rw" ? "2-digit" : "short",
  })
}

/** A day of whichever year, e.g. `24 Nov 2026`. */
export function formatDate(day: string, language: Locale): string {
  return format(`${day}T12:00:00Z`, language, {
    day: "numeric",
    month: language === "rw" ? "2-digit" : "short",
    year: "numeric",
  })
}

/** A length of time in its largest unit: `42 s`, `3 min`, `5 h`, `2 d`. */
export function formatDuration(durationMs: number, t: Say): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000))
  if (seconds < 100) return t("seconds_short", { count: seconds })
  if (seconds < 100 * 60) return t("minutes_short", { count: Math.round(seconds / 60) })
  if (seconds < 48 * 3600) return t("hours_short", { count: Math.round(seconds / 3600) })
  return t("days_short", { count: Math.round(seconds / (24 * 3600)) })
}

/** The day in Kigali so many days before today, as `2026-01-31`. */
export function toDayBefore(daysAgo: number): string {
  return addDays(toKigaliDay(new Date()), -daysAgo)
}

function format(iso: string, language: Locale, form: Intl.DateTimeFormatOptions): string {
  // Browsers have no Kinyarwanda dates; the formats above use figures only in that language.
  const locale = language === "fr" ? "fr" : "en-GB"
  return new Intl.DateTimeFormat(locale, {
    ...form,
    timeZone: TIME_ZONE,
    hourCycle: "h23",
  }).format(new Date(iso))
}
