#!/usr/bin/env node
import { DOCTOR_HELP, runDoctor } from "./doctor"
import { INIT_HELP, runInit } from "./init"
import { runSandbox, SANDBOX_HELP } from "./sandbox"
import { runShow, SHOW_HELP } from "./show"

const COMMANDS: Readonly<Record<string, (args: string[]) => void | Promise<void>>> = {
  doctor: runDoctor,
  init: runInit,
  sandbox: runSandbox,
  show: runShow,
}

const HELP = [INIT_HELP, DOCTOR_HELP, SHOW_HELP, SANDBOX_HELP].join("\n\n")

async function main([name = "--help", ...args]: string[]): Promise<void> {
  if (name === "--help" || name === "help") {
    console.log(HELP)
    return
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    console.error(`kpay has no command ${name}.\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  await command(args)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
})
