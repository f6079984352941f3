// Puts each fault of `mutants.mjs` into a copy of the project, one at a time, and runs the tests that must notice it.
// Usage: npm run mutate [-- <part of a fault's name or file> ...]. Ends with 1 when a fault was not noticed.
// npm run mutate -- --check only says whether each fault still has its place in the code.
import { spawnSync } from "node:child_process"
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { MUTANTS } from "./mutants.mjs"

const ROOT = resolve(import.meta.dirname, "../..")

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

/** The files that git knows, with the dependencies of this checkout. */
function copyProject() {
  const directory = mkdtempSync(join(tmpdir(), "kpay-mutants-"))
  const { stdout } = spawnSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
  for (const file of stdout.trim().split("\n")) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    cpSync(join(ROOT, file), join(directory, file))
  }
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"))
  return directory
}

/** A test that fails anyway would notice every fault. */
function checkWithoutFaults() {
  for (const spec of new Set(mutants.map((mutant) => mutant.spec))) {
    const ofSpec = mutants.filter((mutant) => mutant.spec === spec)
    const names = ofSpec.some(({ test }) => test === undefined)
      ? []
      : ofSpec.map(({ test }) => test)
    const result = runTests(ofSpec[0].suite, spec, names)
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
    return runTests(suite, spec, test === undefined ? [] : [test])
  } finally {
    writeFileSync(path, source)
  }
}

function runTests(suite, spec, names) {
  const report = join(copy, "mutant-report.json")
  const only = names.length === 0 ? [] : ["-t", names.map(escape).join("|")]
  spawnSync(
    process.execPath,
    [
      ...["--experimental-vm-modules", join(copy, "node_modules/jest/bin/jest.js")],
      ...["--runInBand", "--forceExit", "--silent", "--json", `--outputFile=${report}`],
      ...[spec, ...only],
    ],
    { cwd: copy, env: { ...process.env, TEST_TYPE: suite }, stdio: "ignore" }
  )
  const { numFailedTests, numPassedTests } = JSON.parse(readFileSync(report, "utf8"))
  rmSync(report)
  if (numFailedTests + numPassedTests === 0) return "NO TEST RAN"
  return numFailedTests > 0 ? "killed" : "SURVIVED"
}

/** Jest takes a test's name as a regular expression. */
function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}
