import { appendFileSync, existsSync } from "node:fs"
import type { ProviderSendNotificationDTO } from "@medusajs/framework/types"
import { AbstractNotificationProviderService } from "@medusajs/framework/utils"

interface Options {
  /** Where messages are written, one a line. */
  readonly file: string
}

/** A message as it is written: what Medusa hands to a provider. */
export interface WrittenMessage {
  /** ISO 8601. */
  readonly at: string
  readonly to: string
  readonly channel: string
  readonly template: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly content: NonNullable<ProviderSendNotificationDTO["content"]> | null
}

/**
 * Takes the place of the companies that send SMS, WhatsApp messages and e-mails: it writes them to a file and logs nothing.
 * While a file with the same name and `.down` at its end exists, it fails as a provider would, and names the recipient.
 */
export class DemoMessages extends AbstractNotificationProviderService {
  static override identifier = "demo-messages"
  readonly #file: string

  constructor(_: object, { file }: Options) {
    super()
    this.#file = file
  }

  override async send(notification: ProviderSendNotificationDTO): Promise<{ id: string }> {
    const { to, channel, template, data, content } = notification
    if (existsSync(`${this.#file}.down`))
      throw new Error(`The number ${to} cannot be reached. ${content?.text ?? ""}`)
    const at = new Date().toISOString()
    const message: WrittenMessage = {
      at,
      to,
      channel,
      template,
      data: data ?? null,
      content: content ?? null,
    }
    appendFileSync(this.#file, `${JSON.stringify(message)}\n`)
    return { id: at }
  }
}
