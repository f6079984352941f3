/**
 * Jest's filter of the HTTP tests. A file `*.shared.ts` imports files of tests that want the same shop, so that one shop is
 * started for all of them. It runs in their place, unless only some of them are asked for: those run by themselves.
 */
module.exports = async function filter(paths) {
  const shared = paths.filter((path) => {
    const asked = readShared(path).filter((file) => paths.includes(file)).length
    return isShared(path) && (asked === 0 || asked === readShared(path).length)
  })
  const within = new Set(shared.flatMap(readShared))
  const isRun = (path) => shared.includes(path) || !(isShared(path) || within.has(path))
  return { filtered: paths.filter(isRun).map((test) => ({ test })) }
}

module.exports.readShared = readShared

const { readFileSync } = require("node:fs")
const { dirname, join } = require("node:path")

const isShared = (path) => path.endsWith(".shared.ts")

/** The files of tests that a file imports to have them share a shop; none where it is not such a file. */
function readShared(path) {
  if (!isShared(path)) return []
  const imports = readFileSync(path, "utf8").matchAll(/^import "(.+)"$/gm)
  return [...imports].map(([, file]) => join(dirname(path), `${file}.ts`))
}
