/** Does what no payment may depend on: a shop's own logger, span processor or metric view can be at fault. */
export function quietly(act: () => void): void {
  try {
    act()
  } catch {
    // Telling of it would go through what has just failed.
  }
}
