/** What a column of a statement can be. All else in a file is left alone. */
export const ROLES = [
  "transaction_id",
  "reference",
  "amount",
  "credit",
  "debit",
  "fee",
  "date",
  "time",
  "settled",
  "phone",
  "name",
  "status",
  "type",
  "currency",
  "description",
] as const

export type Role = (typeof ROLES)[number]

/** Which columns have which role, by their names in the file; `null` or nothing for none. */
export type Mapping = Readonly<Partial<Record<Role, string | readonly string[] | null>>>

/** The same by their places in a row. Only references and descriptions can be in several columns. */
export type Columns = Readonly<Partial<Record<Role, readonly number[]>>>

/** Names of columns in small letters and figures alone, in English, French and Kinyarwanda. */
const NAMES: Readonly<Record<Role, string>> = {
  transaction_id: `id transactionid transactionidentifier transid txnid txid trxid tranid transactionno transactionnumber transno
    txnno trxno financialtransactionid momotransactionid momtransactionid mtntransactionid mtnmomoid momoid mobilemoneyid
    airteltransactionid airtelmoneyid airtelid receipt receiptno receiptnumber receiptid operatorid operatortransactionid
    paymentid idtransaction idtransac numerotransaction numerodetransaction notransaction identifiant identifianttransaction
    identifiantdetransaction numerorecu nimeroyubwishyu transferid ftid`,
  reference: `reference ref refno refid referenceid referenceno referencenumber externalid externalreference externalref
    externaltransactionid externaltransid externalreferenceid merchantreference merchantref merchanttransactionid
    paymentreference paymentref transactionreference transactionref txnreference txnref trxref tid kpaytid kpayid kpayrefid
    kpayreference correlationid bankreference bankref customerreference partnertransactionid partnerreference orderid
    orderreference orderno reference1 reference2 referenceexterne numeroreference numerodereference indango`,
  amount: `amount amt amountpaid paidamount transactionamount txnamount trxamount grossamount gross value amountreceived
    receivedamount paymentamount principal total totalamount montant montantbrut montanttransaction montantpaye
    montantdelatransaction montantrecu amafaranga ayishyuwe umubarewamafaranga`,
  credit: `credit credits creditamount paidin moneyin deposit deposits amountin in creditrwf inflow entree entrees
    versement montantcredit received`,
  debit: `debit debits debitamount paidout moneyout withdrawal withdrawals amountout out outflow retrait sortie sorties
    montantdebit withdrawn`,
  fee: `fee fees feeamount feesamount transactionfee transactionfees txnfee charge charges chargeamount commission commissions
    commissionamount servicecharge servicefee merchantfee processingfee mdr frais fraisdetransaction fraistransaction
    montantfrais tarif ikiguzi`,
  date: `date datetime dateandtime datetimestamp transactiondate transactiondatetime transactiondateandtime txndate txndatetime
    trxdate transdate trandate timestamp createdat createdon creationdate completiontime completedat completiondate
    paymentdate paymentdatetime paiddate paidat datepaid transferdate initiationtime initiatedat dateheure dateetheure
    datetransaction datedetransaction dateoperation datedoperation datedelatransaction datepaiement datedepaiement bookingdate
    postingdate postdate operationdate processedat itariki italiki itarikinisaha`,
  time: `time transactiontime txntime trxtime timeofday hour heure heuretransaction heuredetransaction isaha`,
  settled: `settled settlementdate settlementdatetime settledat settledon settleddate settlementday datesettled settlementtime
    valuedate payoutdate paidouton datevaleur datedevaleur datereglement datedereglement`,
  phone: `phone phonenumber phoneno msisdn mobile mobileno mobilenumber mobilephone telephone telephonenumber tel numero
    numerotelephone numerodetelephone notelephone customerphone customerphonenumber customermsisdn customernumber
    customermobile sender sendermsisdn senderphone sendernumber sendermobile payer payermsisdn payerphone payernumber
    payermobile from fromaccount fromnumber frommsisdn fromphone subscriber subscribermsisdn clientphone clientmsisdn
    debitmsisdn initiatormsisdn accountholdermsisdn telephoneclient nimero nimeroyatelefone telefone`,
  name: `name names customername payername sendername fromname fullname accountname accountholder accountholdername client
    clientname subscribername customer nom nomclient nomduclient nometprenom noms izina amazina`,
  status: `status state transactionstatus txnstatus trxstatus paymentstatus result outcome statut etat statutpaiement
    statutdelatransaction imimerere`,
  type: `type transactiontype txntype trxtype paymenttype direction drcr crdr debitcredit creditdebit dc cd sens sign signe
    indicator drcrindicator crdrindicator dcindicator cdindicator debitcreditindicator creditdebitindicator drcrflag crdrflag
    typetransaction typedetransaction typeoperation ubwoko`,
  currency: `currency currencycode ccy devise monnaie ifaranga`,
  description: `description descriptions detail details narration narrative particulars remark remarks libelle memo note notes
    message messages designation paymentdetails transactiondetails tomessage frommessage motif transactiondescription
    ibisobanuro`,
}

const ROLE_OF_NAME: ReadonlyMap<string, Role> = new Map(
  ROLES.flatMap((role) => NAMES[role].split(/\s+/).map((name) => [name, role] as const))
)

/** Names that are made up of more words, for roles that no column of a usual name has. The first that fits counts. */
const PATTERNS: readonly (readonly [Role, RegExp, RegExp | null])[] = [
  ["settled", /settle.*(?:date|day|time)|(?:date|jour).*(?:reglement|versement)/, null],
  ["status", /status|statut/, /code|reason|date/],
  [
    "phone",
    /phone|msisdn|mobile(?:number|no)|telephone/,
    /receiv|recipient|beneficia|agent|merchant|destin|^to/,
  ],
  [
    "name",
    /(?:payer|sender|customer|client|subscriber|from|account).*name|nom.*(?:client|payeur)/,
    /receiv|recipient|merchant|^to/,
  ],
  ["fee", /fee|charge|commission|frais/, /type|date|balance|discount|payer|phone/],
  [
    "amount",
    /amount|montant|amafaranga/,
    /fee|charge|commission|frais|balance|net|tax|discount|settle|before|after|refund|tip|external/,
  ],
  [
    "date",
    /date|timestamp|itariki/,
    /settle|value|valeur|payout|birth|updat|modif|expir|due|reglement/,
  ],
  ["reference", /reference|^ref|ref$|external.*id|kpay/, /date/],
  [
    "transaction_id",
    /(?:transaction|txn|trx|momo|receipt|financial|payment).*(?:id|no|number|code)$/,
    /type|account|external|batch/,
  ],
]

/**
 * Names that a more exact one beside them replaces: they can be a total with the fee, the day of value or a row's number. Of two of
 * them the first counts.
 */
const WEAK_NAMES = /^(?:total|totalamount|value|gross|principal|id|identifiant)$/

/**
 * Names of the two columns in which a source writes what went out and what came in. They count only beside each other: the amount
 * that a payer was debited is what the shop is paid.
 */
const SIDES = {
  debit:
    /debit|withdraw|paid?out|moneyout|retrait|sortie|^dr(?:amount|amt)?$|(?:amount|amt|montant)dr$|^payments?(?:amount|amt)$/,
  credit:
    /credit|deposit|paid?in|moneyin|entree|versement|^cr(?:amount|amt)?$|(?:amount|amt|montant)cr$|^receipts?(?:amount|amt)$/,
} as const

/** Beside such words it is no sum. */
const IS_NO_SUM =
  /msisdn|phone|account|compte|indicator|flag|type|name|date|party|number|no$|id$|card|carte|limit|ref|solde|balance|currency|devise|code|count|fee|charge|frais/

/** Several columns can have these. */
const IS_MANY: ReadonlySet<Role> = new Set<Role>(["reference", "description"])

/** A name without accents, case, signs, and the currency at its end. */
export function toPlainName(name: string): string {
  const plain = name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
  return plain.replace(/(?<=[a-z]{2})(?:in|en)?(?:rwf|frw)$/, "")
}

/** Recognises columns by their names. Of several columns of a role the first counts; further ids are references. */
export function recogniseColumns(names: readonly string[]): Columns {
  const { debit, credit } = findSides(names)
  const columns: Partial<Record<Role, number[]>> =
    debit >= 0 && credit >= 0 ? { debit: [debit], credit: [credit] } : {}
  const sides = Object.values(columns).flat()
  names.forEach((name, index) => {
    const role = findRole(name)
    if (!role || sides.includes(index)) return
    const taken = columns[role]
    if (!taken) columns[role] = [index]
    else if (IS_MANY.has(role)) taken.push(index)
    else if (role === "transaction_id") {
      const isBetter = isWeak(names[taken[0] ?? 0]) && !isWeak(name)
      ;(columns.reference ??= []).push(isBetter ? (taken[0] ?? 0) : index)
      if (isBetter) columns.transaction_id = [index]
    } else if (role === "amount" && isWeak(names[taken[0] ?? 0]) && !isWeak(name))
      columns.amount = [index]
  })
  if (columns.credit && isWeak(names[columns.amount?.[0] ?? -1])) delete columns.amount
  return withDates(addByPatterns(columns, names))
}

/** Where the columns of what went out and of what came in are; -1 for none. */
function findSides(names: readonly string[]): Record<keyof typeof SIDES, number> {
  const plain = names.map(toPlainName)
  const find = (side: keyof typeof SIDES, other: keyof typeof SIDES) =>
    plain.findIndex(
      (name) => SIDES[side].test(name) && !SIDES[other].test(name) && !IS_NO_SUM.test(name)
    )
  return { debit: find("debit", "credit"), credit: find("credit", "debit") }
}

function isWeak(name = ""): boolean {
  return WEAK_NAMES.test(toPlainName(name))
}

/** Recognises the rest by words in the names, for roles that are still free. A sum needs no `amount` beside a `credit`. */
function addByPatterns(
  columns: Readonly<Partial<Record<Role, number[]>>>,
  names: readonly string[]
): Columns {
  const added: Partial<Record<Role, number[]>> = { ...columns }
  const taken = new Set(Object.values(columns).flat())
  names.forEach((name, index) => {
    const plain = toPlainName(name)
    const [role] =
      PATTERNS.find(([, fits, fitsNot]) => fits.test(plain) && fitsNot?.test(plain) !== true) ?? []
    const isFree = role && !added[role] && !(role === "amount" && columns.credit)
    if (isFree && !taken.has(index) && !findRole(name)) added[role] = [index]
  })
  return added
}

/** A file can have its only date in a column of another name. */
function withDates({ date, time, settled, ...columns }: Columns): Columns {
  if (date) return { ...columns, date, ...(time && { time }), ...(settled && { settled }) }
  if (time) return { ...columns, date: time, ...(settled && { settled }) }
  return { ...columns, ...(settled && { date: settled, settled }) }
}

/** Whether a column holds nothing but the sign of a sum. */
export function isSign(name: string): boolean {
  return /^\s*(?:\+\s*\/?\s*-|signe?|sens)\s*$/i.test(name)
}

/** The role of a usual name, whatever stands in brackets behind it, such as a unit. */
function findRole(name: string): Role | undefined {
  if (isSign(name)) return "type"
  return (
    ROLE_OF_NAME.get(toPlainName(name)) ??
    ROLE_OF_NAME.get(toPlainName(name.replace(/[([].*[)\]]\s*$/, "")))
  )
}

/** Whether a cell can be shown as the name of a column: a longer one, or one with more figures, can hold a person's data. */
export function isShownName(name: string): boolean {
  return name.trim().length <= 60 && !/\d{3}/.test(name)
}

/** Whether a line names columns, by most of its words, and is no row of a person's data. */
export function isHeader(names: readonly string[]): boolean {
  const filled = names.filter((name) => name.trim() !== "")
  const known = filled.filter((name) => findRole(name) !== undefined).length
  return (
    filled.every((name) => isShownName(name) && /[^\d\s.,:/-]/.test(name)) &&
    (known > 3 || known * 2 > filled.length)
  )
}

/** What is missing for a statement to be read. */
export function findMissing(columns: Columns): ("amount" | "date")[] {
  return [
    ...((columns.amount ?? columns.credit) ? [] : (["amount"] as const)),
    ...(columns.date ? [] : (["date"] as const)),
  ]
}

/** The names of the columns that a mapping names. */
export function listNamed(mapping: Mapping): string[] {
  return Object.values(mapping).flatMap((names) => names ?? [])
}

/** Where a named column is: by its exact name, else by its plain one; -1 for none. */
export function findColumn(names: readonly string[], name: string): number {
  const exact = names.findIndex((one) => one.trim() === name.trim())
  return exact >= 0 ? exact : names.findIndex((one) => toPlainName(one) === toPlainName(name))
}

/** Corrects recognised columns by a mapping, all of whose names are in the file. */
export function applyMapping(
  recognised: Columns,
  mapping: Mapping,
  names: readonly string[]
): Columns {
  const chosen = Object.fromEntries(
    Object.entries(mapping).map(([role, named]) => [
      role,
      [named ?? []].flat().map((name) => findColumn(names, name)),
    ])
  )
  const taken = new Set(Object.values(chosen).flat())
  const kept = Object.entries(recognised).map(([role, indexes]) => [
    role,
    indexes.filter((index) => !taken.has(index)),
  ])
  const all = { ...Object.fromEntries(kept), ...chosen } as Record<string, number[]>
  return Object.fromEntries(Object.entries(all).filter(([, indexes]) => indexes.length > 0))
}

/**
 * The columns of ids that a correction leaves out. They say no more what makes a row the same, and are still compared: an id that
 * the books know must not be booked again.
 *
 * @param former names of the columns that held the ids of earlier files of the source.
 */
export function listSetAside(
  recognised: Columns,
  columns: Columns,
  names: readonly string[],
  former: readonly string[]
): { readonly transactionIds: readonly number[]; readonly references: readonly number[] } {
  const used = new Set(Object.values(columns).flat())
  const isFree = (index: number): boolean => index >= 0 && !used.has(index)
  const before = former.map((name) => findColumn(names, name))
  const transactionIds = [...new Set([...(recognised.transaction_id ?? []), ...before])]
  return {
    transactionIds: transactionIds.filter(isFree),
    references: (recognised.reference ?? []).filter(isFree),
  }
}

/** A mapping that leaves the ids out, without that: with the columns that held them before, where the file has these. */
export function toMappingWithIds(
  whole: Mapping,
  former: readonly string[],
  names: readonly string[]
): Mapping {
  const { transaction_id, ...mapping } = whole
  if (transaction_id !== null) return whole
  const isKnown = former.length > 0 && former.every((name) => findColumn(names, name) >= 0)
  return isKnown ? { ...mapping, transaction_id: former } : mapping
}

/** Columns by their names, as an admin sees and corrects them. */
export function toNames(columns: Columns, names: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(columns).map(([role, indexes]) => [
      role,
      indexes.map((index) => names[index]?.trim() ?? ""),
    ])
  )
}
