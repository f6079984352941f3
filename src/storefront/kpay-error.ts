/**
 * The shop's server could not be asked, or said no. `start` and `retry` give such things as results; this is thrown where
 * there is nothing else to give.
 *
 * `no_answer`: what was asked may have happened or not (line cut, server down, answer broken). Ask again; nothing that
 * the kit asks twice makes anybody pay twice. `rejected`: the server understood and said no; asking again is of no use.
 */
export class KpayError extends Error {
  override readonly name = "KpayError"

  constructor(
    readonly kind: "no_answer" | "rejected",
    /** The server's own words where it gave any, for a developer. */
    message: string,
    /** Of HTTP, where there was an answer. */
    readonly status: number | null,
    /** What came along with a no, where it could be read. */
    readonly body: unknown = null,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
