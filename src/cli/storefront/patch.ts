import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { STOREFRONT_EDITS, type Edit } from "./edits"
import { STOREFRONT_FILES } from "./files"

/** What is done to a storefront. Paths are those in the storefront. */
export interface StorefrontPatch {
  /** New text, by path. */
  readonly texts: Readonly<Record<string, string>>
  /** Files that have their change already, or that are there and are left as they are. */
  readonly done: readonly string[]
  /** What is to be done by hand: the file has another form. */
  readonly byHand: readonly { readonly path: string; readonly steps: readonly number[] }[]
}

/**
 * What the guide for Medusa's official storefront changes. A file that is there is not overwritten: its lines stay, and the
 * changes are added where the guide adds them. A file with another form than the starter's is left alone.
 */
export function planStorefront(folder: string): StorefrontPatch {
  const texts: Record<string, string> = {}
  const done: string[] = []
  const byHand: { path: string; steps: number[] }[] = []
  for (const [path, text] of Object.entries(STOREFRONT_FILES)) {
    if (existsSync(join(folder, path))) done.push(path)
    else texts[path] = text
  }
  for (const [path, edits] of Object.entries(STOREFRONT_EDITS)) {
    const file = join(folder, path)
    const text = existsSync(file) ? readFileSync(file, "utf8") : ""
    const { after, missing } = edit(text, edits)
    if (missing.length > 0) byHand.push({ path, steps: [...new Set(missing)] })
    else if (after === text) done.push(path)
    else texts[path] = after
  }
  return { texts, done, byHand }
}

/** Writes what was planned. */
export function writeStorefront(folder: string, { texts }: StorefrontPatch): void {
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Makes changes that are not made yet. Gives the steps whose place is not found, or found more than once. */
export function edit(
  text: string,
  edits: readonly Edit[]
): { readonly after: string; readonly missing: readonly number[] } {
  const isWindows = text.includes("\r\n")
  // Which line ends belong to the shop is not clear then.
  if (isWindows && /[^\r]\n/.test(text)) return { after: text, missing: toMissing(text, edits) }
  const missing: number[] = []
  let after = isWindows ? text.replaceAll("\r\n", "\n") : text
  for (const { step, mark, find, replace } of edits) {
    if (mark.test(after)) continue
    const places = after.match(new RegExp(find.source, `${find.flags}g`))?.length ?? 0
    if (places === 1)
      after = after.replace(find, (found) =>
        typeof replace === "string" ? replace : replace(found)
      )
    else missing.push(step)
  }
  return { after: isWindows ? after.replaceAll("\n", "\r\n") : after, missing }
}

/** The steps that are not done yet. */
function toMissing(text: string, edits: readonly Edit[]): number[] {
  return edits.filter(({ mark }) => !mark.test(text)).map(({ step }) => step)
}
