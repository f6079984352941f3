import { createReadStream } from "node:fs"
import { open, stat } from "node:fs/promises"
import { toTextDetail } from "../../../domain/sentences"
import { STATEMENT_REFUSALS } from "../refusals"
import { refuseFile } from "./fault"

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const

export type Encoding = (typeof ENCODINGS)[number]

/** How much of a file is looked at to tell its encoding and its columns. */
export const HEAD_BYTES = 64 * 1024

/** Files that are no text, by how they begin. */
const OTHER_FILES = [
  ["PK\u0003\u0004", "statement_xlsx"],
  ["\u00d0\u00cf\u0011\u00e0", "statement_xls"],
  ["%PDF", "statement_pdf"],
  ["\u001f\u008b", "statement_gz"],
] as const

/**
 * Tells a file's encoding: by its first bytes, else UTF-8 where all of it is, else Windows-1252.
 *
 * @throws StatementFileError for a file that is no text, or that is cut off.
 */
export async function findEncoding(path: string): Promise<Encoding> {
  const head = await readHead(path)
  const begin = head.subarray(0, 8).toString("latin1")
  const other = OTHER_FILES.find(([signature]) => begin.startsWith(signature))
  if (other) refuseFile("statement_other_file", toTextDetail("kind", STATEMENT_REFUSALS, other[1]))
  if (/^[^\w<{]*<(?:!doctype|html|\?xml|table|head|body)/i.test(head.toString("latin1")))
    refuseFile("statement_web_page")
  const wide = findMarked(begin) ?? findWide(head)
  if (wide) {
    if ((await stat(path)).size % 2 !== 0) refuseFile("statement_cut_off")
    return wide
  }
  if (head.includes(0)) refuseFile("statement_no_text")
  return (await isUtf8(path)) ? "utf-8" : "windows-1252"
}

/** A file's text in pieces, without its byte order mark. */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let isFirst = true
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = decoder.decode(bytes, { stream: true })
    yield isFirst ? withoutMark(text) : text
    isFirst = false
  }
  yield decoder.decode()
}

/** The beginning of a file's text, without the line that is cut off at its end. */
export async function decodeHead(path: string, encoding: Encoding): Promise<string> {
  const head = await readHead(path)
  const text = withoutMark(new TextDecoder(encoding).decode(head))
  if (head.length < HEAD_BYTES) return text
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"))
  return end > 0 ? text.slice(0, end + 1) : text
}

/** Some programs write the mark of UTF-8 before text of Windows-1252. */
function withoutMark(text: string): string {
  return text.replace(/^\u00ef\u00bb\u00bf/, "")
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function findMarked(begin: string): Encoding | null {
  if (begin.startsWith("\u00ff\u00fe")) return "utf-16le"
  return begin.startsWith("\u00fe\u00ff") ? "utf-16be" : null
}

/** Text of Western letters in two bytes each has a null byte in every second place. */
function findWide(head: Buffer): Encoding | null {
  const bytes = head.subarray(0, 4_096)
  const count = (rest: number): number =>
    bytes.filter((byte, index) => byte === 0 && index % 2 === rest).length
  const [even, odd] = [count(0), count(1)]
  const half = bytes.length / 2
  if (odd > half * 0.6 && even === 0) return "utf-16le"
  if (even > half * 0.6 && odd === 0) return "utf-16be"
  return null
}

/** @throws StatementFileError for UTF-8 that ends within a character. */
async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  let isAscii = true
  let isWhole = false
  try {
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>)
      isAscii = !/[^\0-\x7f]/.test(decoder.decode(bytes, { stream: true })) && isAscii
    isWhole = true
    decoder.decode()
    return true
  } catch (error) {
    if (!isInvalid(error)) throw error
    // Where the rest is ASCII, the last letter can as well be one of Windows-1252.
    if (isWhole && !isAscii) refuseFile("statement_cut_off")
    return false
  }
}

function isInvalid(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_ENCODING_INVALID_ENCODED_DATA"
  )
}
