/** Said of a text that is empty: mostly it comes from an environment variable that is not set. */
export const EMPTY = "is empty; write it, or set the environment variable that it comes from"

/** Of a value that is not there, as of an environment variable that is not set; {@link EMPTY} is its twin. */
const MISSING = "is missing; write it, or set the environment variable that it comes from"

/**
 * What is said of a value that is not there, and what of one that cannot be used.
 *
 * @param variable the environment variable that the README's configuration reads it from.
 */
export function missingOr(
  wrong: string,
  variable?: string
): (issue: { readonly input?: unknown }) => string {
  const missing =
    variable === undefined
      ? MISSING
      : `is missing; set the environment variable that medusa-config.ts reads it from, such as ${variable} in .env`
  return ({ input }) => (input === undefined || input === null ? missing : wrong)
}
