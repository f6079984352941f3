import { container } from "@medusajs/framework"
import { Modules } from "@medusajs/framework/utils"
import start from "@medusajs/medusa/commands/start"

const EVENTS = [
  "kpay.payment.paid",
  "kpay.payment.failed",
  "kpay.payment.unplaced",
  "kpay.give_back.due",
  "kpay.give_back.done",
]

/** A Medusa like any other, which also prints the plugin's events: one line of JSON each. */
async function main(): Promise<void> {
  await start({ directory: process.cwd(), port: Number(process.env.PORT), types: false })
  const bus = container.resolve(Modules.EVENT_BUS)
  for (const name of EVENTS) {
    bus.subscribe(name, async ({ data }) => {
      process.stdout.write(`EVENT ${JSON.stringify({ name, data })}\n`)
    })
  }
  // What is held, once what is not has been let go: a process's size says little about it.
  process.on("SIGUSR2", () => {
    globalThis.gc?.()
    process.stdout.write(`HEAP ${process.memoryUsage().heapUsed}\n`)
  })
  process.stdout.write("LISTENING\n")
}

void main()
