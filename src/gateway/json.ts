/** Strings, and numbers with all their characters, in a text of JSON or of anything. Each character is looked at once. */
const TOKENS = /"(?:[^"\\]+|\\[^])*"?|-?\d[\w.+-]*/g

/**
 * Parses JSON; `undefined` where it is none. Integers too long for a JavaScript number come as text: ids are written as numbers
 * at times, and must keep their last digits.
 */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json.replace(TOKENS, toExact))
  } catch {
    return undefined
  }
}

function toExact(token: string): string {
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token
}
