import { spawn } from "node:child_process"
import { appendFileSync } from "node:fs"

/**
 * Runs a command to its end, and gives what it printed.
 *
 * @throws when it fails. The message has the last lines that it printed, and names the file with all of them.
 */
export async function run(
  command: string,
  args: readonly string[],
  {
    cwd,
    log,
    env = {},
  }: { readonly cwd: string; readonly log: string; readonly env?: NodeJS.ProcessEnv }
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, MEDUSA_DISABLE_TELEMETRY: "true", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  })
  let printed = ""
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => {
      printed += piece.toString()
    })
  const code = await new Promise((resolve) => child.once("close", resolve))
  appendFileSync(log, `\n$ ${[command, ...args].join(" ")}\n${printed}`)
  if (code === 0) return printed
  const end = printed.trim().split("\n").slice(-15).join("\n")
  throw new Error(`${[command, ...args].join(" ")} failed. All of it is in ${log}.\n${end}`)
}
