import { existsSync, readFileSync, realpathSync } from "node:fs"
import { dirname, join } from "node:path"
import type { KpayHealthCheck } from "../http-types"

/** Packages that hold what the dashboard shares with its extensions: with two copies, a page of an extension does not open. */
const SHARED = ["react-router-dom", "@tanstack/react-query", "react-i18next"]

/** What an application declares to have one copy of each, beside the dashboard itself. */
const DECLARED = [...SHARED, "i18next"]

interface Package {
  readonly folder: string
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

/**
 * Whether the dashboard of an application and the plugin use the same packages. No server can tell: the page would not open.
 *
 * @param application its folder.
 * @returns `null` where the application has no dashboard.
 */
export function checkDashboardPackages(application: string): KpayHealthCheck | null {
  const dashboard = ["@medusajs/medusa", "@medusajs/admin-bundler", "@medusajs/dashboard"].reduce<
    string | null
  >((folder, name) => folder && (findPackage(folder, name)?.folder ?? null), application)
  if (dashboard === null) return null
  const plugin = findPackage(application, "medusa-payment-kpay")?.folder ?? application
  for (const name of SHARED) {
    const theirs = findPackage(dashboard, name)
    const ours = findPackage(plugin, name)
    if (theirs && theirs.folder !== ours?.folder)
      return toCheck({
        status: "error",
        message: `The dashboard uses ${name} ${theirs.version}, and the plugin ${toWords(ours, theirs)}: K-Pay's page does not open.`,
        remedy: `Declare the dashboard's versions in the application: ${toCommand(application, dashboard)}. Then build it again, or restart medusa develop.`,
      })
  }
  const message = "The dashboard and the plugin use the same packages."
  return toCheck({ status: "ok", message, remedy: null })
}

function toWords(ours: Package | null, theirs: Package): string {
  if (!ours) return "finds none"
  return ours.version === theirs.version ? "another copy of it" : `gets ${ours.version}`
}

/** The command that declares the packages, with the package manager of the application. */
function toCommand(application: string, dashboard: string): string {
  const { version, dependencies } = readPackage(dashboard)
  const packages = DECLARED.flatMap((name) => {
    const wanted = dependencies[name]
    return wanted === undefined ? [] : [`${name}@${wanted}`]
  })
  const [add, exactly] = findManager(application)
  return [add, exactly, `@medusajs/dashboard@${version}`, ...packages].join(" ")
}

function findManager(folder: string): readonly [add: string, exactly: string] {
  for (const at of listParents(folder)) {
    if (existsSync(join(at, "pnpm-lock.yaml"))) return ["pnpm add", "--save-exact"]
    if (existsSync(join(at, "yarn.lock"))) return ["yarn add", "--exact"]
    if (existsSync(join(at, "package-lock.json"))) break
  }
  return ["npm install", "--save-exact"]
}

/** The package of a name that a folder's code gets, as Node and the dashboard's build look for it. */
function findPackage(from: string, name: string): Package | null {
  for (const at of listParents(realpathSync(from))) {
    const folder = join(at, "node_modules", name)
    if (existsSync(join(folder, "package.json"))) return readPackage(realpathSync(folder))
  }
  return null
}

function readPackage(folder: string): Package {
  const { version, dependencies = {} } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8")
  ) as { version: string; dependencies?: Record<string, string> }
  return { folder, version, dependencies }
}

/** A folder and those around it, the innermost first. */
function listParents(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...listParents(parent)]
}

function toCheck(found: Pick<KpayHealthCheck, "status" | "message" | "remedy">): KpayHealthCheck {
  const id = "dashboard_packages"
  return { id, ...found, message_id: id, remedy_id: found.remedy && id, details: {} }
}
