import { searchLife } from "./model"
import { CODE } from "./rules"
import type { Found } from "./search"
import type { Bounds } from "./state"
import { VARIANTS } from "./variants"

/** What was searched, for the reader of the test's output. */
function print(what: string, { states, steps, ends, fault }: Found): void {
  const trace = fault ? [``, `${fault.what}:`, ...fault.trace] : []
  const lines = [`${what}: ${states} states, ${steps} steps, ${ends} ends`, ...trace]
  process.stdout.write(`${lines.join("\n  ")}\n`)
}

/** See docs/model.md. */
describe("The life of a payment, in every order in which two servers, K-Pay, core and people can act", () => {
  it.each<[string, Bounds]>([
    ["one attempt and two disturbances", { attempts: 1, disturbances: 2 }],
    ["two attempts and one disturbance", { attempts: 2, disturbances: 1 }],
    [
      "two prompts of different amounts, and nothing else",
      { attempts: 2, disturbances: 0, withTwoPrompts: true },
    ],
  ])("%s: no franc is lost, applied twice or beyond what is owed", (what, bounds) => {
    const found = searchLife(CODE, bounds)
    print(what, found)
    expect(found.fault).toBeNull()
    expect(found.ends).toBeGreaterThan(0)
  })

  it.each(VARIANTS)("a known fault is found: $name", ({ name, rules, bounds, finds }) => {
    const found = searchLife(rules, bounds)
    print(name, found)
    expect(found.fault?.what).toMatch(finds)
  })
})
