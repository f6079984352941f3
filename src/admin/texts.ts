import { useMemo, useSyncExternalStore } from "react"
import { useTranslation } from "react-i18next"
import { LOCALES, toLocale, type Locale } from "../domain/locales"
import type { Say } from "./say"

const STORAGE_KEY = "kpay_language"
const listeners = new Set<() => void>()

/**
 * The plugin's texts in the dashboard's language, or in the language chosen for the K-Pay pages. The dashboard does not offer
 * Kinyarwanda; the K-Pay pages do.
 */
export function useTexts(): { readonly t: Say; readonly language: Locale } {
  const { i18n } = useTranslation()
  const [chosen] = useChosenLanguage()
  const language = chosen ?? i18n.resolvedLanguage ?? i18n.language
  const t = useMemo<Say>(() => {
    const fixed = i18n.getFixedT(language, "kpay")
    return (key, values) => fixed(key, { ...values })
  }, [i18n, language])
  return { t, language: toLocale(language) }
}

/** The language chosen for the K-Pay pages; `null` for the dashboard's own. */
export function useChosenLanguage(): readonly [Locale | null, (language: Locale | null) => void] {
  return [useSyncExternalStore(subscribe, readChoice), writeChoice]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function readChoice(): Locale | null {
  const stored = localStorage.getItem(STORAGE_KEY)
  return LOCALES.find((locale) => locale === stored) ?? null
}

function writeChoice(language: Locale | null): void {
  if (language === null) localStorage.removeItem(STORAGE_KEY)
  else localStorage.setItem(STORAGE_KEY, language)
  for (const listener of listeners) listener()
}
