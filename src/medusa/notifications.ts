import type { CreateNotificationDTO, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"

/** The channels that the shop has a notification provider for, as Medusa's module chooses it: by its configuration. */
export function listNotificationChannels(container: MedusaContainer): ReadonlySet<string> {
  const { modules } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const declared: unknown = modules?.[Modules.NOTIFICATION]
  const options = readField(declared, "options")
  const providers = readField(options, "providers")
  const channels = (Array.isArray(providers) ? providers : []).flatMap((provider: unknown) => {
    const listed = readField(readField(provider, "options"), "channels")
    return Array.isArray(listed) ? listed.map(String) : []
  })
  return new Set(isCloud(readField(options, "cloud")) ? [...channels, "email"] : channels)
}

/**
 * Has Medusa's notification module send a message.
 *
 * @throws what the provider reported, which may name the recipient: show and log none of it.
 */
export async function sendNotification(
  container: MedusaContainer,
  notification: CreateNotificationDTO
): Promise<void> {
  await container.resolve(Modules.NOTIFICATION).createNotifications(notification)
}

/**
 * Which side kept a message from being sent: `provider_failed`, or `medusa_failed` where Medusa called no provider. `null`
 * where it may have been sent: Medusa writes its own row after the provider has answered, and that can fail too. Medusa tells
 * these by their texts alone.
 */
export function toSendFailure(error: unknown): "provider_failed" | "medusa_failed" | null {
  const text = error instanceof Error ? error.message : ""
  if (text.startsWith("Failed to send notification with id ")) return "provider_failed"
  const wasNotCalled =
    text.startsWith("Could not find a notification provider for channel: ") ||
    /^Notification provider \S+ is not enabled\./.test(text)
  return wasNotCalled ? "medusa_failed" : null
}

/** What the module has beyond its type: Medusa makes it for each of a module's models. */
interface NotificationUpdates {
  updateNotifications(update: {
    readonly selector: { readonly idempotency_key: readonly string[] }
    readonly data: { readonly to: string; readonly data: null }
  }): Promise<unknown>
}

/** Takes recipient and data out of Medusa's record of messages. What was sent, and when, stays. */
export async function eraseNotifications(
  container: MedusaContainer,
  idempotencyKeys: readonly string[]
): Promise<void> {
  const module: unknown = container.resolve(Modules.NOTIFICATION)
  await (module as NotificationUpdates).updateNotifications({
    selector: { idempotency_key: idempotencyKeys },
    data: { to: "", data: null },
  })
}

/** Medusa Cloud brings a provider of e-mail where the shop has none. */
function isCloud(cloud: unknown): boolean {
  const has = (name: string): boolean => Boolean(readField(cloud, name))
  return has("api_key") && has("endpoint") && (has("environment_handle") || has("sandbox_handle"))
}

function readField(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}
