import { z } from "@medusajs/framework/zod"

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A length of time as a shop writes it, e.g. `"90s"`, `"10m"`, `"48h"` or `"365d"`; read as milliseconds. */
export const duration = z
  .string({ error: 'must be a length of time such as "10m"' })
  .regex(/^[1-9]\d{0,5}[smhd]$/, {
    error: 'must be a length of time such as "90s", "10m", "48h" or "365d"',
  })
  .transform(
    (text) => Number(text.slice(0, -1)) * UNITS_MS[text.slice(-1) as keyof typeof UNITS_MS]
  )
