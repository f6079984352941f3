import { toKey } from "./key"
import type { State, Step } from "./state"

/** What a search has found: how many states there are, and the shortest way to the first fault. */
export interface Found {
  readonly states: number
  readonly steps: number
  /** States in which all is done: no step is left but further disturbances. */
  readonly ends: number
  readonly fault: { readonly what: string; readonly trace: readonly string[] } | null
}

interface Model {
  readonly initial: State
  readonly listSteps: (state: State) => readonly Step[]
  /** What is wrong with a state, `null` where nothing is. */
  readonly findFault: (state: State) => string | null
  readonly isEnd: (state: State) => boolean
}

/**
 * Visits every state that can be reached, the nearest first, so that the first fault has a shortest trace. Where there is
 * none, checks that every state still leads to an end.
 */
export function search({ initial, listSteps, findFault, isEnd }: Model): Found {
  const indexOf = new Map<string, number>([[toKey(initial), 0]])
  const cameFrom: number[] = [-1]
  const cameBy: string[] = ["begin"]
  const sources: number[] = []
  const targets: number[] = []
  const ends: number[] = []
  let frontier: [number, State][] = [[0, initial]]
  const toTrace = (index: number): string[] => {
    const trace: string[] = []
    for (let i = index; i > 0; i = cameFrom[i] ?? 0) trace.unshift(cameBy[i] ?? "")
    return trace
  }
  const found = (what: string | null, index: number): Found => ({
    states: indexOf.size,
    steps: sources.length,
    ends: ends.length,
    fault: what === null ? null : { what, trace: toTrace(index) },
  })

  while (frontier.length > 0) {
    const following: [number, State][] = []
    for (const [index, state] of frontier) {
      const what = state.fault ?? findFault(state)
      if (what !== null) return found(what, index)
      if (isEnd(state)) ends.push(index)
      for (const { name, next } of listSteps(state)) {
        const key = toKey(next)
        let target = indexOf.get(key)
        if (target === undefined) {
          target = indexOf.size
          indexOf.set(key, target)
          cameFrom.push(index)
          cameBy.push(name)
          following.push([target, next])
        }
        sources.push(index)
        targets.push(target)
      }
    }
    frontier = following
  }
  const stuck = findStuck(indexOf.size, sources, targets, ends)
  return stuck === null
    ? found(null, 0)
    : found("the payment goes round for ever and comes to no end", stuck)
}

/** The first state from which no end can be reached; `null` where there is none. */
function findStuck(
  count: number,
  sources: readonly number[],
  targets: readonly number[],
  ends: readonly number[]
): number | null {
  const firstInto = new Int32Array(count).fill(-1)
  const nextInto = new Int32Array(sources.length)
  for (let edge = 0; edge < sources.length; edge++) {
    const target = targets[edge] ?? 0
    nextInto[edge] = firstInto[target] ?? -1
    firstInto[target] = edge
  }
  const leadsToEnd = new Uint8Array(count)
  const left = [...ends]
  for (const end of ends) leadsToEnd[end] = 1
  for (let state = left.pop(); state !== undefined; state = left.pop()) {
    for (let edge = firstInto[state] ?? -1; edge >= 0; edge = nextInto[edge] ?? -1) {
      const source = sources[edge] ?? 0
      if (leadsToEnd[source]) continue
      leadsToEnd[source] = 1
      left.push(source)
    }
  }
  const stuck = leadsToEnd.indexOf(0)
  return stuck < 0 ? null : stuck
}
