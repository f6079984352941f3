import { existsSync, readFileSync } from "node:fs"
import { CHANNEL_LABELS, NOTIFICATION_CHANNELS } from "../../src/domain/notifications"
import type { WrittenMessage } from "./service"

/** Reads the messages of a file, oldest first. */
export function readMessages(file: string): WrittenMessage[] {
  if (!existsSync(file)) return []
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as WrittenMessage)
}

/** The page that shows what shoppers were sent, the newest on top. The browser refreshes it by itself. */
export function toMessagesPage(messages: readonly WrittenMessage[]): string {
  const items = [...messages].reverse().map(toItem).join("\n")
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>Messages of the demo</title>
<style>
  body { max-width: 34rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c1917; background: #fafaf9 }
  h1 { font-size: 1.4rem }
  p { margin: 0 }
  ol { list-style: none; padding: 0 }
  li { margin: 0 0 1rem; padding: .8rem 1rem; border-radius: .25rem 1rem 1rem 1rem; background: #fff; box-shadow: 0 1px 3px #0003 }
  .head { color: #57534e; font-size: .85rem }
  .subject { font-weight: 600 }
  .text { overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>Messages of the demo</h1>
<p class="head">What shoppers would get by SMS, WhatsApp and e-mail. Nothing leaves this machine.</p>
<ol>
${items || "<li>No messages yet. Pay an order in the shop.</li>"}
</ol>
</body>
</html>`
}

function toItem({ at, to, channel, template, data, content }: WrittenMessage): string {
  const time = new Date(at).toLocaleTimeString("en-GB", { timeZone: "Africa/Kigali" })
  const label = NOTIFICATION_CHANNELS.find((known) => known === channel)
  const text = content?.text ?? JSON.stringify(data)
  const subject = content ? (content.subject ?? "") : `Template ${template}`
  return `<li>
<p class="head">${escape(`${label ? CHANNEL_LABELS[label] : channel} to ${to}, ${time}`)}</p>
${subject && `<p class="subject">${escape(subject)}</p>`}
<p class="text">${escape(text).replace(/https?:\/\/[^\s&]+/g, (url) => `<a href="${url}">${url}</a>`)}</p>
</li>`
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
