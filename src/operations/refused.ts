import { toRefusalText, type RefusalDetails, type RefusalId } from "../domain/refusals"

/** An admin's request that was not carried out. Nothing has changed. */
export interface Refused {
  readonly type: "refused"
  /** Whether what is meant does not exist. */
  readonly isUnknown: boolean
  /** Why, and what to do. */
  readonly message: string
  /** The same for those who say it in another language; `null` where it has only the English sentence. */
  readonly id: RefusalId | null
  readonly details: RefusalDetails
  /** After how many seconds it can be tried again; `null` where time does not help. */
  readonly retryAfterS: number | null
}

export function refused(message: string): Refused {
  return { type: "refused", isUnknown: false, message, id: null, details: {}, retryAfterS: null }
}

export function unknown(message: string): Refused {
  return { ...refused(message), isUnknown: true }
}

/** A refusal that the dashboard says in the reader's language. */
export function refusedAs(id: RefusalId, details: RefusalDetails = {}): Refused {
  return { ...refused(toRefusalText(id, details)), id, details }
}

/** The same, of what does not exist. */
export function unknownAs(id: RefusalId, details: RefusalDetails = {}): Refused {
  return { ...refusedAs(id, details), isUnknown: true }
}
