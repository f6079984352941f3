import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import type { KpayHealthCheck } from "../http-types"
import { checkDashboardPackages } from "./dashboard-packages"
import { STOREFRONT_FILES } from "./storefront/files"
import { planStorefront, writeStorefront, type StorefrontPatch } from "./storefront/patch"
import { CONFIG_ENTRIES, ENVIRONMENT, MODULE_ENTRY, PLUGIN_ENTRY, STOREFRONT } from "./templates"

export const INIT_HELP = `kpay init [--write]         prints what a shop needs: the two entries of medusa-config.ts, the environment, the storefront's part.
                            With --write it adds the entries and the environment to the files where nothing of K-Pay is yet.
kpay init --storefront      in the folder of Medusa's official storefront: prints which files K-Pay adds and changes there.
                            With --write it does so. It overwrites nothing, and says what is left to do by hand.`

const CONFIG = "medusa-config.ts"

const CHECK = "npx kpay doctor checks all of it."

/** Prints what the installation adds to a shop, or adds it. Never changes a line that is there. */
export function runInit(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      write: { type: "boolean", default: false },
      storefront: { type: "boolean" },
      help: { type: "boolean" },
    },
  })
  if (values.help) console.log(INIT_HELP)
  else if (values.storefront) initStorefront(process.cwd(), values.write)
  else if (values.write) write(process.cwd())
  else console.log(toText())
}

function initStorefront(folder: string, isWriting: boolean): void {
  if (!existsSync(join(folder, "src/lib/data/cart.ts")))
    throw new Error(
      "This is not Medusa's official storefront: it has no src/lib/data/cart.ts. Run the command in the storefront's folder, e.g. apps/storefront. For any other storefront see docs/storefront-kit.md."
    )
  const patch = planStorefront(folder)
  if (isWriting) writeStorefront(folder, patch)
  console.log(toReport(patch, isWriting))
  // A script that goes on must know that something is left to do.
  if (patch.byHand.length > 0) process.exitCode = 1
}

function toReport({ texts, done, byHand }: StorefrontPatch, isWriting: boolean): string {
  const paths = Object.keys(texts)
  const isNew = (path: string): boolean => path in STOREFRONT_FILES
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`${title}\n${lines.map((line) => `  ${line}`).join("\n")}`]
  return [
    ...list(isWriting ? "New files:" : "Would be new:", paths.filter(isNew)),
    ...list(
      isWriting ? "Changed:" : "Would be changed:",
      paths.filter((path) => !isNew(path))
    ),
    ...list("There already, and left as they are:", done),
    ...list(
      "Of another form than the starter's, and left alone. Change them by hand, as docs/dtc-starter.md of this package says:",
      byHand.map(({ path, steps }) => `${path}: step ${steps.join(", ")}`)
    ),
    isWriting || paths.length === 0
      ? "Set the plugin's storefrontUrl to the shop's /<country>/kpay-return, and STORE_CORS to the shop's address."
      : "Nothing is changed yet. kpay init --storefront --write changes it.",
  ].join("\n\n")
}

function toText(): string {
  return [
    `Add to ${CONFIG}:`,
    `module.exports = defineConfig({\n${CONFIG_ENTRIES}})`,
    "Add to .env (these values are for the sandbox, which npx kpay sandbox starts):",
    ENVIRONMENT,
    "In the storefront:",
    STOREFRONT,
    `Then run npx medusa db:migrate, and start Medusa. ${CHECK}`,
  ].join("\n\n")
}

function write(folder: string): void {
  const config = join(folder, CONFIG)
  if (!existsSync(config))
    throw new Error(
      `There is no ${CONFIG} in this folder. Run the command in your Medusa application.`
    )
  const byHand = writeConfig(config)
  const added = writeEnvironment(join(folder, ".env"))
  console.log(
    added.length === 0
      ? ".env has K-Pay's variables already."
      : `.env has ${added.length} more variables, with values for the sandbox: ${added.join(", ")}`
  )
  console.log(`\nIn the storefront:\n\n${STOREFRONT}\n`)
  const sandbox = added.length === 0 ? "" : " start the sandbox with npx kpay sandbox,"
  const left = [byHand, toTrouble(checkDashboardPackages(folder))].filter((one) => one !== null)
  if (left.length > 0) {
    console.log(["Left to do:", ...left].join("\n\n") + "\n")
    // A script that goes on must know that something is left to do.
    process.exitCode = 1
  }
  const then = left.length === 0 ? "Now" : "When that is done,"
  console.log(
    `${then} run npx medusa db:migrate,${sandbox} and start Medusa. In the dashboard, add the currency RWF, and choose Kpay in the region that has it. ${CHECK}`
  )
}

function toTrouble(check: KpayHealthCheck | null): string | null {
  return check?.status === "error" ? `${check.message}\n${check.remedy ?? ""}` : null
}

/** @returns what is left to do by hand; `null` where nothing is. */
function writeConfig(file: string): string | null {
  const before = readFileSync(file, "utf8")
  if (before.includes("medusa-payment-kpay")) {
    console.log(`${CONFIG} has K-Pay already.`)
    return null
  }
  const after = addEntries(before)
  if (after === null) return BY_HAND
  writeFileSync(file, after)
  console.log(`${CONFIG} has the plugin and the payment provider now.`)
  return null
}

const BY_HAND = `${CONFIG} has a payment module already, or a form of its own, and is left alone. Add to its plugins: [ … ]

${PLUGIN_ENTRY}
and to its modules: [ … ] this; where it has an entry of @medusajs/medusa/payment, add the dependency and the provider to that one:

${MODULE_ENTRY}`

/**
 * The configuration with the two entries, in its own lists where it has some; `null` where it has a payment module already, or a
 * form that is not the usual one.
 */
export function addEntries(config: string): string | null {
  if (config.includes("@medusajs/medusa/payment")) return null
  const withModule = addEntry(config, "modules", MODULE_ENTRY)
  return withModule && addEntry(withModule, "plugins", PLUGIN_ENTRY)
}

function addEntry(config: string, list: "plugins" | "modules", entry: string): string | null {
  const head = new RegExp(String.raw`(?<!\w)${list}: ?\[`, "g")
  const mentions = config.match(new RegExp(String.raw`\b${list}\b`, "g"))?.length ?? 0
  const heads = config.match(head)?.length ?? 0
  if (mentions === 1 && heads === 1)
    return config.replace(head, (found) => `${found}\n${entry.trimEnd()}`)
  const start = "defineConfig({"
  if (mentions > 0 || config.split(start).length !== 2) return null
  return config.replace(start, `${start}\n  ${list}: [\n${entry}  ],`)
}

/** @returns the names of the variables that it added. */
function writeEnvironment(file: string): string[] {
  const before = existsSync(file) ? readFileSync(file, "utf8") : ""
  const missing = toMissingLines(before)
  if (missing.length === 0) return []
  const gap = before === "" || before.endsWith("\n") ? "" : "\n"
  writeFileSync(file, `${before}${gap}${missing.join("\n")}\n`)
  return missing.map(toName)
}

/**
 * The lines of the environment whose variables a file does not set. None where it has any of K-Pay's: the values are the
 * sandbox's, and a shop that is set up must not get a part of them.
 */
export function toMissingLines(environment: string): string[] {
  const known = environment.split("\n").map(toName)
  if (known.some((name) => name.startsWith("KPAY_"))) return []
  return ENVIRONMENT.split("\n").filter((line) => !known.includes(toName(line)))
}

function toName(line: string): string {
  return /^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ""
}
