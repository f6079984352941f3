import { spawn, type ChildProcess } from "node:child_process"
import { createWriteStream } from "node:fs"
import { connect, createServer, type AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

/** The first free port from `preferred` on, so that the demo keeps its usual addresses where it can. */
export async function findPort(preferred: number): Promise<number> {
  for (let port = preferred; port < preferred + 50; port++) {
    if (!(await isAnswered(port)) && (await canListen(port))) return port
  }
  throw new Error(
    `The ports from ${preferred} to ${preferred + 49} are all taken. Close what uses them and start again.`
  )
}

/** Finds a server that listens on one address family only. Listening on all families would still work then. */
async function isAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "localhost" })
    socket.once("connect", () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => {
      resolve(false)
    })
  })
}

async function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", () => {
      resolve(false)
    })
    server.listen(port, () => {
      const { port: taken } = server.address() as AddressInfo
      server.close(() => {
        resolve(taken === port)
      })
    })
  })
}

/**
 * Starts a Medusa command in a process group of its own, so that `end` stops its children too. The output goes to a file. The
 * application is the one of the current folder where no other is named.
 */
export function startMedusaCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  logFile: string,
  application = process.cwd()
): ChildProcess {
  const cli = require.resolve("@medusajs/cli/cli.js", { paths: [application] })
  const child = spawn(process.execPath, [cli, ...args], {
    env,
    cwd: application,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  })
  const log = createWriteStream(logFile, { flags: "a" })
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  return child
}

/**
 * Waits for the end of a command.
 *
 * @throws when it fails. The message names the log file.
 */
export async function finish(child: ChildProcess, what: string, logFile: string): Promise<void> {
  const code = await new Promise((resolve) => child.once("exit", resolve))
  if (code !== 0) throw new Error(`${what} failed. The reason is in ${logFile}.`)
}

/**
 * Waits until an address answers.
 *
 * @throws when the process ends or does not answer within three minutes. The message names the log file.
 */
export async function untilAnswering(
  url: string,
  child: ChildProcess,
  logFile: string
): Promise<void> {
  const endsAt = Date.now() + 180_000
  while (Date.now() < endsAt) {
    if (child.exitCode !== null) break
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      () => false
    )
    if (isUp) return
    await sleep(250)
  }
  throw new Error(`Medusa did not start at ${url}. The reason is in ${logFile}.`)
}

/** Ends a process group with SIGTERM, and after five seconds with SIGKILL. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once("exit", resolve))
  signal(child.pid, "SIGTERM")
  await Promise.race([gone, sleep(5_000, undefined, { ref: false })])
  signal(child.pid, "SIGKILL")
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // The group has ended already.
  }
}
