import { useMemo, useSyncExternalStore } from "react"
import { useTranslation } from "react-i18next"
import type { Texts } from "./i18n/en"

/** A text of ours in the reader's language, with what it names filled in. */
export type Say = (text: keyof Texts, about?: Readonly<Record<string, string | number>>) => string

const STORED_AS = "kpay_language"
const listeners = new Set<() => void>()

/**
 * The texts of the plugin, in the dashboard's language. Kinyarwanda, which the dashboard does not offer, can be chosen for
 * our pages alone.
 */
export function useTexts(): { readonly t: Say; readonly language: string } {
  const { i18n } = useTranslation()
  const [own] = useOwnLanguage()
  const language = own ?? i18n.resolvedLanguage ?? i18n.language
  const t = useMemo<Say>(() => {
    const fixed = i18n.getFixedT(language, "kpay")
    return (text, about) => fixed(text, { ...about })
  }, [i18n, language])
  return { t, language: language.split("-")[0] ?? "en" }
}

/** The language chosen for our pages, `null` for the dashboard's. */
export function useOwnLanguage(): readonly [string | null, (language: string | null) => void] {
  return [useSyncExternalStore(listen, read), write]
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function read(): string | null {
  return localStorage.getItem(STORED_AS)
}

function write(language: string | null): void {
  if (language === null) localStorage.removeItem(STORED_AS)
  else localStorage.setItem(STORED_AS, language)
  for (const listener of listeners) listener()
}
