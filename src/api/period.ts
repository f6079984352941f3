import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { addDays, countDays, toKigaliDay } from "../domain/kigali-time"
import { REFUSALS } from "../domain/refusals"
import { toReason, type Reason } from "../domain/sentences"
import { RefusedError } from "./done"

const DAYS_DEFAULT = 7
const DAYS_MAX = 366

/** A day of this millennium, as `2026-01-31`. */
const dayField = (name: string) => {
  const error = `"${name}" must be a day like 2026-01-31`
  return z.iso.date({ error }).startsWith("2", { error }).optional()
}

/** What a report over days takes. */
export const periodFields = { from: dayField("from"), to: dayField("to") }

/**
 * Fills in the days that were left out, of days in Kigali, both included: a week up to today.
 *
 * @throws RefusedError (400) when the days make no period, or too long a one.
 */
export function fillPeriod(days: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}): { from: string; to: string } {
  const to = days.to ?? toKigaliDay(new Date())
  const from = days.from ?? addDays(to, 1 - DAYS_DEFAULT)
  const count = countDays(from, to)
  if (count < 1) refuse(toReason(REFUSALS, "period_reversed", { from, to }))
  if (count > DAYS_MAX) {
    const counted = { from, to, days: String(count), max: String(DAYS_MAX) }
    refuse(toReason(REFUSALS, "period_too_long", counted))
  }
  return { from, to }
}

function refuse(reason: Reason): never {
  throw new RefusedError(MedusaError.Types.INVALID_DATA, reason)
}
