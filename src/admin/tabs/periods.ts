import { addDays, countDays } from "../../domain/kigali-time"
import { toDayBefore } from "../format"

/** The periods that the cash-up offers. */
export const PERIODS = ["today", "yesterday", "week", "month", "last_month", "custom"] as const
export type Period = (typeof PERIODS)[number]

/** First and last day of a period in Kigali, both included. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** The days of a period, counted from today. */
export function toDays(period: Exclude<Period, "custom">): Days {
  const today = toDayBefore(0)
  switch (period) {
    case "today":
      return { from: today, to: today }
    case "yesterday":
      return { from: toDayBefore(1), to: toDayBefore(1) }
    case "week":
      return { from: toDayBefore(6), to: today }
    case "month":
      return { from: toFirstOfMonth(today), to: today }
    case "last_month": {
      const to = addDays(toFirstOfMonth(today), -1)
      return { from: toFirstOfMonth(to), to }
    }
  }
}

/** Every day of a period. */
export function listDays({ from, to }: Days): string[] {
  return Array.from({ length: countDays(from, to) }, (_, index) => addDays(from, index))
}

function toFirstOfMonth(day: string): string {
  return `${day.slice(0, "2026-01".length)}-01`
}
