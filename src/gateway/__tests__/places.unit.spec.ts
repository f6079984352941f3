import * as fc from "fast-check"
import { Places } from "../places"

/** What happens next: a call comes, the oldest running call ends, or a waiting call gives up. */
const step = fc.oneof(
  fc.constant({ type: "come" } as const),
  fc.constant({ type: "end" } as const),
  fc.record({ type: fc.constant("give_up" as const), which: fc.nat({ max: 20 }) })
)

describe("The places for calls", () => {
  it("are never more than their number, go to the call that waits longest, and none is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step), async (count, steps) => {
        const places = new Places(count)
        let running: number[] = []
        let waiting: { id: number; controller: AbortController }[] = []
        const entered: number[] = []
        const expected: number[] = []
        let calls = 0
        const enterNext = () => {
          for (const { id } of waiting.splice(0, count - running.length)) {
            running.push(id)
            expected.push(id)
          }
        }
        const come = () => {
          const id = calls++
          const controller = new AbortController()
          void places.take(controller.signal).then((isIn) => isIn && entered.push(id))
          waiting.push({ id, controller })
        }
        for (const next of steps) {
          if (next.type === "come") come()
          if (next.type === "end" && running.length > 0) {
            running = running.slice(1)
            places.release()
          }
          if (next.type === "give_up") {
            const gone = waiting[next.which]
            gone?.controller.abort()
            waiting = waiting.filter((one) => one !== gone)
          }
          enterNext()
          await new Promise(setImmediate)
          expect(entered).toEqual(expected)
        }
      })
    )
  })

  it("are not given to a call whose time has ended", async () => {
    const places = new Places(1)
    expect(await places.take(AbortSignal.abort())).toBe(false)
    expect(await places.take(new AbortController().signal)).toBe(true)
  })

  it("are not given to a call that has given up waiting", async () => {
    const places = new Places(1)
    await places.take(new AbortController().signal)
    const controller = new AbortController()
    const waiting = places.take(controller.signal)
    controller.abort()
    expect(await waiting).toBe(false)
  })
})
