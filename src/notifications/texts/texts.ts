import type { NotificationTextId } from "../../domain/notifications"

/** The texts of one language. Names in braces are filled in. */
export type NotificationTexts = Readonly<Record<NotificationTextId, string>>
