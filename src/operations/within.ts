import { setTimeout as sleep } from "node:timers/promises"

/** Waits for work `waitMs` at most. The work goes on after that; `onLate` is called then. */
export async function within(
  waitMs: number,
  work: Promise<unknown>,
  onLate: () => void = () => undefined
): Promise<void> {
  const isDone = new AbortController()
  const done = work.finally(() => {
    isDone.abort()
  })
  await Promise.race([
    done,
    sleep(waitMs, undefined, { signal: isDone.signal }).then(onLate, () => undefined),
  ])
}
