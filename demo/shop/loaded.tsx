import { useCallback, useEffect, useState, type ReactNode } from "react"
import type { ShopTexts } from "./texts"

/** A value that is loaded. */
export interface Loaded<T> {
  /** `undefined` while it loads. */
  readonly value: T | undefined
  readonly isFaulty: boolean
  readonly reload: () => void
}

/** Loads a value when the component appears. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = useState<T>()
  const [isFaulty, setIsFaulty] = useState(false)
  const reload = useCallback(() => {
    setIsFaulty(false)
    load().then(setValue, () => {
      setIsFaulty(true)
    })
  }, [load])
  useEffect(reload, [reload])
  return { value, isFaulty, reload }
}

/** Shows the loaded value, a text while it loads, or an error with a button that loads again. */
export function Showing<T>({
  loaded,
  t,
  children,
}: {
  readonly loaded: Loaded<T>
  readonly t: ShopTexts
  readonly children: (value: T) => ReactNode
}) {
  if (loaded.value !== undefined) return children(loaded.value)
  if (!loaded.isFaulty) return <p>{t.loading}</p>
  return (
    <div role="alert">
      <p>{t.fault}</p>
      <button type="button" onClick={loaded.reload}>
        {t.try_again}
      </button>
    </div>
  )
}
