/**
 * The shop's server did not answer, or rejected the request. `start` and `retry` return such failures as outcomes; the other
 * calls throw this error.
 *
 * `no_answer`: the request may or may not have been carried out (connection lost, server down, broken answer). Ask again:
 * no repeated call of the kit makes the shopper pay twice. `rejected`: the server understood the request and rejected it;
 * asking again does not help.
 */
export class KpayError extends Error {
  override readonly name = "KpayError"

  constructor(
    readonly kind: "no_answer" | "rejected",
    /** The server's message where it gave one, for a developer. */
    message: string,
    /** The HTTP status; `null` where there was no answer. */
    readonly status: number | null,
    /** The body of a rejection, where it could be read. */
    readonly body: unknown = null,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
