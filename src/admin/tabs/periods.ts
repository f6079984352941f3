import { toKigaliDay } from "../format"

/** The periods that the cash-up offers. */
export const PERIODS = ["today", "yesterday", "week", "month", "last_month", "custom"] as const
export type Period = (typeof PERIODS)[number]

/** First and last day of a period in Kigali, both included. */
export function toDays(period: Exclude<Period, "custom">): { from: string; to: string } {
  const today = toKigaliDay()
  switch (period) {
    case "today":
      return { from: today, to: today }
    case "yesterday":
      return { from: toKigaliDay(1), to: toKigaliDay(1) }
    case "week":
      return { from: toKigaliDay(6), to: today }
    case "month":
      return { from: `${today.slice(0, 8)}01`, to: today }
    case "last_month": {
      const [year = 0, month = 0] = today.split("-").map(Number)
      const day = (date: Date) => date.toISOString().slice(0, 10)
      return {
        from: day(new Date(Date.UTC(year, month - 2, 1))),
        to: day(new Date(Date.UTC(year, month - 1, 0))),
      }
    }
  }
}

/** Every day from one to the other, both included. */
export function listDays(from: string, to: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 24 * 60 * 60 * 1000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
