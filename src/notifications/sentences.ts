/** What the checks of the setup say about notifications. */
export const SENTENCES = {
  notifications_ok:
    "Medusa has a notification provider for each channel of the option notifications.",
  notifications_no_provider:
    "Medusa has no notification provider for {channels}, so no message is sent by it.",
  notifications_no_provider_remedy:
    "Give the module @medusajs/medusa/notification a provider with this channel, or take the channel out of the option notifications.",
} as const
