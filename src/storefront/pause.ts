/**
 * Waits, but not longer than until the page is looked at again or the line is back. While nobody looks at the page it waits
 * on. Rejects with the signal's reason when aborted.
 */
export function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const page = typeof document === "undefined" ? null : document
    const line = typeof window === "undefined" ? null : window
    const isHidden = (): boolean => page?.visibilityState === "hidden"
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      page?.removeEventListener("visibilitychange", onDue)
      line?.removeEventListener("online", onDue)
      signal?.removeEventListener("abort", onAbort)
      settle()
    }
    const onDue = (): void => {
      if (!isHidden()) end(resolve)
    }
    const onAbort = (): void => end(() => reject(signal?.reason as Error))
    const timer = setTimeout(onDue, delayMs)
    page?.addEventListener("visibilitychange", onDue)
    line?.addEventListener("online", onDue)
    signal?.addEventListener("abort", onAbort)
    if (signal?.aborted) onAbort()
  })
}
