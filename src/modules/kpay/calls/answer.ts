import type { Said } from "../../../gateway/errors"
import type { Wire } from "../../../gateway/wire"
import type { AccountSettings } from "../options/options"

/** Of K-Pay's text no more than this stands in a line of the log. */
const QUOTE_MAX = 200

type Credentials = Pick<AccountSettings, "username" | "password" | "apiKey">

/** The secrets that K-Pay may repeat: the credentials that it does not accept, or the token in a payment's address. */
export function listSecrets(account: Credentials | undefined, token: string | null): string[] {
  const { username = "", password = "", apiKey = "" } = account ?? {}
  const login = Buffer.from(`${username}:${password}`).toString("base64")
  return [login, password, apiKey, username, token ?? ""].filter((secret) => secret !== "")
}

/** K-Pay's answer as the journal keeps it. */
export function toKeptWire(
  said: Pick<Said, "wire"> | null,
  secrets: readonly string[]
): Wire | null {
  if (!said?.wire) return null
  return Object.fromEntries(
    Object.entries(said.wire).map(([name, value]) => [
      name,
      typeof value === "string" ? withoutSecrets(value, secrets) : value,
    ])
  )
}

/** An error's message with K-Pay's own text, for the log: in one line, and without secrets and addresses. */
export function toLogged(
  message: string,
  said: Pick<Said, "text"> | null,
  secrets: readonly string[]
): string {
  if (!said?.text) return message
  const text = withoutSecrets(said.text, secrets).replaceAll(/https?:\S+/gi, "[address]")
  return `${message} K-Pay says: ${JSON.stringify(text.slice(0, QUOTE_MAX))}.`
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, "[redacted]"), text)
}
