// Runs every suite of `npm test`, also after one has failed, and says at the end which passed. Ends with 1 when any failed.
import { spawnSync } from "node:child_process"

// The longest is the last: until its end it has work for two cores.
const SUITES = ["test:unit", "test:modules", "test:processes", "test:http"]

const results = SUITES.map((suite) => {
  // On Windows `npm` is a script, which only a shell starts.
  const isWindows = process.platform === "win32"
  const { status } = spawnSync("npm", ["run", suite], { stdio: "inherit", shell: isWindows })
  return { suite, isPassed: status === 0 }
})

console.log()
for (const { suite, isPassed } of results)
  console.log(`${suite.padEnd(16)}${isPassed ? "passed" : "FAILED"}`)
process.exitCode = results.every(({ isPassed }) => isPassed) ? 0 : 1
