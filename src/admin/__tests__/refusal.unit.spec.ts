import { FetchError } from "@medusajs/js-sdk"
import { LOCALES } from "../../domain/locales"
import { parseSum } from "../../modules/kpay-statements/file/amount"
import { DateOrderFinder } from "../../modules/kpay-statements/file/date"
import { StatementFileError } from "../../modules/kpay-statements/file/fault"
import { toOrdersDetail } from "../../operations/manual-payments/order-details"
import { MANUAL_PAYMENT_REFUSALS } from "../../operations/manual-payments/refusals"
import { refusedAs, refusedBy } from "../../operations/refused"
import { RequestError } from "../request-error"
import { isForbidden, sayRefusal } from "../refusal"
import { sayIn } from "./say-in"

const MISSING = "Insufficient permissions. Required policies: kpay_payment:decide"

/** The error as the dashboard gets it, of a file that `read` refuses. */
function toError(read: () => unknown): RequestError {
  try {
    read()
  } catch (error) {
    if (!(error instanceof StatementFileError)) throw error
    const { message, id, details } = error.reason
    return new RequestError(400, { message, message_id: id, details })
  }
  throw new Error("The file was not refused.")
}

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
    const error = new RequestError(400, { message, message_id: id, details })
    expect(sayRefusal(error, sayIn("en"))).toBe(message)
    expect(message).toMatch(/^The order owes RWF 3,500, less than the RWF 5,200 that were paid\./)
    expect(sayRefusal(error, sayIn("fr"))).toMatch(/^La commande doit RWF 3,500, moins que les/)
    expect(sayRefusal(error, sayIn("rw"))).toMatch(/^Komande isigaje kwishyurwa RWF 3,500/)
  })

  it("of a statement's file is told with the line, the column and the cell in the reader's language", () => {
    const finder = new DateOrderFinder()
    finder.add("03/11/2026", { line: 2, column: "Date" })
    const error = toError(() => finder.decide(undefined, undefined))
    expect(sayRefusal(error, sayIn("en"))).toBe(error.message)
    expect(error.message).toMatch(/^Line 2, column "Date": "03\/11\/2026" can be read with/)
    expect(sayRefusal(error, sayIn("fr"))).toBe(
      "Ligne 2, colonne « Date » : « 03/11/2026 » peut commencer par le jour ou par le mois, et aucune date du fichier ne dit lequel. Choisissez-le sous « Ordre des dates »."
    )
    expect(sayRefusal(error, sayIn("rw"))).toMatch(
      /^Umurongo wa 2, inkingi “Date”: “03\/11\/2026” bishobora/
    )
  })

  it("of a cell that may be a person's name does not repeat it in any language", () => {
    const place = { line: 7, column: "{{line}} $t(retry)" }
    const error = toError(() => parseSum("Jean Bosco", ".", place))
    for (const language of LOCALES)
      expect(sayRefusal(error, sayIn(language))).not.toMatch(/Jean|Bosco/)
    // A column's name is shown as it stands in the file.
    expect(sayRefusal(error, sayIn("fr"))).toMatch(
      /^Ligne 7, colonne « \{\{line\}\} \$t\(retry\) » : le contenu de la cellule n'est pas un montant/
    )
  })

  it("of money that several orders have by hand names all of them in the reader's language", () => {
    const { message, id, details } = refusedBy(MANUAL_PAYMENT_REFUSALS, "manual_being_booked", {
      reference: "123",
      ...toOrdersDetail("orders", [
        { id: "order_1", display_id: 12 },
        undefined,
        { id: "order_3", display_id: null },
      ]),
    })
    const error = new RequestError(400, { message, message_id: id, details })
    expect(message).toContain(
      "as a payment of the order #12 and an order that is deleted and the order #order_3."
    )
    expect(sayRefusal(error, sayIn("en"))).toBe(message)
    expect(sayRefusal(error, sayIn("fr"))).toContain(
      "pour la commande #12 et une commande supprimée et la commande #order_3."
    )
    expect(sayRefusal(error, sayIn("rw"))).toContain(
      "kuri komande #12 na komande yasibwe na komande #order_3."
    )
  })

  it("whose detail a newer server says in other words is told with that detail in English", () => {
    const details = { kind: "a spreadsheet", kind_id: "statement_ods" }
    const refusal = { message: "…", message_id: "statement_other_file", details }
    expect(sayRefusal(new RequestError(400, refusal), sayIn("fr"))).toMatch(
      /^Ce fichier est a spreadsheet\./
    )
  })

  it("after too many prompts, which has no id, is told in the reader's language", () => {
    const error = new RequestError(429, { type: "too_many_prompts", message: "Too many prompts." })
    expect(sayRefusal(error, sayIn("fr"))).toMatch(/^Trop de demandes sans paiement/)
  })

  it("that a newer server knows is told in its own words", () => {
    const error = new RequestError(400, { message: "Not now.", message_id: "not_now", details: {} })
    expect(sayRefusal(error, sayIn("fr"))).toBe("Not now.")
  })

  it("for any other reason is told as the server says it", () => {
    const error = new FetchError("The order is paid.", "Bad Request", 400)
    expect(isForbidden(error)).toBe(false)
    expect(sayRefusal(error, sayIn("fr"))).toBe("The order is paid.")
    expect(isForbidden(null)).toBe(false)
  })
})
