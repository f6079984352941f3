import type { KpayRefusal } from "../http-types"

/** The server did not do what was asked. */
export class PostError extends Error {
  override readonly name = "PostError"

  constructor(
    readonly status: number,
    /** What the server says; its id and details are missing in Medusa's own answers. */
    readonly refusal: Pick<KpayRefusal, "message"> & Partial<KpayRefusal>
  ) {
    super(refusal.message)
  }
}
