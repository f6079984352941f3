/** Declares tests once for each flip of a condition that `flips.mjs` names, in a `describe` named by the flip's id. */
export function describeFlips(declare: () => void): void {
  for (const flip of (process.env.FLIPS ?? "").split(",")) {
    describe(flip, () => {
      beforeAll(() => {
        process.env.FLIP = flip
      })
      declare()
    })
  }
}
