import type { Said } from "../../../gateway/errors"
import { withoutPersonalData, type Wire } from "../../../gateway/redaction"
import type { AccountSettings } from "../options/options"

/** Of K-Pay's text no more than this stands in a line of the log. */
const QUOTE_MAX = 200

/** A shorter one, e.g. the user name "01", stands in ordinary texts and codes too, which the journal must keep. */
const SECRET_MIN = 4

type Credentials = Pick<AccountSettings, "username" | "password" | "apiKey">

/**
 * The secrets that K-Pay may repeat: the credentials, or the token in a payment's address. Each as it is, and as it stands in an
 * address, within JSON, and in a text of which personal data was removed before.
 */
export function listSecrets(account: Credentials | undefined, token: string | null): string[] {
  const { username = "", password = "", apiKey = "" } = account ?? {}
  const login = Buffer.from(`${username}:${password}`).toString("base64")
  const secrets = [login, password, apiKey, username, token ?? ""].filter(
    ({ length }) => length >= SECRET_MIN
  )
  const written = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    withoutPersonalData(secret),
  ])
  return [...new Set(written)]
}

/** What K-Pay sent, as the journal keeps it. */
export function toKeptWire(wire: Wire | null, secrets: readonly string[]): Wire | null {
  if (!wire) return null
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => [
      withoutSecrets(name, secrets),
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
  const told = withoutSecrets(message, secrets)
  if (!said?.text) return told
  const text = withoutSecrets(said.text, secrets).replaceAll(/https?:\S+/gi, "[address]")
  return `${told} K-Pay says: ${JSON.stringify(text.slice(0, QUOTE_MAX))}.`
}

/** A text of K-Pay's, or one that quotes it, as it is kept. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, "[redacted]"), text)
}
