import { KpayError } from "../kpay-error"
import { pause } from "../pause"

const REPEAT_AFTER_MS = 3_000

/**
 * Runs an asynchronous effect.
 *
 * @param onFault called when the server rejects a request. That is a mistake in the shop's setup, so the error is also
 * reported to the developer.
 * @returns the cleanup, which aborts the signal.
 */
export function runEffect(
  run: (signal: AbortSignal) => Promise<void>,
  onFault?: (isFault: boolean) => void
): () => void {
  const abort = new AbortController()
  run(abort.signal).catch((error: unknown) => {
    if (abort.signal.aborted) return
    onFault?.(true)
    reportError(error)
  })
  return () => abort.abort()
}

/** Repeats a request until the server answers it. Throws when the server rejects it, or when aborted. */
export async function untilAnswered<T>(
  signal: AbortSignal,
  onTrouble: (isTrouble: boolean) => void,
  ask: () => Promise<T>
): Promise<T> {
  for (;;) {
    try {
      const answer = await ask()
      if (signal.aborted) throw signal.reason
      onTrouble(false)
      return answer
    } catch (error) {
      if (signal.aborted || !(error instanceof KpayError) || error.kind === "rejected") throw error
      onTrouble(true)
      await pause(REPEAT_AFTER_MS, signal)
    }
  }
}
