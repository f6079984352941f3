import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"

/** The middle one of measured times. */
export function toMedian(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

/** The time that this share of measured times keeps to, e.g. 0.99. */
export function toQuantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Prints a line of a benchmark's result, past jest's own output. */
export function print(...cells: string[]): void {
  process.stdout.write(`${cells.join("  ")}\n`)
}

/** What this process holds in memory, once what is not held has been let go, in MB. The shop and its K-Pay run in it. */
export function readHeapMb(): number {
  setFlagsFromString("--expose_gc")
  const collect = runInNewContext("gc") as () => void
  collect()
  return process.memoryUsage().heapUsed / 2 ** 20
}
