/**
 * Waits for a delay. The wait ends early when the page becomes visible or the device comes online, and it lasts as long as
 * the page is hidden. Rejects with the signal's reason when aborted.
 */
export function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const page = typeof document === "undefined" ? null : document
    const device = typeof window === "undefined" ? null : window
    const isHidden = (): boolean => page?.visibilityState === "hidden"
    const end = (settle: () => void): void => {
      clearTimeout(timer)
      page?.removeEventListener("visibilitychange", onDue)
      device?.removeEventListener("online", onDue)
      signal?.removeEventListener("abort", onAbort)
      settle()
    }
    const onDue = (): void => {
      if (!isHidden()) end(resolve)
    }
    const onAbort = (): void => end(() => reject(signal?.reason as Error))
    const timer = setTimeout(onDue, delayMs)
    page?.addEventListener("visibilitychange", onDue)
    device?.addEventListener("online", onDue)
    signal?.addEventListener("abort", onAbort)
    if (signal?.aborted) onAbort()
  })
}
