import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Names the file in which a script leaves its answer: Medusa and the shop's own code print to the same output. */
const ANSWER_FILE = "KPAY_ANSWER_FILE"

/** What the script is asked. Not an argument: Medusa makes numbers of those, so that a phone loses its zero. */
const QUESTION = "KPAY_QUESTION"

/**
 * Runs a script of `src/cli/scripts` in the Medusa application of the current folder, with its database and options. Starts no
 * job and no server.
 *
 * @returns what the script answered.
 * @throws when the application cannot be loaded. The message has what Medusa printed last.
 */
export async function runInMedusa(script: string, question = ""): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "kpay-"))
  const answerFile = join(folder, "answer.json")
  try {
    const { code, printed } = await exec(join(__dirname, "scripts", script), {
      [QUESTION]: question,
      [ANSWER_FILE]: answerFile,
    })
    if (existsSync(answerFile)) return JSON.parse(readFileSync(answerFile, "utf8")) as unknown
    if (/Could not resolve '\w*kpay\w*'/i.test(printed)) throw new Error(NO_PLUGIN)
    throw new Error(
      `Medusa could not be loaded (it ended with ${code ?? "a signal"}). Its last lines:\n${toEnd(printed)}`
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const NO_PLUGIN =
  "This Medusa does not have the plugin yet. `npx kpay init` prints what to add to medusa-config.ts; then run `npx medusa db:migrate`."

async function exec(
  script: string,
  env: NodeJS.ProcessEnv
): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [findMedusaCommand(), "exec", script], {
    env: { LOG_LEVEL: "error", ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  let printed = ""
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (piece: Buffer) => {
      printed += piece.toString()
    })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", resolve)
  })
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

/** In a script: what it is asked. */
export function readQuestion(): string {
  return process.env[QUESTION] ?? ""
}

/** In a script: gives the answer to the command that runs it. */
export function answer(value: unknown): void {
  writeFileSync(process.env[ANSWER_FILE] ?? "", JSON.stringify(value))
}
