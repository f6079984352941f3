import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Names the file in which a script leaves its answer: Medusa and the shop's own code print to the same output. */
export const ANSWER_FILE = "KPAY_ANSWER_FILE"

/**
 * Runs a script of `src/cli/scripts` in the Medusa application of the current folder, with its database and options. Starts no
 * job and no server.
 *
 * @returns what the script answered.
 * @throws when the application cannot be loaded. The message has what Medusa printed last.
 */
export async function runInMedusa(script: string, args: readonly string[] = []): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "kpay-"))
  const answerFile = join(folder, "answer.json")
  try {
    const { code, printed } = await exec(join(__dirname, "scripts", script), args, answerFile)
    if (existsSync(answerFile)) return JSON.parse(readFileSync(answerFile, "utf8")) as unknown
    throw new Error(
      `Medusa could not be loaded (it ended with ${code ?? "a signal"}). Its last lines:\n${toEnd(printed)}`
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function exec(
  script: string,
  args: readonly string[],
  answerFile: string
): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [findMedusaCommand(), "exec", script, ...args], {
    env: { LOG_LEVEL: "error", ...process.env, [ANSWER_FILE]: answerFile },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let printed = ""
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => {
      printed += piece.toString()
    })
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve))
  return { code, printed }
}

function findMedusaCommand(): string {
  try {
    return require.resolve("@medusajs/cli/cli.js", { paths: [process.cwd()] })
  } catch {
    throw new Error(
      "There is no Medusa in this folder. Run the command in the folder of your Medusa application."
    )
  }
}

function toEnd(printed: string): string {
  return printed.trim().split("\n").slice(-15).join("\n")
}
