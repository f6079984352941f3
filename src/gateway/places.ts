/** Places for a number of calls at once. Further calls wait, first come, first served. */
export class Places {
  #free: number
  /** What gives a waiting call its place, in the order in which the calls came. */
  readonly #waiting = new Set<() => void>()

  constructor(count: number) {
    this.#free = count
  }

  /** Waits for a place, to be given back with `release`. `false` when the signal ends first: then there is no place. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false
    if (this.#free > 0) {
      this.#free--
      return true
    }
    return new Promise((resolve) => {
      const enter = () => {
        signal.removeEventListener("abort", leave)
        resolve(true)
      }
      const leave = () => {
        this.#waiting.delete(enter)
        resolve(false)
      }
      this.#waiting.add(enter)
      signal.addEventListener("abort", leave, { once: true })
    })
  }

  /** Gives a place back, to the call that has waited longest. */
  release(): void {
    const [next] = this.#waiting
    if (!next) {
      this.#free++
      return
    }
    this.#waiting.delete(next)
    next()
  }
}
