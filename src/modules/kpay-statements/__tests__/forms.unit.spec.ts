import fc from "fast-check"
import { DecimalFinder, parseSum, type Decimal } from "../file/amount"
import { DateOrderFinder, parseMoment, type DateOrder } from "../file/date"

const PLACE = { line: 3, column: "Amount" }

function readSum(text: string, others: readonly string[] = []): string | null {
  const finder = new DecimalFinder()
  for (const one of [text, ...others]) finder.add(one, true, PLACE)
  return parseSum(text, finder.decide(undefined, undefined), PLACE)
}

function readMoment(text: string, time = "", order?: DateOrder): string {
  const finder = new DateOrderFinder()
  finder.add(text, PLACE)
  return parseMoment(text, finder.decide(order, undefined), PLACE, {
    text: time,
    place: PLACE,
  }).at.toISOString()
}

describe("A sum in a statement", () => {
  it.each([
    ["5200", "5200"],
    ["5 200", "5200"],
    ["5\u00a0200", "5200"],
    ["5\u202f200,50", "5200.5"],
    ["5,200.00", "5200"],
    ["5.200,00", "5200"],
    ["1,234,567", "1234567"],
    ["1.234.567", "1234567"],
    ["5,200", "5200"],
    ["5.200", "5200"],
    ["RWF 5,200", "5200"],
    ["5,200 RWF", "5200"],
    ["Frw 5200", "5200"],
    ["5,200/=", "5200"],
    ["5'200.00", "5200"],
    ["+5200", "5200"],
    ["-5200", "-5200"],
    ["5200-", "-5200"],
    ["(5,200.00)", "-5200"],
    ["5,200.00 CR", "5200"],
    ["5,200.00 DR", "-5200"],
    ["0.00", "0"],
    ["999999999999.994", "999999999999.994"],
    ["", null],
    ["-", null],
  ])("is read: %s", (text, expected) => {
    expect(readSum(text)).toBe(expected)
  })

  it("is read as the rest of the file is written", () => {
    expect(readSum("5,000", ["1,500.25"])).toBe("5000")
    expect(readSum("5.000", ["1.500,25"])).toBe("5000")
    // Thousands that are not whole with the other sign: the franc has no decimals.
    expect(readSum("5,000", ["5,200"])).toBe("5000")
  })

  it("is asked about where it can be thousands or decimals", () => {
    expect(() => readSum("5,000")).toThrow(/Line 3, column "Amount": .*decimal=\./)
    expect(() => readSum("12.000", ["5.000"])).toThrow(/decimal=/)
  })

  it("is refused where the file contradicts itself", () => {
    expect(() => readSum("5,200.00", ["5.200,00"])).toThrow(/decimal comma.*decimal point/)
  })

  it("is asked about where three figures behind the sign stand beside decimals of another length", () => {
    expect(() => readSum("6.000", ["12.50"])).toThrow(/"6.000" can be read in two ways/)
    expect(() => readSum("6,000", ["5.200"])).toThrow(/"6,000" can be read in two ways/)
    expect(readSum("6.000", ["1250.000"])).toBe("6")
    const finder = new DecimalFinder()
    for (const text of ["6.000", "12.50"]) finder.add(text, false, PLACE)
    expect(finder.decide(".", undefined)).toBe(".")
  })

  it.each([
    "abc",
    "5,20,0",
    "52 00",
    "1.2.3",
    "5200000000000",
    "999999999999.995",
    "-999999999999.999",
    "5 200 5",
    "12/3",
  ])("is no sum: %s", (text) => {
    expect(() => readSum(text)).toThrow(/is no sum of francs/)
  })

  it("never repeats what can be a name or a phone", () => {
    for (const text of ["Jean Bosco", "0788000001x"])
      expect(() => readSum(text)).toThrow(/this cell is no sum/)
  })

  it("has the same value in every way of writing it", () => {
    const decimals: readonly Decimal[] = [".", ","]
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000_000 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom(...decimals),
        fc.constantFrom("", " ", "\u00a0", "'", "other"),
        fc.constantFrom("", "RWF ", "Frw "),
        (francs, hundredths, decimal, mark, currency) => {
          const other = decimal === "." ? "," : "."
          const grouped = String(francs).replace(
            /\B(?=(\d{3})+$)/g,
            mark === "other" ? other : mark
          )
          const text = `${currency}${grouped}${decimal}${String(hundredths).padStart(2, "0")}`
          const exact = `${francs}.${String(hundredths).padStart(2, "0")}`.replace(/\.?0+$/, "")
          const whole = hundredths === 0 ? String(francs) : exact
          expect(parseSum(text, decimal, PLACE)).toBe(whole)
        }
      )
    )
  })
})

describe("A moment in a statement", () => {
  it.each([
    ["2026-11-26", "2026-11-25T22:00:00.000Z"],
    ["2026-11-26T10:11:12Z", "2026-11-26T10:11:12.000Z"],
    ["2026-11-26T10:11:12.345+02:00", "2026-11-26T08:11:12.345Z"],
    ["2026-11-26 10:11:12", "2026-11-26T08:11:12.000Z"],
    ["2026/11/26 10:11", "2026-11-26T08:11:00.000Z"],
    ["26/11/2026 10:11:12", "2026-11-26T08:11:12.000Z"],
    ["26/11/2026 10:11", "2026-11-26T08:11:00.000Z"],
    ["26.11.2026", "2026-11-25T22:00:00.000Z"],
    ["26-11-2026 23:59", "2026-11-26T21:59:00.000Z"],
    ["26/11/26 10:11", "2026-11-26T08:11:00.000Z"],
    ["11/26/2026 2:05:33 PM", "2026-11-26T12:05:33.000Z"],
    ["11/26/2026 12:05 AM", "2026-11-25T22:05:00.000Z"],
    ["11/11/2026", "2026-11-10T22:00:00.000Z"],
    ["26-NOV-2026", "2026-11-25T22:00:00.000Z"],
    ["26-Nov-26 10:11:12", "2026-11-26T08:11:12.000Z"],
    ["Thu, 26 Nov 2026 10:11:12", "2026-11-26T08:11:12.000Z"],
    ["26 ao\u00fbt 2026", "2026-08-25T22:00:00.000Z"],
    ["26 d\u00e9cembre 2026 \u00e0 10h11", "2026-12-26T08:11:00.000Z"],
    ["Nov 26, 2026 10:11 AM", "2026-11-26T08:11:00.000Z"],
    ["Mar 26, 2026", "2026-03-25T22:00:00.000Z"],
    ["March 26, 2026 10:11 AM", "2026-03-26T08:11:00.000Z"],
    ["mar. 3 mars 2026 10:11", "2026-03-03T08:11:00.000Z"],
    ["46352", "2026-11-25T22:00:00.000Z"],
    ["46352.5", "2026-11-26T10:00:00.000Z"],
    ["46352,5", "2026-11-26T10:00:00.000Z"],
    ["20261126", "2026-11-25T22:00:00.000Z"],
    ["20261126101112", "2026-11-26T08:11:12.000Z"],
    ["1795687872", "2026-11-26T10:11:12.000Z"],
    ["1795687872000", "2026-11-26T10:11:12.000Z"],
  ])("is read: %s", (text, expected) => {
    expect(readMoment(text)).toBe(expected)
  })

  it("is put together from a day and a time of day", () => {
    expect(readMoment("26/11/2026", "10:11:12")).toBe("2026-11-26T08:11:12.000Z")
    expect(readMoment("2026-11-26", "2:05 PM")).toBe("2026-11-26T12:05:00.000Z")
    for (const half of ["0.4375", "0,4375", ".4375"])
      expect(readMoment("26/11/2026", half)).toBe("2026-11-26T08:30:00.000Z")
    expect(readMoment("46352", "0,4375")).toBe("2026-11-26T08:30:00.000Z")
    // Excel writes the day as midnight, other programs the whole moment twice.
    expect(readMoment("26/11/2026 00:00", "10:11:12")).toBe("2026-11-26T08:11:12.000Z")
    expect(readMoment("26/11/2026 10:11:12", "10:11:12")).toBe("2026-11-26T08:11:12.000Z")
    expect(readMoment("26/11/2026 10:11:12", "10:11")).toBe("2026-11-26T08:11:12.000Z")
    expect(() => readMoment("26/11/2026 10:11", "11:10")).toThrow(/is no date/)
  })

  it("is asked about where the day or the month can come first, and read as the request says", () => {
    expect(() => readMoment("03/11/2026")).toThrow(/date_order=dmy .*date_order=mdy/)
    expect(readMoment("03/11/2026", "", "dmy")).toBe("2026-11-02T22:00:00.000Z")
    expect(readMoment("03/11/2026", "", "mdy")).toBe("2026-03-10T22:00:00.000Z")
  })

  it("is not read against what the file proves", () => {
    expect(() => readMoment("26/11/2026", "", "mdy")).toThrow(/cannot be read with date_order=mdy/)
    const finder = new DateOrderFinder()
    finder.add("26/11/2026", { line: 2, column: "Date" })
    finder.add("11/27/2026", { line: 9, column: "Date" })
    expect(() => finder.decide(undefined, undefined)).toThrow(/Line 9, column "Date".*line 2/)
  })

  it.each(["31/02/2026", "2026-13-01", "yesterday", "26/11/2026 25:00", "10:11", ""])(
    "is no moment: %s",
    (text) => {
      expect(() => readMoment(text)).toThrow(/is no date/)
    }
  )

  it("is the same moment in every way of writing it", () => {
    const two = (value: number): string => String(value).padStart(2, "0")
    fc.assert(
      fc.property(
        fc.date({
          min: new Date("2000-01-02T00:00:00Z"),
          max: new Date("2099-12-30T00:00:00Z"),
          noInvalidDate: true,
        }),
        fc.constantFrom<DateOrder>("dmy", "mdy"),
        (date, order) => {
          const ms = Math.floor(date.getTime() / 1000) * 1000
          const kigali = new Date(ms + 2 * 60 * 60_000)
          const [year, month, day] = [
            String(kigali.getUTCFullYear()),
            two(kigali.getUTCMonth() + 1),
            two(kigali.getUTCDate()),
          ]
          const clock = kigali.toISOString().slice(11, 19)
          const numeric = order === "dmy" ? `${day}/${month}/${year}` : `${month}/${day}/${year}`
          const named = `${day}-${kigali.toLocaleString("en-GB", { month: "short", timeZone: "UTC" })}-${year}`
          const serial = (kigali.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000
          for (const text of [
            new Date(ms).toISOString(),
            `${year}-${month}-${day} ${clock}`,
            `${numeric} ${clock}`,
            `${named} ${clock}`,
            serial.toFixed(10),
          ])
            expect(parseMoment(text, order, PLACE).at.getTime()).toBe(ms)
        }
      )
    )
  })
})
