import type { Sentences } from "../../domain/sentences"

/** The dashboard's texts of refusals, by the ids of the server's sentences. */
export type RefusalTexts<S extends Sentences> = {
  readonly [Id in keyof S & string as `refused_${Id}`]: string
}

/** The server's own sentences as the dashboard's English texts. */
export function toEnglishTexts<S extends Sentences>(sentences: S): RefusalTexts<S> {
  return Object.fromEntries(
    Object.entries(sentences).map(([id, sentence]) => [`refused_${id}`, sentence])
  ) as RefusalTexts<S>
}
