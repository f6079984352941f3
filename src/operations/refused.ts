import { REFUSALS, type RefusalId } from "../domain/refusals"
import { toReason, type Given, type Reason, type Sentences } from "../domain/sentences"

/** An admin's request that was not carried out. Nothing has changed. */
export interface Refused extends Reason {
  readonly type: "refused"
  /** Whether what is meant does not exist. */
  readonly isUnknown: boolean
  /** After how many seconds it can be tried again; `null` where time does not help. */
  readonly retryAfterS: number | null
}

/** A refusal by a sentence of a part's own. */
export function refusedBy<S extends Sentences, Id extends keyof S & string>(
  sentences: S,
  id: Id,
  ...given: Given<S[Id]>
): Refused {
  return {
    ...toReason(sentences, id, ...given),
    type: "refused",
    isUnknown: false,
    retryAfterS: null,
  }
}

/** The same, of what does not exist. */
export function unknownBy<S extends Sentences, Id extends keyof S & string>(
  sentences: S,
  id: Id,
  ...given: Given<S[Id]>
): Refused {
  return { ...refusedBy(sentences, id, ...given), isUnknown: true }
}

/** A refusal that the dashboard says in the reader's language. */
export function refusedAs<Id extends RefusalId>(
  id: Id,
  ...given: Given<(typeof REFUSALS)[Id]>
): Refused {
  return refusedBy(REFUSALS, id, ...given)
}

/** The same, of what does not exist. */
export function unknownAs<Id extends RefusalId>(
  id: Id,
  ...given: Given<(typeof REFUSALS)[Id]>
): Refused {
  return unknownBy(REFUSALS, id, ...given)
}
