import { spawn, spawnSync } from "node:child_process"
import { connect } from "node:net"
import { findFreePort } from "../free-port"

export interface Redis {
  readonly url: string
  stop(): Promise<void>
}

/** Whether the machine has a Redis to start. */
export function hasRedis(): boolean {
  return spawnSync("redis-server", ["--version"]).status === 0
}

/** Starts a Redis that keeps nothing. */
export async function startRedis(): Promise<Redis> {
  const port = await findFreePort()
  const child = spawn(
    "redis-server",
    ["--port", String(port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"],
    { stdio: "ignore" }
  )
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  while (!(await isListening(port))) {
    if (child.exitCode !== null) throw new Error("redis-server did not start.")
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.kill("SIGKILL")
      await gone
    },
  }
}

async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" })
    socket.once("connect", () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => {
      resolve(false)
    })
  })
}
