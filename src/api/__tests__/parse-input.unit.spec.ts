import { z } from "@medusajs/framework/zod"
import { RefusedError } from "../done"
import { parseInput } from "../parse-input"

const SENTENCES = { name_missing: '"name" is missing' }
const shape = z.object({
  name: z.string({ error: SENTENCES.name_missing }),
  age: z.number({ error: '"age" must be a number' }),
})

function refusalOf(input: unknown) {
  try {
    return parseInput(shape, input, SENTENCES)
  } catch (error) {
    return error instanceof RefusedError ? error.toBody() : String(error)
  }
}

describe("Input that cannot be used", () => {
  it("is refused with the id of its sentence where that is the only fault", () => {
    expect(refusalOf({ age: 1 })).toEqual({
      type: "invalid_data",
      message: '"name" is missing',
      message_id: "name_missing",
      details: {},
    })
  })

  it("is refused with all its faults in English where there are several, or none has an id", () => {
    expect(refusalOf({})).toContain('"name" is missing. "age" must be a number')
    expect(refusalOf({ name: "Ange" })).toContain('"age" must be a number')
  })
})
