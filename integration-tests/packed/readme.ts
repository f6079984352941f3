import { readFileSync } from "node:fs"
import { join } from "node:path"

const README = readFileSync(join(__dirname, "../../README.md"), "utf8")

/**
 * A block of code of the README, by its first line. It is what a reader copies.
 *
 * @throws when the README has no such block.
 */
export function readBlock(language: string, firstLine: string): string {
  const block = [...README.matchAll(/^ *```(\w+)\n([\s\S]*?)\n *```$/gm)].find(
    ([, of, code]) => of === language && code?.trim().startsWith(firstLine)
  )
  if (!block?.[2])
    throw new Error(`The README has no ${language} block that begins with ${firstLine}`)
  return outdent(block[2])
}

/** A block in a list is indented with it. */
function outdent(code: string): string {
  const indent = /^ */.exec(code)?.[0].length ?? 0
  return code
    .split("\n")
    .map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)))
    .join("\n")
}
