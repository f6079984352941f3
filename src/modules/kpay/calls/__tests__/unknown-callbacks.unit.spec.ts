import type { Logger } from "@medusajs/framework/types"
import { UnknownCallbacks } from "../unknown-callbacks"

describe("Callbacks that belong to no payment", () => {
  it("leave one line in a minute, with the refid of the first and the number of the others", () => {
    const now = jest.spyOn(performance, "now").mockReturnValue(1_000)
    const lines: string[] = []
    const logger = { warn: (line: string) => lines.push(line) } as unknown as Logger
    const unknown = new UnknownCallbacks(logger)
    for (let i = 0; i < 1_000; i++) unknown.note(`REFID-${i}`)
    now.mockReturnValue(61_000)
    unknown.note('"><script>')
    now.mockReturnValue(121_000)
    unknown.note("0783300000")
    now.mockRestore()
    expect(lines).toHaveLength(3)
    expect(lines[2]).toContain("(refid [redacted]).")
    expect(lines[0]).toContain("(refid REFID-0).")
    expect(lines[1]).toContain("(no refid). 999 more came")
    expect(lines[1]).not.toContain("script")
  })
})
