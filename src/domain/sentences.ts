/** English sentences by their ids. `{{…}}` is filled in. */
export type Sentences = Readonly<Record<string, string>>

type Blank<Sentence extends string> = Sentence extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Blank<Rest>
  : never

/** What a sentence names. Amounts are as they are shown: `RWF 5,200`. */
export type Details = Readonly<Record<string, string>>

/** What must be given for a sentence: all that it names, and nothing where it names nothing. */
export type Given<Sentence extends string> = [Blank<Sentence>] extends [never]
  ? readonly []
  : readonly [details: Readonly<Record<Blank<Sentence>, string>> & Details]

/** A detail that is a text itself, with what belongs to it. */
export type TextDetail<Name extends string> = Readonly<Record<Name | `${Name}_id`, string>> &
  Details

/** Why something is refused, and what to do. */
export interface Reason {
  readonly message: string
  /** The sentence, and what it names, for those who say it in another language. */
  readonly id: string
  readonly details: Details
}

/** A reason by the id of its sentence. */
export function toReason<S extends Sentences, Id extends keyof S & string>(
  sentences: S,
  id: Id,
  ...given: Given<S[Id]>
): Reason {
  const [details = {}] = given as readonly [Details?]
  return { message: fillIn(sentences[id] ?? id, details), id, details }
}

/**
 * A detail that is a text itself, such as `place`: in English, with its id as `place_id`, and with what the text names after it,
 * such as `place_line` for `{{line}}`.
 */
export function toTextDetail<Name extends string, S extends Sentences, Id extends keyof S & string>(
  name: Name,
  sentences: S,
  id: Id,
  ...given: Given<S[Id]>
): TextDetail<Name> {
  const { message, details } = toReason(sentences, id, ...given)
  const own = Object.entries(details).map(([key, value]) => [`${name}_${key}`, value])
  return Object.fromEntries([...own, [name, message], [`${name}_id`, id]]) as TextDetail<Name>
}

/** Fills a sentence in. A name that is not given stays as it is. */
function fillIn(sentence: string, details: Details): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (blank, name: string) => details[name] ?? blank)
}
