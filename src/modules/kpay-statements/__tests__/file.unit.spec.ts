import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { findLayout, requireColumns, type LayoutWish } from "../file/layout"
import { toNames } from "../file/columns"
import { findForms, readRows, type FormsWish } from "../file/read-file"
import type { StatementRow } from "../file/row"

const folder = mkdtempSync(join(tmpdir(), "kpay-statement-test-"))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

type Wish = Partial<LayoutWish> & FormsWish & { paidWords?: string[] }

async function read(file: string | Buffer, wish: Wish = {}) {
  const path = join(folder, "statement.csv")
  writeFileSync(path, file)
  const nothing = { mapping: {}, rememberedMapping: {}, formerIds: [] }
  const layout = await findLayout(path, { ...nothing, ...wish })
  requireColumns(layout)
  const forms = await findForms(path, layout, wish, {})
  const rows: StatementRow[] = []
  for await (const row of readRows(path, layout, { ...forms, paidWords: wish.paidWords ?? [] }))
    rows.push(row)
  return { layout, rows, columns: toNames(layout.columns, layout.names) }
}

const PLAIN = `Transaction ID,Date,Amount,Fee,Phone,Name,Status
7001234567,2026-11-26 10:11:12,5200,78,250788000001,José Uwase,Successful
7001234568,2026-11-26 10:12:12,300,4.50,250788000002,Ange,Successful
`

const AS_READ = [
  {
    transactionId: "7001234567",
    amount: "5200",
    fee: "78",
    phone: "250788000001",
    payerName: "José Uwase",
  },
  { transactionId: "7001234568", amount: "300", fee: "4.5" },
]

const utf16be = (text: string): Buffer => Buffer.from(text, "utf16le").swap16()

describe("A statement's file", () => {
  it.each<[string, string | Buffer]>([
    ["UTF-8", PLAIN],
    ["UTF-8 with a mark", `\uFEFF${PLAIN}`],
    ["UTF-16 little-endian", Buffer.from(`\uFEFF${PLAIN}`, "utf16le")],
    ["UTF-16 big-endian", utf16be(`\uFEFF${PLAIN}`)],
    ["UTF-16 without a mark", Buffer.from(PLAIN, "utf16le")],
    ["Windows-1252", Buffer.from(PLAIN, "latin1")],
    [
      "Windows-1252 with the mark of UTF-8",
      Buffer.concat([
        Buffer.from([0xef, 0xbb, 0xbf]),
        Buffer.from(PLAIN.replace("Transaction ID", "Id"), "latin1"),
      ]),
    ],
    ["semicolons", PLAIN.replaceAll(",", ";")],
    ["tabs", PLAIN.replaceAll(",", "\t")],
    ["pipes", PLAIN.replaceAll(",", "|")],
    ["lines of Windows", PLAIN.replaceAll("\n", "\r\n")],
    [
      "empty cells at the ends of lines",
      PLAIN.replace("Status\n", "Status,\n").replace("ful\n", "ful,,,\n"),
    ],
    [
      "a cell of several lines",
      PLAIN.replace("José Uwase", '"José Uwase"').replace("Ange", '"Ange,\n2, of Huye"'),
    ],
    ["quotes", PLAIN.replace(/[^,\n]+/g, '"$&"')],
    [
      "lines before the names",
      `MTN Mobile Money\nMerchant: Shop, Kigali\n\nPeriod;2026-11\n${PLAIN}`,
    ],
    ["remarks beneath", `${PLAIN}\nTotal,,"5,500",,,,\nGenerated on 26/11/2026 10:00\n`],
  ])("is read: %s", async (_name, file) => {
    const { rows } = await read(file)
    expect(rows).toMatchObject(AS_READ)
  })

  it("is Windows-1252 where its only accent ends it", async () => {
    const { layout } = await read(Buffer.from(`${PLAIN.replace("José", "Jose")}# Café`, "latin1"))
    expect(layout.encoding).toBe("windows-1252")
  })

  it("has the columns of MTN's portal", async () => {
    const { rows, columns } = await read(
      `"Id","External Transaction Id","Date","Status","Type","From","From Name","To","To Name","Amount","Currency","Fee","Currency","Balance"
"21456789012","KP-7f3a","2026-11-26 10:11:12","Successful","Payment","FRI:250788000001/MSISDN","UWASE Jose","FRI:999/USER","Shop","5200.00","RWF","78.00","RWF","905200.00"
"21456789013","","2026-11-26 10:15:12","Failed","Payment","FRI:250788000002/MSISDN","Ange","","","700.00","RWF","0","RWF","905200.00"
"21456789014","","2026-11-26 10:16:12","Successful","Transfer","","","FRI:250788000009/MSISDN","Bank","-300000.00","RWF","0","RWF","605200.00"`
    )
    expect(columns).toMatchObject({ transaction_id: ["Id"], phone: ["From"], name: ["From Name"] })
    expect(rows).toMatchObject([
      {
        transactionId: "21456789012",
        amount: "5200",
        fee: "78",
        phone: "250788000001",
        ignoredReason: null,
      },
      { ignoredReason: "failed", phone: null, payerName: null },
      { ignoredReason: "outgoing", amount: "300000" },
    ])
    expect(rows[0]?.ids).toContain("KP-7f3a")
  })

  it("has the columns of a bank, with credit and debit and ids in the description", async () => {
    const { rows } = await read(
      `Date opération;Date valeur;Libellé;Débit;Crédit;Solde
26/11/2026;27/11/2026;Solde initial;;;1.000.000,00
26/11/2026;27/11/2026;VIR KPAY 7001234567 / 0788000001;;5.200,00;1.005.200,00
26/11/2026;27/11/2026;Frais de tenue;1.000,00;;1.004.200,00
`
    )
    expect(rows).toMatchObject([
      {
        amount: "5200",
        settledOn: "2026-11-27",
        ids: ["7001234567"],
        hasTime: false,
        ignoredReason: null,
      },
      { amount: "1000", ignoredReason: "outgoing" },
    ])
  })

  it("is not missing a payment for which the payer wrote the word balance", async () => {
    const { rows } = await read(
      `Date;Libellé;Débit;Crédit
26/11/2026;Solde au 26 novembre 2026;;1 000 000
26/11/2026;Balance b/f;;1 000 000
26/11/2026;Solde commande 12;;5 200
26/11/2026;Balance for order 12;;300
26/11/2026;Solde;;400
26/11/2026;Solde 45;;500
26/11/2026;The balance;;600
26/11/2026;Closing balance;;1 005 900
`
    )
    expect(rows.map(({ amount }) => amount)).toEqual(["5200", "300", "400", "500", "600"])
  })

  it("counts what a sign or a kind of transaction takes back or sends out as no payment", async () => {
    const reasons = async (file: string) =>
      (await read(file)).rows.map(({ ignoredReason }) => ignoredReason)
    expect(
      await reasons(
        "Date;Debit;Credit\n26/11/2026;;5200\n26/11/2026;;-5200\n26/11/2026;-300;0.00\n"
      )
    ).toEqual([null, "outgoing", "outgoing"])
    for (const name of ["+/-", "Sign"])
      expect(await reasons(`Date;${name};Amount\n26/11/2026;+;5200\n26/11/2026;-;5200\n`)).toEqual([
        null,
        "outgoing",
      ])
    expect(
      await reasons(
        "Date;Credit/Debit Indicator;Amount\n26/11/2026;CRDT;5200\n26/11/2026;DBIT;5200\n"
      )
    ).toEqual([null, "outgoing"])
    const types = [
      "Merchant Payment",
      "-",
      "Payment Reversal",
      "Agent Withdrawal",
      "Transaction Fee",
      "Fees Payment",
    ]
    expect(
      await reasons(
        `Date;Type;Amount\n${types.map((type) => `26/11/2026;${type};5200`).join("\n")}`
      )
    ).toEqual([null, null, "reversed", "outgoing", "outgoing", null])
    expect(await reasons("Date;Debit;Amount\n26/11/2026;-5200;5200\n26/11/2026;;5200\n")).toEqual([
      "outgoing",
      null,
    ])
  })

  it("takes the amount and not the total with its fee or the day of value, and the transaction's id and not the row's", async () => {
    const { columns } = await read("Date;Total;Fee;Amount\n26/11/2026;5278;78;5200\n")
    expect(columns).toMatchObject({ amount: ["Amount"] })
    const numbered = await read("Id;Transaction ID;Date;Amount\n1;7001234567;26/11/2026;5200\n")
    expect(numbered.rows).toMatchObject([{ transactionId: "7001234567", ids: ["7001234567"] }])
    const gross = await read("Principal;Fee;Total Amount;Date\n5200;78;5278;26/11/2026\n")
    expect(gross.rows).toMatchObject([{ amount: "5200" }])
    const bank = await read("Date;Value;Debit;Credit\n26/11/2026;27/11/2026;;5200\n")
    expect(bank.rows).toMatchObject([{ amount: "5200" }])
  })

  it.each<[string, string, object]>([
    [
      "Airtel's",
      'Transaction ID,Reference No,Transaction Date & Time,Sender Mobile Number,Receiver Mobile Number,Transaction Amount,Service Charge,Transaction Status\nMP261126.1011.A1,KP1,26-11-2026 10:11:12,738000001,730000009,"5,200",52.00,Transaction Success\n',
      {
        transactionId: "MP261126.1011.A1",
        amount: "5200",
        fee: "52",
        phone: "250738000001",
        hasTime: true,
      },
    ],
    [
      "a processor's",
      "Payment No|Created At (CAT)|Customer Phone Number|Customer Full Name|Gross Amount RWF|Net Amount RWF|Processing Fees|Settlement Date|Payment Status\nP-77120001|2026-11-26T10:11:12+02:00|0788000001|Jo|5200.00|5148.00|52.00|2026-11-27|Completed successfully\n",
      {
        transactionId: "P-77120001",
        amount: "5200",
        fee: "52",
        settledOn: "2026-11-27",
        payerName: "Jo",
        occurredAt: new Date("2026-11-26T08:11:12Z"),
      },
    ],
    [
      "a French one",
      "Identifiant de la transaction;Date de la transaction;Heure;Montant de la transaction;Frais;Numéro de téléphone du client;Statut\n7001234567;26/11/2026;10:11;5 200,00 FRW;52,00;+250 788 000 001;Réussie\n",
      { amount: "5200", fee: "52", phone: "250788000001", ignoredReason: null, hasTime: true },
    ],
  ])("has columns of other names: %s", async (_name, file, expected) => {
    expect((await read(file)).rows).toMatchObject([expected])
  })

  it("has phones that are masked, and ids as spreadsheets write them", async () => {
    const { rows } = await read(
      `Txn Id,Completion Time,Amount (RWF),MSISDN\n="7001234567",26/11/2026 10:11,5200,250788***001\n'7001234568,26/11/2026 10:12,5201,25078*****01\n`
    )
    expect(rows).toMatchObject([
      { transactionId: "7001234567", phone: "250788%001" },
      { transactionId: "7001234568", phone: "25078%01" },
    ])
  })

  it("has phones that cannot be read as such of another person, and no phone where none is given", async () => {
    const phoneOf = async (phone: string) =>
      (await read(`Date;Amount;Phone\n2026-11-26;5200;${phone}\n`)).rows[0]?.phone
    for (const [masked, pattern] of [
      ["250781\u2026999", "250781%999"],
      ["0781 ### 999", "250781%999"],
      ["250781----999", "250781%999"],
      ["250781...999", "250781%999"],
      ["781\u2022\u2022\u2022999", "250781%999"],
      ["+250 781 *** 999", "250781%999"],
    ] as const)
      expect([masked, await phoneOf(masked)]).toEqual([masked, pattern])
    // Such a pattern is that of no number.
    for (const unreadable of ["2.50781E+11", "+256 772 123 456", "12345"])
      expect([unreadable, await phoneOf(unreadable)]).toEqual([unreadable, "-%"])
    for (const none of ["", "-", "Unknown", "N/A"])
      expect([none, await phoneOf(none)]).toEqual([none, null])
  })

  it("keeps no phone and no name that payers wrote into references or descriptions, and no half of a character", async () => {
    const lines = [
      "Transaction ID,Date,Amount,Name,Reference,Description",
      "7001234567,2026-11-26 10:11:12,5200,Ange,Jean Ishimwe 0788123456,paid by 0788123456-JEAN for 01KQXG1ZC8T3V9W2M4N5P6R7S8",
      "7001234568,2026-11-26 10:12:12,5200,Ange,+250788123456,MSISDN0788123456 E5658505644846",
      `7001234569,2026-11-26 10:13:12,5200,${"x".repeat(199)}\u{1F600},A-1,`,
    ]
    const { rows } = await read(lines.join("\n"))
    expect(rows.map(({ ids }) => ids)).toEqual([
      ["7001234567", "01KQXG1ZC8T3V9W2M4N5P6R7S8"],
      ["7001234568", "E5658505644846"],
      ["7001234569", "A-1"],
    ])
    const [name] = rows.map(({ payerName }) => payerName).slice(-1)
    expect(Buffer.from(name ?? "").toString()).toBe(name)
  })

  it("is read by the names that a mapping gives", async () => {
    const file = "Kode;Igihe;Ingano\nA1;2026-11-26;5200\n"
    await expect(read(file)).rejects.toThrow(/No line of the file names a column for the amount/)
    const mapping = { transaction_id: "Kode", date: "Igihe", amount: "Ingano" }
    expect((await read(file, { mapping })).rows).toMatchObject([
      { transactionId: "A1", amount: "5200" },
    ])
    await expect(read(file, { mapping: { ...mapping, amount: "Montant" } })).rejects.toThrow(
      /names "Montant", and no line/
    )
  })

  it.each([
    ["Amount Debited", "Amount Credited"],
    ["Amount Dr", "Amount Cr"],
    ["Dr Amount (RWF)", "Cr Amount (RWF)"],
    ["Dr", "Cr"],
    ["Montant débité", "Montant crédité"],
    ["Montant au débit", "Montant au crédit"],
    ["Somme débitée", "Somme créditée"],
    ["Amount Withdrawn", "Amount Deposited"],
    ["Withdrawal Amt.", "Deposit Amt."],
    ["Amount Paid Out", "Amount Paid In"],
    ["Payment Amount", "Receipt Amount"],
  ])("has money out and money in: %s, %s", async (out, incoming) => {
    for (const [sent, received] of [
      ["300.00", "0.00"],
      ["300", ""],
    ]) {
      const { rows, columns } = await read(
        `Txn ID;Date;${out};${incoming};Balance\n7001;2026-11-26;${received ?? ""};5200.00;9\n7002;2026-11-26;${sent ?? ""};${received ?? ""};9\n7003;2026-11-26;;;9\n`
      )
      expect(columns).toMatchObject({ debit: [out], credit: [incoming] })
      expect(rows).toMatchObject([
        { amount: "5200", ignoredReason: null },
        { amount: "300", ignoredReason: "outgoing" },
        { ignoredReason: "no_amount" },
      ])
    }
  })

  it("has one sum where no column of the other way stands beside it", async () => {
    for (const name of ["Amount Debited", "Payment Amount", "Amount Withdrawn"])
      expect((await read(`Date,${name}\n2026-11-26,5200\n`)).rows).toMatchObject([
        { amount: "5200", ignoredReason: null },
      ])
    const both = await read(
      "Date,Amount,Debit,Credit\n2026-11-26,,,5200\n2026-11-26,,300,\n2026-11-26,700,,700\n"
    )
    expect(both.rows.map(({ ignoredReason }) => ignoredReason)).toEqual([null, "outgoing", null])
  })

  it("counts what is sent, taken out, bought or kept as no payment, whatever it is called", async () => {
    const reasonOf = async (kind: string) =>
      (await read(`Date;Type;Amount\n26/11/2026;${kind};5200\n`)).rows[0]?.ignoredReason
    for (const kind of [
      "Send Money",
      "Money sent to subscriber",
      "Transfer out",
      "Airtime purchase",
      "Achat de crédit",
      "Taxe",
      "Float Transfer to Bank",
      "Transfert vers la banque",
      "Levy",
      "Government levy",
      "Commission",
      "Cash out",
      "Cash-Out at agent",
      "CASHOUT",
      "Withdrawal",
      "Retrait d'argent",
      "Envoi d'argent",
      "Kubikuza",
      "Kohereza amafaranga",
      "Komisiyo",
    ])
      expect([kind, await reasonOf(kind)]).toEqual([kind, "outgoing"])
    for (const kind of ["Refund to customer", "Payment reversal", "Remboursement au client"])
      expect([kind, await reasonOf(kind)]).toEqual([kind, "reversed"])
    for (const kind of [
      "Payment",
      "Merchant Payment",
      "Purchase",
      "Transfer",
      "Cash in",
      "Deposit",
      "Kwishyura",
    ])
      expect([kind, await reasonOf(kind)]).toEqual([kind, null])
  })

  it("names the columns of a line that names columns, and never repeats a payer's row", async () => {
    const mapping = { amount: "Montant" }
    const row = "4231234568;2026-11-27 23:21:37;Commission;52;250788123123;Mutesi Secret\n"
    for (const file of [
      row,
      `Account Name;Mutesi Secret\n${row}`,
      `Phone 0788123123;Mutesi Secret;Date;Status;Fee;Id\n`,
    ])
      await expect(read(file, { mapping })).rejects.toMatchObject({
        message: expect.not.stringMatching(/Mutesi|788123123/) as string,
      })
    await expect(read(PLAIN, { mapping })).rejects.toThrow(
      'Its columns are "Transaction ID", "Date", "Amount", "Fee", "Phone", "Name", "Status".'
    )
    await expect(read("Amount by Mutesi 0788123123,Date\nmany,2026-11-26\n")).rejects.toThrow(
      /^Line 2, column 1: this cell is no sum/
    )
  })

  it("gives equal rows without an id one identity, and the same in another file", async () => {
    const line = "2026-11-26,5200,0788000001"
    const { rows } = await read(`Date,Amount,Phone\n${line}\n${line}\n2026-11-27,5200,0788000001\n`)
    expect(rows[0]?.identity).toBe(rows[1]?.identity)
    expect(rows[2]?.identity).not.toBe(rows[0]?.identity)
    const again = await read("Amount;Date;Phone\n5 200;26/11/2026;+250 788 000 001\n")
    expect(again.rows[0]?.identity).toBe(rows[0]?.identity)
  })

  it.each<[string, string | Buffer, RegExp]>([
    ["an Excel workbook", Buffer.from("PK\u0003\u0004rest"), /Excel workbook.*Save it as CSV/],
    ["nothing", "", /is empty/],
    ["no text", Buffer.from([1, 0, 0, 0, 7, 0, 0, 0, 9]), /is no text/],
    [
      "a date that is none",
      PLAIN.replace("2026-11-26 10:12:12", "soon"),
      /Line 3, column "Date": this cell is no date/,
    ],
    [
      "a time that is none",
      "Date;Time;Amount\n26/11/2026;25:00;5200\n",
      /Line 2, column "Time": "25:00" is no time of day/,
    ],
    [
      "a sum that is none",
      PLAIN.replace("5200", "many"),
      /Line 2, column "Amount": this cell is no sum/,
    ],
    ["no sum", PLAIN.replace(",300,", ",,"), /Line 3, column "Amount": The cell has no amount/],
    [
      "a status that is not known",
      PLAIN.replace("Successful", "Odd"),
      /Line 2, column "Status".*paid_words/,
    ],
    [
      "an id that was shortened",
      PLAIN.replace("7001234567", "7.00E+09"),
      /Line 2, column "Transaction ID".*shortened/,
    ],
    ["a quote that stays open", PLAIN.replace("José", '"José'), /Line 2: .*never closed/],
    [
      "rows between two quotes that payers wrote",
      `${PLAIN.replace("José", '"José')}7001234569,2026-11-26 10:13:12,900,,250788000003,Jo",Successful\n`,
      /Line 2: A quotation mark is opened here and closed on line 4/,
    ],
    [
      "a sum with a comma among commas",
      PLAIN.replace("5200", "5,200.00"),
      /Line 2: This line has more cells than line 1 has names/,
    ],
    [
      "a sum with a comma among commas, beside an empty last cell",
      "Transaction ID,Date,Amount,Fee,Note\n7001234567,2026-11-26,5,200,0,\n",
      /Line 2: This line has more cells than line 1 has names/,
    ],
    [
      "UTF-16 that ends in the middle of a letter",
      Buffer.from(`\uFEFF${PLAIN}`, "utf16le").subarray(0, -3),
      /its end is missing/,
    ],
    [
      "UTF-8 that ends in the middle of a letter",
      Buffer.from(`${PLAIN}7001234569,2026-11-26 10:13:12,900,,,Zoé`).subarray(0, -1),
      /its end is missing/,
    ],
    ["a page of the portal", "<!DOCTYPE html>\n<html><body>Date, Amount</body></html>", /web page/],
  ])("is refused with the place and the remedy: %s", async (_name, file, message) => {
    await expect(read(file)).rejects.toThrow(message)
    // All that the sentence names is given.
    await expect(read(file)).rejects.toMatchObject({
      message: expect.not.stringContaining("{{") as string,
      reason: { id: expect.stringMatching(/^statement_/) as string },
    })
  })

  it("keeps the id of a column that is left out for comparison, and no number of a row", async () => {
    const file = `Id,Ref,Date,Amount
TxId:7001234567,KPAY123456,2026-11-26 10:11:12,5200
"7,001,234,568",,2026-11-26 10:12:12,300
12,,2026-11-26 10:12:13,300
7.00123E+09,,2026-11-26 10:12:14,300
n/a,,2026-11-26 10:12:15,300
`
    const { rows } = await read(file, { mapping: { transaction_id: null, reference: null } })
    expect(rows.map(({ transactionId }) => transactionId)).toEqual([null, null, null, null, null])
    expect(rows.map(({ setAsideId }) => setAsideId)).toEqual([
      "7001234567",
      "7001234568",
      null,
      null,
      null,
    ])
    expect(rows[0]?.ids).toEqual(expect.arrayContaining(["7001234567", "KPAY123456"]))
    expect(rows[1]?.ids).toContain("7001234568")
    expect(rows[2]?.ids).toEqual([])
    // A column that a person has named before is known by that name.
    const named = await read(file.replace("Id,", "Kode,"), {
      mapping: { transaction_id: null },
      formerIds: ["Kode"],
    })
    expect(named.rows[0]?.setAsideId).toBe("7001234567")
  })

  it("takes the words of the shop for a status that means paid", async () => {
    const { rows } = await read(PLAIN.replaceAll("Successful", "Byakunze"), {
      paidWords: ["byakunze"],
    })
    expect(rows).toMatchObject([{ ignoredReason: null }, { ignoredReason: null }])
  })
})
