import { MedusaError } from "@medusajs/framework/utils"
import { toSendFailure } from "../notifications"

describe("What kept a message from being sent", () => {
  it.each([
    [
      "Failed to send notification with id noti_1:\nThe number cannot be reached.",
      "provider_failed",
    ],
    [
      "Could not find a notification provider for channel: sms for notification id noti_1",
      "medusa_failed",
    ],
    [
      "Notification provider sms-one is not enabled. To enable it, configure it as a provider in the notification module options.",
      "medusa_failed",
    ],
    // Medusa's own database may fail after the provider has answered.
    ["Connection terminated unexpectedly", null],
    ["update notification: Failed to send notification with id noti_1", null],
    ["", null],
  ])("%s: %s", (text, failure) => {
    expect(toSendFailure(new Error(text))).toBe(failure)
    expect(toSendFailure(new MedusaError(MedusaError.Types.UNEXPECTED_STATE, text))).toBe(failure)
    expect(toSendFailure(text)).toBeNull()
  })
})
