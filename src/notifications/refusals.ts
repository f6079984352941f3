/**
 * Why a message that an admin asks for is not sent, in English by their ids. `{{…}}` is filled in. The dashboard says them in its
 * languages.
 */
export const NOTIFICATION_REFUSALS = {
  message_no_channel:
    "Pay links cannot be sent by {{channel}}: the option notifications.pay_link does not name it, or Medusa has no provider for it.",
  message_no_message: "There is no message {{id}}.",
  message_not_again:
    "This message is just being sent, or the option notifications does not name its channel any more.",
  message_not_so: "What this message says is not so any more. Nothing was sent.",
  message_deleted: "The message was deleted from the database while it was being sent.",
} as const
