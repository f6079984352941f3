import { Pool } from "undici"
import { callsOf, inDatabase, inShop, order, readDatabase } from "../http/test-shop"
import { print, readHeapMb, toMedian, toQuantile } from "./report"

/** Posts of each kind in a round; 100,800 callbacks in all. */
const POSTS = 5_600
const ROUNDS = 5
const CONNECTIONS = 16

/** What callbacks must reach of the pace of a route that does nothing, and what their slowest hundredth may take in its times. */
const PACE_MIN = 0.7
const P99_MAX = 3

/** What the flood may add to what is in memory, the sandbox and the benchmark's own figures included. */
const GROWTH_MAX_MB = 20

inShop({}, (shop) => {
  it("callbacks are acknowledged about as fast as a route that does nothing, and leave a bounded number of rows", async () => {
    const { sandbox, baseUrl } = shop()
    await order(shop(), { method: "momo", phone: "0788 0000 04" })
    const known = new URL(String(callsOf(sandbox, "pay").at(-1)?.returl)).pathname
    const pool = new Pool(baseUrl, { connections: CONNECTIONS })
    const send = async (method: "GET" | "POST", path: string, body?: string): Promise<void> => {
      const answer = await pool.request({ method, path, ...(body !== undefined && { body }) })
      await answer.body.dump()
      expect(answer.statusCode).toBe(200)
    }
    const large = JSON.stringify({ tid: "A1", refid: "R1", statusid: "01", x: "x".repeat(16_000) })
    const kinds = {
      "a route that does nothing": () => send("GET", "/hooks/kpay/nothing"),
      "known token": () => send("POST", known, "{}"),
      "unknown token": () => send("POST", "/hooks/kpay/unknown", "{}"),
      "unknown token, 16 kB": () => send("POST", "/hooks/kpay/unknown", large),
    }
    const measured = Object.entries(kinds).map(([name, act]) => ({
      name,
      act,
      times: [] as number[],
      paces: [] as number[],
    }))
    let heapMb = 0
    for (let round = 0; round <= ROUNDS; round++) {
      for (const kind of measured) {
        const { times, pace } = await flood(kind.act)
        // The first round warms up.
        if (round > 0) {
          kind.times.push(...times)
          kind.paces.push(pace)
        }
      }
      if (round === 0) heapMb = readHeapMb()
    }
    const grownMb = readHeapMb() - heapMb
    const [reference, ...ours] = measured
    const toPaceRatio = ({ paces }: { paces: readonly number[] }): number =>
      toMedian(paces) / toMedian(reference?.paces ?? [])
    const toP99Ratio = ({ times }: { times: readonly number[] }): number =>
      toQuantile(times, 0.99) / toQuantile(reference?.times ?? [], 0.99)
    print("".padEnd(28), "in a second", "ratio", "p99 in ms", "ratio")
    for (const kind of measured) {
      print(
        kind.name.padEnd(28),
        toMedian(kind.paces).toFixed(0).padStart(11),
        toPaceRatio(kind).toFixed(2).padStart(5),
        toQuantile(kind.times, 0.99).toFixed(1).padStart(9),
        toP99Ratio(kind).toFixed(2).padStart(5)
      )
    }
    await pool.close()
    const [rows] = await readDatabase<{ lines: number; tests: number }>(
      shop(),
      `select (select count(*)::int from kpay_journal_entry) as lines,
         (select count(*)::int from kpay_callback_test) as tests`
    )
    print(`rows after ${(ROUNDS + 1) * POSTS * 3} callbacks: ${JSON.stringify(rows)}`)
    print(
      `memory: ${heapMb.toFixed(0)} MB after the first round, ${grownMb.toFixed(1)} MB more at the end`
    )
    await inDatabase(shop(), "update kpay_attempt set due_at = null")
    expect(grownMb).toBeLessThan(GROWTH_MAX_MB)
    expect(rows?.lines).toBeLessThan(400)
    expect(Math.min(...ours.map(toPaceRatio))).toBeGreaterThan(PACE_MIN)
    expect(Math.max(...ours.map(toP99Ratio))).toBeLessThan(P99_MAX)
  }, 1_800_000)
})

/** Sends many at a time, each connection one after the other. */
async function flood(act: () => Promise<void>): Promise<{ times: number[]; pace: number }> {
  const times: number[] = []
  let left = POSTS
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const startedAt = performance.now()
      await act()
      times.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  return { times, pace: (POSTS * 1_000) / (performance.now() - startedAt) }
}
