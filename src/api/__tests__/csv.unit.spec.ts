import fc from "fast-check"
import { toCsvLine, type Cell } from "../csv"

describe("A line of a CSV file", () => {
  it("holds numbers, words and nothing as they are", () => {
    expect(toCsvLine(["RF1", 5_200, true, null, ""])).toBe("RF1,5200,true,,\r\n")
  })

  it("quotes what would break it", () => {
    expect(toCsvLine(['say "no"', "a,b", "two\nlines"])).toBe('"say ""no""","a,b","two\nlines"\r\n')
  })

  it("has no cell that a spreadsheet takes for a formula", () => {
    const cells = ["=1+1", "+250", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/C calc',1"]
    expect(toCsvLine(cells)).toBe(
      "'=1+1,'+250,'-1,'@SUM(A1),'\t=1,\"'\r=1\",\"'=cmd|'/C calc',1\"\r\n"
    )
  })

  it("gives every text back to a reader of RFC 4180, except for the apostrophe before a formula", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "é", '"', ",", "\r", "\n", "\t", "=", "-"),
    })
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const read = readLine(toCsvLine(cells))
        expect(read).toEqual(cells.map((cell) => (/^[=\-\t\r\n]/.test(cell) ? `'${cell}` : cell)))
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      })
    )
  })
})

/** A reader that shares nothing with the writer. */
function readLine(line: string): Cell[] {
  const cells: string[] = []
  let cell = ""
  let isQuoted = false
  for (let i = 0; i < line.length; i++) {
    const rest = line.slice(i)
    if (isQuoted && rest.startsWith('""')) {
      cell += '"'
      i++
    } else if (rest.startsWith('"')) isQuoted = !isQuoted
    else if (!isQuoted && rest.startsWith(",")) {
      cells.push(cell)
      cell = ""
    } else if (!isQuoted && rest === "\r\n") return [...cells, cell]
    else cell += line.charAt(i)
  }
  throw new Error("The line has no end.")
}
