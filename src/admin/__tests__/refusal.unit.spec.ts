import { FetchError } from "@medusajs/js-sdk"
import { refusedAs } from "../../operations/refused"
import { PostError } from "../post-error"
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

  it("of a decision about money is told in the reader's language, with the amounts as they are shown", () => {
    const { message, id, details } = refusedAs("order_owes_less", {
      owed: "RWF 3,500",
      amount: "RWF 5,200",
    })
    const error = new PostError(400, { message, message_id: id, details })
    expect(sayRefusal(error, sayIn("en"))).toBe(message)
    expect(message).toMatch(/^The order owes RWF 3,500, less than the RWF 5,200 that were paid\./)
    expect(sayRefusal(error, sayIn("fr"))).toMatch(/^La commande doit RWF 3,500, moins que les/)
    expect(sayRefusal(error, sayIn("rw"))).toMatch(/^Komande isigaje kwishyurwa RWF 3,500/)
  })

  it("after too many prompts, which has no id, is told in the reader's language", () => {
    const error = new PostError(429, { type: "too_many_prompts", message: "Too many prompts." })
    expect(sayRefusal(error, sayIn("fr"))).toMatch(/^Trop de demandes sans paiement/)
  })

  it("that a newer server knows is told in its own words", () => {
    const error = new PostError(400, { message: "Not now.", message_id: "not_now", details: {} })
    expect(sayRefusal(error, sayIn("fr"))).toBe("Not now.")
  })

  it("for any other reason is told as the server says it", () => {
    const error = new FetchError("The order is paid.", "Bad Request", 400)
    expect(isForbidden(error)).toBe(false)
    expect(sayRefusal(error, sayIn("fr"))).toBe("The order is paid.")
    expect(isForbidden(null)).toBe(false)
  })
})
