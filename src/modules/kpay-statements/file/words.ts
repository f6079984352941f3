import type { IgnoredReason } from "../outcomes"
import { isSign, toPlainName } from "./columns"

const PAID = `success successfully successful successfull succeeded completed complete paid settled ok approved accepted processed confirmed
  done posted cleared captured received reussi reussie succes termine terminee paye payee effectue effectuee valide validee
  accepte approuve confirme byagenzeneza byishyuwe byemejwe yarangiye 01 ts transactionsuccess transactionsuccessful`

const REASONS: Readonly<Record<string, string>> = {
  failed: `failed failure fail declined rejected cancelled canceled expired error timeout timedout aborted unsuccessful
    refused denied void voided notpaid unpaid blocked invalid abandoned echoue echouee echec annule annulee refuse refusee rejete rejetee expire
    byanze ntibyishyuwe 02 tf transactionfailed`,
  reversed: `reversed reversal refunded refund rolledback rollback chargeback returned partiallyrefunded rembourse remboursee
    remboursement extourne byasubijwe`,
  pending: `pending inprogress processing initiated queued submitted ongoing awaiting new created onhold ambiguous enattente
    encours initie bitegerejwe 03 tip ta`,
}

const STATUSES: ReadonlyMap<string, IgnoredReason | "paid"> = new Map([
  ...toList(PAID).map((word) => [word, "paid"] as const),
  ...Object.entries(REASONS).flatMap(([reason, words]) =>
    toList(words).map((word) => [word, reason as IgnoredReason] as const)
  ),
])

const OUTGOING = new Set(
  toList(`debit debited dr db dbit d out outgoing outward sent withdrawal withdraw cashout payout disbursement transferout banktransfer
    sortant sortante fee fees charge charges commission tax vat sortie retrait frais taxe impot umusoro`)
)
/** Words that tell it whatever stands beside them. */
const PLAINLY_OUT = new Set(
  toList(`out outgoing cashout withdrawal withdrawals withdraw retrait send envoi payout disbursement transferout sortant sortante sortie
    airtime levy levies prelevement kubikuza kohereza komisiyo`)
)
/** The money goes to the bank, or for credit of a phone. */
const GOES_OUT =
  /\bto (?:the |own |your )?bank\b|\bvers (?:la |une )?banque\b|\bkuri banki\b|\bachat (?:de |d')(?:cr[e\u00e9]dit|unit[e\u00e9]s?)/i

const REVERSALS = new Set(toList(REASONS.reversed ?? ""))

/** Words beside the one that tells. */
const FILLERS = new Set(
  toList("transaction payment paiement txn was is has been by the customer operator la le")
)

/** What a status says of a payment; `null` for what is not known. */
export function readStatus(
  text: string,
  paidWords: readonly string[]
): IgnoredReason | "paid" | null {
  const plain = toPlainName(text)
  if (paidWords.some((word) => toPlainName(word) === plain && plain !== "")) return "paid"
  const known = STATUSES.get(plain)
  if (known) return known
  const words = text.split(/[\s_-]+/).map(toPlainName)
  const told = words.filter((word) => word !== "" && !FILLERS.has(word))
  const meanings = new Set(told.map((word) => STATUSES.get(word) ?? null))
  const [meaning = null] = meanings
  return meanings.size === 1 ? meaning : null
}

/** Words beside the one that tells in a kind of transaction, such as "Agent Withdrawal". */
const TYPE_FILLERS = new Set(
  toList(
    `transaction payment paiement merchant customer client subscriber agent momo mobile money service request of de to from au a the
     by`
  )
)

/**
 * Why a kind of transaction is no incoming payment; `null` for all that is not known as such.
 *
 * @param column the name of its column, which may be that of a sign.
 */
export function readType(text: string, column: string): IgnoredReason | null {
  if (isSign(column) && /^[-\u2212\u2013]$/u.test(text)) return "outgoing"
  const told = [text, ...text.split(/[\s_/'\u2019-]+/)].map(toPlainName)
  const [plain = "", ...words] = told
  if (OUTGOING.has(plain)) return "outgoing"
  if (REVERSALS.has(plain)) return "reversed"
  // A school calls what it is paid "Fees payment".
  if (words.some((word) => /^(?:payments?|paiements?)$/.test(word)) && words.some(isFee))
    return null
  const telling = words.filter((word) => word !== "" && !TYPE_FILLERS.has(word))
  if (telling.some((word) => PLAINLY_OUT.has(word)) && !telling.some((word) => REVERSALS.has(word)))
    return "outgoing"
  if (GOES_OUT.test(text)) return "outgoing"
  if (telling.length === 0) return null
  if (!telling.every((word) => OUTGOING.has(word) || REVERSALS.has(word))) return null
  return telling.some((word) => REVERSALS.has(word)) ? "reversed" : "outgoing"
}

function isFee(word: string): boolean {
  return /^(?:fees?|charges?|frais)$/.test(word)
}

function toList(words: string): string[] {
  return words.split(/\s+/).filter(Boolean)
}
