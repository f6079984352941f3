import { en, type TextKey } from "./i18n/en"

/** What a text names, to be filled in. */
export type Values = Readonly<Record<string, string | number>>

/** A text in the reader's language. */
export type Say = (key: TextKey, values?: Values) => string

/** Words of the server that have a text each: `status` and `applied` make the key `status_applied`. */
export type WordGroup =
  "status" | "unapplied" | "journal" | "reason" | "advice" | "check" | "setup" | "refused"

/**
 * The text of a word that the server sent, or `null` where this dashboard has none. The server can be newer than the page
 * in the browser and use words that the page does not know.
 */
export function findWord(t: Say, group: WordGroup, word: string, values?: Values): string | null {
  const key = `${group}_${word}`
  return isTextKey(key) ? t(key, values) : null
}

/** Like `findWord`, and shows an unknown word as it is. */
export function sayWord(t: Say, group: WordGroup, word: string, values?: Values): string {
  return findWord(t, group, word, values) ?? word
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key)
}
