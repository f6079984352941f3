/** Where a browser keeps texts; `localStorage` fits. */
export type KpayStorage = Pick<Storage, "getItem" | "setItem">

/** What a browser remembers of payments that have not ended: ids only. */
export interface Memory {
  remember(key: string, sessionId: string): void
  /** The session of a cart or collection; without a key the newest. */
  recall(key?: string): string | null
  forget(sessionId: string): void
}

interface Remembered {
  readonly key: string
  readonly id: string
  readonly at: number
}

const NAME = "kpay"
const KEPT_MAX = 5

/** K-Pay is not asked about a payment any longer. */
const KEPT_MS = 72 * 60 * 60 * 1000

/** A browser may forbid keeping things, or keep nonsense; then nothing is remembered, and nothing breaks. */
export function toMemory(storage: KpayStorage | null | undefined): Memory {
  const read = (): Remembered[] => {
    try {
      const kept = JSON.parse(toStorage(storage)?.getItem(NAME) ?? "[]") as Remembered[]
      return kept.filter(({ at }) => Date.now() - at < KEPT_MS)
    } catch {
      return []
    }
  }
  const write = (kept: readonly Remembered[]): void => {
    try {
      toStorage(storage)?.setItem(NAME, JSON.stringify(kept.slice(0, KEPT_MAX)))
    } catch {
      // Full or forbidden.
    }
  }
  return {
    remember: (key, id) =>
      write([{ key, id, at: Date.now() }, ...read().filter((one) => one.key !== key)]),
    recall: (key) => read().find((one) => key === undefined || one.key === key)?.id ?? null,
    forget: (sessionId) => write(read().filter(({ id }) => id !== sessionId)),
  }
}

/** Looked up at every use: a server that renders the page has none. */
function toStorage(storage: KpayStorage | null | undefined): KpayStorage | null {
  if (storage !== undefined) return storage
  return typeof localStorage === "undefined" ? null : localStorage
}
