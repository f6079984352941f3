import type { Sample, SideSample } from "./sample"

/** Memory of a shop that sells by K-Pay may grow so much more than that of the other, as a ratio. */
const HEAP_BOUND = 1.05

/** Lines of the journal for each order may differ so much between the first and the last third, as a ratio. */
const JOURNAL_BOUND = 1.1

/** Tables that hold what is under way. They are as large at the end as at the beginning. */
const PASSING = ["kpay_event", "kpay_lease", "kpay_outage"]

/** What grows that should not. The first samples count for nothing: a server that was just started fills its caches. */
export function judge(samples: readonly Sample[]): readonly string[] {
  const warm = samples.slice(Math.ceil(samples.length / 6))
  const third = Math.floor(warm.length / 3)
  const first = warm.slice(0, third)
  const last = warm.slice(-third)
  const heaps = { kpay: toGrowth(first, last, "kpay"), core: toGrowth(first, last, "core") }
  const journal = { first: toJournalRate(first), last: toJournalRate(last) }
  const connections = { first: toMost(first), last: toMost(last) }
  console.log(JSON.stringify({ heaps, journal, connections }))
  const faults: string[] = []
  if (heaps.kpay / heaps.core > HEAP_BOUND)
    faults.push(`memory grew ${heaps.kpay} times, in the other shop ${heaps.core} times`)
  if (journal.last / journal.first > JOURNAL_BOUND)
    faults.push(`an order has ${journal.last} lines in the journal, ${journal.first} at first`)
  if (connections.last > connections.first)
    faults.push(`${connections.last} connections, ${connections.first} at first`)
  for (const table of PASSING) {
    const most = (part: readonly Sample[]): number =>
      Math.max(...part.map(({ kpay }) => kpay.rows[table] ?? 0))
    if (most(last) > most(first) + 10)
      faults.push(`${table} has ${most(last)} rows, ${most(first)} at first`)
  }
  return faults
}

function toGrowth(
  first: readonly Sample[],
  last: readonly Sample[],
  side: "kpay" | "core"
): number {
  const heap = (part: readonly Sample[]): number =>
    part.reduce((sum, taken) => sum + taken[side].heap_mb, 0) / part.length
  return toRounded(heap(last) / heap(first))
}

/** Journal entries for each order that was placed in this part of the time. */
function toJournalRate(part: readonly Sample[]): number {
  const lines = ({ rows }: SideSample): number => rows.kpay_journal_entry ?? 0
  const [from, to] = [part[0]?.kpay, part.at(-1)?.kpay]
  if (!from || !to) return 0
  return toRounded((lines(to) - lines(from)) / (to.orders - from.orders))
}

function toMost(part: readonly Sample[]): number {
  return Math.max(...part.map(({ kpay }) => kpay.connections))
}

function toRounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
