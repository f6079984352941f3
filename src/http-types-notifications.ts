import type { Locale } from "./domain/locales"
import type { NotificationChannel, NotificationFact } from "./domain/notifications"

/** That a shopper was told a fact by a channel, or was to be. Recipient and text are not kept. */
export interface KpayNotification {
  readonly id: string
  readonly fact: NotificationFact
  readonly channel: NotificationChannel
  /**
   * `sent`: the provider took it. `unknown`: the server stopped while it was being sent, so it may have been. `failed`: the
   * provider reported an error. `skipped`: nothing was sent.
   */
  readonly status: "sending" | "unknown" | "sent" | "failed" | "skipped"
  /** Why it failed or was skipped. */
  readonly reason: "no_recipient" | "no_provider" | "provider_failed" | "medusa_failed" | null
  readonly order_id: string | null
  readonly attempt_id: string | null
  readonly refund_id: string | null
  /** What it says was paid, is owed or was sent back, in whole francs. */
  readonly amount: number
  readonly currency_code: string
  readonly locale: Locale
  /** Medusa's id of the user who had it sent, and their name or e-mail address; `null` where the fact itself did. */
  readonly actor: string | null
  readonly actor_name: string | null
  readonly created_at: string
  readonly sent_at: string | null
  /** `send_again`: it can be sent once more now. */
  readonly actions: readonly "send_again"[]
}

export interface KpayNotificationsResponse {
  /** The newest hundred, newest first. */
  readonly notifications: readonly KpayNotification[]
  /** The channels by which a pay link can be sent. */
  readonly pay_link_channels: readonly NotificationChannel[]
}

export interface KpayNotificationResponse {
  readonly notification: KpayNotification
}
