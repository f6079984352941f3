import type { MethodId } from "../../../domain/methods"

/** What keeps an attempt from starting, in one word that the shopper's message hangs on. */
export type CannotStart =
  "choose_method" | "enter_phone" | "limit" | "unavailable" | "already_waiting" | "nothing_to_pay"

/** No attempt was started and K-Pay was not called. The shopper can mend it. */
export class CannotStartError extends Error {
  override readonly name = "CannotStartError"

  constructor(
    readonly why: CannotStart,
    /** What the shopper's message names. */
    readonly about: { readonly method?: MethodId; readonly phoneMasked?: string | null } = {}
  ) {
    super(`No attempt was started: ${why}.`)
  }
}
