import type { KpayRefusal } from "../http-types"

/** The server did not do or give what was asked for. */
export class RequestError extends Error {
  override readonly name: string = "RequestError"

  constructor(
    readonly status: number,
    /** What the server says; its id and details are missing in Medusa's own answers. */
    readonly refusal: Pick<KpayRefusal, "message"> & Partial<KpayRefusal>
  ) {
    super(refusal.message)
  }
}
