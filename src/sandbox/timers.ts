/** The timers of one sandbox, so that closing it cancels all of them. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>()

  /** Calls `act` once after a delay, unless the timers are cleared before. */
  after(delayMs: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.#running.delete(timer)
      act()
    }, delayMs)
    this.#running.add(timer)
  }

  /** Resolves after a delay; never, once the timers are cleared. */
  async pause(delayMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.after(delayMs, resolve)
    })
  }

  /** Cancels every timer. */
  clear(): void {
    for (const timer of this.#running) clearTimeout(timer)
  }
}
