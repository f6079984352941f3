import { z } from "@medusajs/framework/zod"
import {
  NOTIFICATION_CHANNELS,
  NOTIFICATION_FACTS,
  NOTIFICATION_TEXT_IDS,
} from "../../../domain/notifications"

const TEMPLATE_FAULT = {
  error: "must be true for the plugin's text, or the id of a template of your provider, as text",
}

const template = z.union(
  [z.boolean(), z.string().trim().min(1, TEMPLATE_FAULT).max(200, TEMPLATE_FAULT)],
  TEMPLATE_FAULT
)

const channels = z.strictObject(toShape(NOTIFICATION_CHANNELS, template)).partial()

const text = z
  .string({ error: "must be text" })
  .trim()
  .min(1, { error: "is empty" })
  .max(1000, { error: "must have at most 1000 characters" })

const texts = z.strictObject(toShape(NOTIFICATION_TEXT_IDS, text)).partial()

/** Which facts are told to shoppers, by which channels, and in which words. */
export const notifications = z.strictObject({
  ...toShape(NOTIFICATION_FACTS, channels.optional()),
  texts: z.strictObject({ en: texts, fr: texts, rw: texts }).partial().optional(),
})

export type NotificationSettings = z.output<typeof notifications>

function toShape<Name extends string, Shape>(
  names: readonly Name[],
  shape: Shape
): Record<Name, Shape> {
  return Object.fromEntries(names.map((name) => [name, shape])) as Record<Name, Shape>
}
