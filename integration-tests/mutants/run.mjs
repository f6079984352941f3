// Puts each fault of `mutants.mjs` into a copy of the project, one at a time, and runs the tests that must notice it.
// Usage: npm run mutate [-- <part of a fault's name or file> ...]. Ends with 1 when a fault was not noticed.
// npm run mutate -- --check only says whether each fault still has its place in the code.
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { copyProject, ROOT, runTests } from "./copy.mjs"
import { MUTANTS } from "./mutants.mjs"

const lost = MUTANTS.filter(
  ({ file, find }) => readFileSync(join(ROOT, file), "utf8").split(find).length !== 2
)
for (const { name, file } of lost) console.log(`NOT FOUND   ${name} (${file})`)
if (lost.length > 0 || process.argv.includes("--check")) process.exit(lost.length === 0 ? 0 : 1)

const wanted = process.argv.slice(2)
const mutants = MUTANTS.filter(
  ({ name, file }) =>
    wanted.length === 0 || wanted.some((text) => name.includes(text) || file.includes(text))
)
const copy = copyProject()
checkWithoutFaults()
const results = mutants.map((mutant) => {
  const result = play(mutant)
  console.log(`${result.padEnd(12)}${mutant.name} (${mutant.file})`)
  return { name: mutant.name, result }
})
rmSync(copy, { recursive: true })

const killed = results.filter(({ result }) => result === "killed").length
console.log(`\n${killed} of ${results.length} faults were noticed`)
process.exitCode = killed === results.length && killed > 0 ? 0 : 1

/** A test that fails anyway would notice every fault. */
function checkWithoutFaults() {
  for (const spec of new Set(mutants.map((mutant) => mutant.spec))) {
    const ofSpec = mutants.filter((mutant) => mutant.spec === spec)
    const names = ofSpec.some(({ test }) => test === undefined)
      ? []
      : ofSpec.map(({ test }) => test)
    const result = runTests(copy, ofSpec[0].suite, spec, names)
    if (result !== "SURVIVED")
      throw new Error(`${spec}: its tests do not pass without a fault either.`)
  }
}

/**
 * @param {import("./mutants.mjs").Mutant} mutant
 * @returns {"killed" | "SURVIVED" | "NO TEST RAN"}
 */
function play({ file, find, replace, suite, spec, test }) {
  const path = join(copy, file)
  const source = readFileSync(path, "utf8")
  writeFileSync(
    path,
    source.replace(find, () => replace)
  )
  try {
    return runTests(copy, suite, spec, test === undefined ? [] : [test])
  } finally {
    writeFileSync(path, source)
  }
}
