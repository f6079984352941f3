import { FetchError } from "@medusajs/js-sdk"
import { isForbidden, sayRefusal } from "../refusal"
import { sayIn } from "./say-in"

const MISSING = "Insufficient permissions. Required policies: kpay_payment:decide"

describe("A refusal of the server", () => {
  it("for want of a permission is told in the reader's language, and names the permission", () => {
    const error = new FetchError(MISSING, "Forbidden", 403)
    expect(isForbidden(error)).toBe(true)
    expect(sayRefusal(error, sayIn("en"))).toBe(`Your role does not permit this. (${MISSING})`)
    expect(sayRefusal(error, sayIn("fr"))).toContain("Votre rôle ne le permet pas.")
    expect(sayRefusal(error, sayIn("rw"))).toContain("kpay_payment:decide")
  })

  it("for any other reason is told as the server says it", () => {
    const error = new FetchError("The order is paid.", "Bad Request", 400)
    expect(isForbidden(error)).toBe(false)
    expect(sayRefusal(error, sayIn("fr"))).toBe("The order is paid.")
    expect(isForbidden(null)).toBe(false)
  })
})
