// Opens every door of the installed package, as a shop's code does: by import and by require.
import { createRequire } from "node:module"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const PACKAGE = "medusa-payment-kpay"
const require = createRequire(join(process.cwd(), "package.json"))
const { exports } = JSON.parse(readFileSync(require.resolve(`${PACKAGE}/package.json`), "utf8"))

/** Extensions of the dashboard run in a browser. A pattern is opened by one of the names that it stands for. */
const doors = Object.keys(exports)
  .filter((door) => door !== "./admin")
  .map((door) => join(PACKAGE, door.replace("*", "kpay")))

for (const door of doors) {
  if (/\.(json|css)$/.test(door)) readFileSync(require.resolve(door))
  else {
    const [imported, required] = [await import(door), require(door)]
    // The main door has types only.
    const isEmpty = Object.keys(imported).length === 0 || Object.keys(required).length === 0
    if (isEmpty && door !== PACKAGE) throw new Error(`${door} has nothing in it.`)
  }
  console.log(door)
}
