/** Where a browser keeps texts; `localStorage` fits. */
export type KpayStorage = Pick<Storage, "getItem" | "setItem">

/** The payment sessions that this browser keeps over a reload. It keeps ids only. */
export interface Memory {
  /** @param key the id of the cart or payment collection. */
  remember(key: string, sessionId: string): void
  /** The session of a cart or payment collection; without a key the newest. `null` where there is none. */
  recall(key?: string): string | null
  forget(sessionId: string): void
}

interface Entry {
  readonly key: string
  readonly id: string
  readonly at: number
}

const NAME = "kpay"
const ENTRIES_MAX = 5

/** As long as the server asks K-Pay about a payment. */
const KEPT_MS = 72 * 60 * 60 * 1000

/**
 * Keeps sessions in a storage.
 *
 * A browser can forbid storage or hold unreadable text. Then nothing is remembered, and no call fails.
 */
export function toMemory(storage: KpayStorage | null | undefined): Memory {
  const read = (): Entry[] => {
    try {
      const entries = JSON.parse(findStorage(storage)?.getItem(NAME) ?? "[]") as Entry[]
      return entries.filter(({ at }) => Date.now() - at < KEPT_MS)
    } catch {
      return []
    }
  }
  const write = (entries: readonly Entry[]): void => {
    try {
      findStorage(storage)?.setItem(NAME, JSON.stringify(entries.slice(0, ENTRIES_MAX)))
    } catch {
      // The storage is full or forbidden.
    }
  }
  return {
    remember: (key, id) =>
      write([{ key, id, at: Date.now() }, ...read().filter((one) => one.key !== key)]),
    recall: (key) => read().find((one) => key === undefined || one.key === key)?.id ?? null,
    forget: (sessionId) => write(read().filter(({ id }) => id !== sessionId)),
  }
}

/** Called at every use, because a server that renders the page has no `localStorage`. */
function findStorage(storage: KpayStorage | null | undefined): KpayStorage | null {
  if (storage !== undefined) return storage
  return typeof localStorage === "undefined" ? null : localStorage
}
