const NO_PLUGIN =
  "This Medusa does not have the plugin yet. `npx kpay init` prints what to add to medusa-config.ts; then run `npx medusa db:migrate`."

const NO_TABLES = "Tables are missing. Run npx medusa db:migrate."

const NO_CONNECTION = /^Failed to connect to the database: (.+)/

/** Says why PostgreSQL takes no connection, in its own words. */
export function toNoConnection(reason: string): string {
  return `There is no connection to the database: ${reason}. Check DATABASE_URL.`
}

/** What the plugin's own checks say when Medusa starts: a list of options, or one sentence. */
const OUR_FAULTS = [
  /The options of medusa-payment-kpay have faults?:(?:\n {2}- .+)+/,
  /medusa-payment-kpay: .+/,
]

/** Medusa's own end: what it says before is also said of what did not matter. */
const AT_THE_END = /^Error running script: /

/**
 * Says why Medusa could not be loaded: the messages of its errors, without stacks, dumped objects and passwords.
 *
 * @param printed what Medusa printed, as lines for people or, in production, as lines of JSON.
 */
export function toFailure(printed: string, exitCode: number | null): string {
  const text = withoutPasswords(toPlainLines(printed))
  for (const ours of OUR_FAULTS) {
    const [said] = ours.exec(text) ?? []
    if (said) return said
  }
  if (/Could not resolve '\w*kpay\w*'/i.test(text)) return NO_PLUGIN
  if (/relation "[^"]+" does not exist/.test(text)) return NO_TABLES
  const messages = readMessages(text)
  // Medusa can be faster than the watch of its database.
  const [refusal] = messages.flatMap((message) => NO_CONNECTION.exec(message)?.[1] ?? [])
  if (refusal !== undefined) return toNoConnection(refusal)
  const last = messages.filter((message) => AT_THE_END.test(message))
  const shown = [...new Set(last.length > 0 ? last : messages)]
  return [
    `Medusa could not be loaded (it ended with ${exitCode ?? "a signal"}).`,
    ...shown.map((message) => message.replace(AT_THE_END, "")),
  ].join("\n")
}

function toPlainLines(printed: string): string {
  return printed
    .replace(/\u001b\[\d*m/g, "")
    .split("\n")
    .map((line) => fromJson(line) ?? line)
    .join("\n")
}

function fromJson(line: string): string | null {
  try {
    const entry: unknown = JSON.parse(line)
    const isEntry = typeof entry === "object" && entry !== null
    return isEntry && "level" in entry && entry.level === "error" && "message" in entry
      ? `error: ${String(entry.message)}`
      : null
  } catch {
    return null
  }
}

function withoutPasswords(text: string): string {
  return text.replace(/(:\/\/[^\s:/@]*):\S*@/g, "$1:…@")
}

/** Where one of the log's errors starts, or one that Node.js prints by itself. */
const START = /^(?=(?:error|\w*Error): )/m

/** Where its message ends: before its stack, an empty line, or an object that is dumped. */
const END = /\n\s*(?:at |\{)|\n\n| \{\n/

function readMessages(text: string): string[] {
  return text
    .split(START)
    .filter((part) => START.test(part))
    .map((part) => (part.replace(/^error: +/, "").split(END)[0] ?? "").trim())
}
