import start from "@medusajs/medusa/commands/start"
import { skewClock } from "./skewed-clock"

/** A Medusa like any other, which says when it listens and, on SIGUSR2, what it holds in memory. */
async function main(): Promise<void> {
  skewClock(Number(process.env.CLOCK_SKEW_MS ?? 0))
  await start({ directory: process.cwd(), port: Number(process.env.PORT), types: false })
  // What is held, once what is not has been let go: a process's size says little about it.
  process.on("SIGUSR2", () => {
    globalThis.gc?.()
    process.stdout.write(`HEAP ${process.memoryUsage().heapUsed}\n`)
  })
  process.stdout.write("LISTENING\n")
}

void main()
