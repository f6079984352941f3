import { parse } from "csv-parse/sync"
import type { Options } from "csv-parse"
import {
  applyMapping,
  findColumn,
  findMissing,
  isHeader,
  listNamed,
  listSetAside,
  recogniseColumns,
  type Columns,
  type Mapping,
} from "./columns"
import { decodeHead, findEncoding, type Encoding } from "./encoding"
import { toTextDetail } from "../../../domain/sentences"
import { STATEMENT_REFUSALS } from "../refusals"
import { refuseFile } from "./fault"

export const DELIMITERS = [",", ";", "\t", "|"] as const

export type Delimiter = (typeof DELIMITERS)[number]

/** Lines before the line that names the columns. */
const PREAMBLE_MAX = 100

/** A longer line is a sign of a quote that is never closed. */
const RECORD_BYTES_MAX = 128 * 1024

/** How a file is to be read. */
export interface Layout {
  readonly encoding: Encoding
  readonly delimiter: Delimiter
  /** The line that names the columns, from 1. */
  readonly headerLine: number
  readonly names: readonly string[]
  readonly columns: Columns
  readonly setAside: ReturnType<typeof listSetAside>
}

/** What a request says about a file, and what an earlier upload of its source said. */
export interface LayoutWish {
  readonly mapping: Mapping
  /** Counts only where the file has all of its columns. */
  readonly rememberedMapping: Mapping
  /** The columns of ids that earlier files of the source had. */
  readonly formerIds: readonly string[]
  readonly delimiter?: Delimiter | undefined
}

export const toCsvOptions = (delimiter: string) =>
  ({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: RECORD_BYTES_MAX,
  }) as const satisfies Options

interface HeadLine {
  readonly record: string[]
  readonly info: { readonly lines: number }
}

interface Candidate {
  readonly delimiter: Delimiter
  readonly headerLine: number
  readonly names: readonly string[]
  readonly columns: Columns
  readonly setAside: Layout["setAside"]
}

/**
 * Finds out how a file is to be read: its encoding, its delimiter, and the line that names the columns, which may come after
 * other lines. The layout may still lack the amount or the date; see {@link requireColumns}.
 *
 * @throws StatementFileError for a file that is no text, or a mapping that names a column it does not have.
 */
export async function findLayout(path: string, wish: LayoutWish): Promise<Layout> {
  const encoding = await findEncoding(path)
  const head = await decodeHead(path, encoding)
  if (head.trim() === "") refuseFile("statement_empty")
  const delimiters = wish.delimiter ? [wish.delimiter] : DELIMITERS
  const candidates = delimiters.flatMap((delimiter) => listCandidates(head, delimiter, wish))
  const named = listNamed(wish.mapping)
  const complete = candidates.filter(({ names }) =>
    named.every((name) => findColumn(names, name) >= 0)
  )
  const best = pickBest(complete)
  if (!best) return refuseMapping(candidates, wish.mapping)
  return { encoding, ...best }
}

/** @throws StatementFileError where a statement could not be read without a further column. */
export function requireColumns({ columns, headerLine }: Layout): void {
  const missing = findMissing(columns)
  if (missing.length === 0) return
  const [first, second] = missing
  const both = first && second && "statement_amount_and_date"
  const one = first === "amount" ? "statement_amount" : "statement_date"
  const what = toTextDetail("what", STATEMENT_REFUSALS, both ?? one)
  if (Object.keys(columns).length === 0) refuseFile("statement_no_columns", what)
  refuseFile("statement_column_missing", { ...what, line: String(headerLine) })
}

/** Every line of the beginning that could name columns. */
function listCandidates(head: string, delimiter: Delimiter, wish: LayoutWish): Candidate[] {
  const records = parseHead(head, delimiter)
  return records.map(({ record, info }) => {
    const recognised = recogniseColumns(record)
    const isKnown = listNamed(wish.rememberedMapping).every((name) => findColumn(record, name) >= 0)
    const mapping = { ...(isKnown && wish.rememberedMapping), ...wish.mapping }
    const isNamed = listNamed(mapping).every((name) => findColumn(record, name) >= 0)
    const columns = isNamed ? applyMapping(recognised, mapping, record) : recognised
    return {
      delimiter,
      headerLine: info.lines,
      names: record,
      columns,
      setAside: listSetAside(recognised, columns, record, wish.formerIds),
    }
  })
}

function parseHead(head: string, delimiter: Delimiter): HeadLine[] {
  const options = { ...toCsvOptions(delimiter), to: PREAMBLE_MAX, skip_records_with_error: true }
  try {
    return parse(head, options) as unknown as HeadLine[]
  } catch {
    // A quote that is never closed: told with its line when the rows are read.
    const [line = ""] = head.split(/\r\n|\n|\r/)
    return [{ record: line.split(delimiter), info: { lines: 1 } }]
  }
}

/** The line with the amount and the date, then with the most columns that are recognised, then the first. */
function pickBest(candidates: readonly Candidate[]): Candidate | null {
  let best: { candidate: Candidate; score: number } | null = null
  for (const candidate of candidates) {
    const score = toScore(candidate)
    if (!best || score > best.score) best = { candidate, score }
  }
  return best?.candidate ?? null
}

function toScore({ columns, names }: Candidate): number {
  const isComplete = findMissing(columns).length === 0
  const roles = Object.keys(columns).length
  // Where nothing is recognised, a line of several words names the columns rather than a title or a row.
  const words = names.filter((name) => /\p{L}/u.test(name) && !/\d{3}/.test(name)).length
  const isList = words === names.length && words > 2
  return (isComplete ? 10_000 : 0) + roles * 100 + (isList ? Math.min(words, 50) : 0)
}

function refuseMapping(candidates: readonly Candidate[], mapping: Mapping): never {
  const best = pickBest(candidates)
  const absent = listNamed(mapping).filter((name) => findColumn(best?.names ?? [], name) < 0)
  const names = best && isHeader(best.names) ? best.names : []
  const known = names.map((name) => `"${name.trim()}"`).join(", ")
  const named = { absent: absent.map((name) => `"${name}"`).join(", ") }
  if (known === "") return refuseFile("statement_mapping", named)
  return refuseFile("statement_mapping_known", { ...named, known })
}
