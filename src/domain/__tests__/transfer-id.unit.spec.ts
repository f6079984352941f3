import fc from "fast-check"
import { isMomoId, toTransferId } from "../transfer-id"

const figures = fc.stringMatching(/^[1-9]\d{7,14}$/)

describe("A transfer's id", () => {
  it.each([
    "5669698013",
    " 5669698013 ",
    "TxId:5669698013",
    "TxId: 5669698013.",
    "TxId 5669698013",
    "txid5669698013",
    "Tx id: 5669698013",
    "Transaction ID 5669698013",
    "MTN MoMo transaction id: 5669698013",
    "Financial Transaction Id: 5669698013",
    "FT Id: 5669698013",
    "Ref: TxId: 5669698013",
    "Ref. 5669698013",
    "ID#5669698013",
    "Id de transaction : 5669698013",
    "#5669698013",
    "5669698013.",
    "(5669698013)",
    '="5669698013"',
    "'5669698013",
    "566-9698013",
    "566 969 8013",
    "5,669,698,013",
    "5.669.698.013",
    "5'669'698'013",
    "5669698013,00",
    "5669698013.00",
    "5669698013.000",
    "5,669,698,013.00",
    "5 669 698 013,0",
    "05669698013",
    "00 5669698013",
    "\u200b5669\u2060698013\ufeff",
    "5669\u00ad698013\u200f",
    "\u202a5669698013\u202c",
    "５６６９６９８０１３",
    "ＴｘＩｄ：５６６９６９８０１３",
    "5669\u00a0698\u202f013",
  ])("is the same however it is written: %j", (text) => {
    expect(toTransferId(text)).toBe("5669698013")
  })

  it.each([
    ["CI240911.1234.A12345", "CI240911.1234.A12345"],
    ["ci240911.1234.a12345", "CI240911.1234.A12345"],
    ["Airtel TxId: CI240911.1234.A12345.", "CI240911.1234.A12345"],
    ["A441489693051", "A441489693051"],
    ["E0783300000", "E0783300000"],
    ["0AB12345", "0AB12345"],
    ["FT26331ABC", "FT26331ABC"],
    ["ID240911", "ID240911"],
    ["REF2024", "REF2024"],
    ["MP 77003", "MP77003"],
    ["Receipt 7", "RECEIPT7"],
    ["2024-17", "2024-17"],
    ["2026/1/112", "2026/1/112"],
    ["2026/11/12", "2026/11/12"],
    ["12.5", "12.5"],
    ["1.000", "1000"],
    ["12", "12"],
    ["0", "0"],
    ["#", ""],
    ["TxId:", "TXID"],
  ])("keeps what tells it apart: %j is %j", (text, id) => {
    expect(toTransferId(text)).toBe(id)
  })

  it.each(["ID ", "!", "MTN "])(
    "of a cell as long as a statement's may be is compared as it is: %j",
    (part) => {
      const text = part.repeat((128 * 1024) / part.length)
      expect(toTransferId(`${text}1`)).toBe(`${text.replaceAll(" ", "")}1`)
      expect(isMomoId(`${text}1`)).toBe(false)
    }
  )

  it("of figures is no other's, whatever stands around and between them", () => {
    fc.assert(
      fc.property(
        figures,
        figures,
        fc.constantFrom("TxId:", "#", "Ref ", "", "0"),
        fc.constantFrom(",00", ".", "", " ", ".00"),
        (one, other, before, behind) => {
          expect(toTransferId(`${before}${one}${behind}`) === toTransferId(other)).toBe(
            one === other
          )
        }
      )
    )
  })

  it("is the same when it is cleaned again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const id = toTransferId(text)
        expect(toTransferId(id)).toBe(id)
      })
    )
  })
})

describe("A MoMo id", () => {
  it.each([
    "5669698013",
    "TxId: 5669698013",
    "566 969 8013",
    "77001",
    "CI240911.1234.A12345",
    "ci240911 1234 a12345",
    "A441489693051",
    "MP1",
  ])("can be %j", (text) => {
    expect(isMomoId(text)).toBe(true)
  })

  it.each([
    "",
    "#",
    "TxId:",
    "Mutesi",
    "Mutesi 5669698013",
    "5669698013 5669698014",
    "5669698013, 5669698014",
    "TxId: 5669698013. Your payment of RWF 5,200",
    "٥٦٦٩٦٩٨٠١٣",
    "СI240911",
  ])("is not %j", (text) => {
    expect(isMomoId(text)).toBe(false)
  })
})
