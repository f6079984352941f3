/** An admin's request that was not carried out. Nothing has changed. */
export interface Refused {
  readonly type: "refused"
  /** Whether what is meant does not exist. */
  readonly isUnknown: boolean
  /** Why, and what to do. */
  readonly message: string
  /** After how many seconds it can be tried again; `null` where time does not help. */
  readonly retryAfterS: number | null
}

export function refused(message: string): Refused {
  return { type: "refused", isUnknown: false, message, retryAfterS: null }
}

export function unknown(message: string): Refused {
  return { type: "refused", isUnknown: true, message, retryAfterS: null }
}
