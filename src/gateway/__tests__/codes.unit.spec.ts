import { CODES, mayHaveActed, NO_CODE } from "../codes"

describe("A request that K-Pay refused at once", () => {
  it("was not acted on where the login, the address or a parameter was refused, or where it never arrived", () => {
    const notTaken = [...CODES.keys()].filter((code) => !mayHaveActed(code))
    expect(notTaken).toEqual(["401", "600", "601", "602", "603"])
    expect(mayHaveActed(null)).toBe(false)
  })

  it("may have rung the phone by any other code, and without one", () => {
    for (const code of ["604", "605", "606", "682", NO_CODE]) expect(mayHaveActed(code)).toBe(true)
  })
})
