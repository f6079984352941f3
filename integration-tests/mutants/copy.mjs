import { spawnSync } from "node:child_process"
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"

export const ROOT = resolve(import.meta.dirname, "../..")

/** The files that git knows, with the dependencies of this checkout. */
export function copyProject() {
  const directory = mkdtempSync(join(tmpdir(), "kpay-mutants-"))
  const { stdout } = spawnSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" })
  for (const file of stdout.trim().split("\n")) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    cpSync(join(ROOT, file), join(directory, file))
  }
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"))
  return directory
}

/**
 * Runs tests of a copy of the project.
 *
 * @param {string} copy its folder.
 * @param {"unit" | "modules" | "http"} suite
 * @param {string} spec a part of the test file's name.
 * @param {readonly string[]} names parts of the tests' names; none for the whole file.
 * @returns {"killed" | "SURVIVED" | "NO TEST RAN"} `killed` when a test failed, or the file of tests could not be loaded.
 */
export function runTests(copy, suite, spec, names = []) {
  const { numFailedTests, numPassedTests, numRuntimeErrorTestSuites } = runJest(copy, suite, [
    spec,
    ...toTestNames(names),
  ])
  if (numRuntimeErrorTestSuites > 0) return "killed"
  if (numFailedTests + numPassedTests === 0) return "NO TEST RAN"
  return numFailedTests > 0 ? "killed" : "SURVIVED"
}

/** Runs jest on a copy of the project; gives its report, or `null` where it ended without one. */
export function runJest(copy, suite, args, { env = {}, timeout } = {}) {
  const report = join(copy, "mutant-report.json")
  spawnSync(
    process.execPath,
    [
      ...["--experimental-vm-modules", join(copy, "node_modules/jest/bin/jest.js")],
      ...["--runInBand", "--forceExit", "--silent", "--json", `--outputFile=${report}`],
      ...args,
    ],
    {
      cwd: copy,
      env: { ...process.env, ...env, TEST_TYPE: suite },
      stdio: "ignore",
      timeout,
      killSignal: "SIGKILL",
    }
  )
  if (!existsSync(report)) return null
  const result = JSON.parse(readFileSync(report, "utf8"))
  rmSync(report)
  return result
}

/** Jest's arguments for parts of tests' names, which it takes as a regular expression; none for all tests. */
export function toTestNames(names) {
  const patterns = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  return patterns.length === 0 ? [] : ["-t", patterns.join("|")]
}
