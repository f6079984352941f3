import type { LogEntry, Sandbox } from "../../src/sandbox"
import { toFault, type Fault } from "./books"

/** A request to K-Pay for money. */
export interface Ask {
  readonly refid: string
  readonly amount: number
}

/** What K-Pay was asked for since the simulation began. The sandbox's log forgets what is old, so it is read again and again. */
export class Calls {
  readonly #sandbox: Sandbox
  readonly #asks = new Map<string, Ask & { times: number }>()
  #last: LogEntry | undefined

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox
  }

  /** Reads what came since the last time; gives every request so far, one for a refid. */
  read(): readonly Ask[] {
    const log = this.#sandbox.log()
    const isNew = this.#last === undefined ? -1 : log.lastIndexOf(this.#last)
    for (const { body } of log.slice(isNew + 1)) this.#add(body)
    this.#last = log.at(-1)
    return [...this.#asks.values()]
  }

  /** `pay` is sent once for a refid, whatever becomes of its answer. */
  findRepeated(): Fault[] {
    const repeated = [...this.#asks.values()].filter(({ times }) => times > 1)
    return toFault("K-Pay was asked for one payment twice", repeated)
  }

  #add(body: unknown): void {
    if (typeof body !== "object" || body === null || !("action" in body)) return
    const { action, refid, amount } = body as { action: unknown; refid: unknown; amount: unknown }
    if (action !== "pay") return
    const key = String(refid)
    const times = this.#asks.get(key)?.times ?? 0
    this.#asks.set(key, { refid: key, amount: Number(amount), times: times + 1 })
  }
}
