import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { toFailure } from "./failure"

/** Names the file in which a script leaves its answer: Medusa and the shop's own code print to the same output. */
const ANSWER_FILE = "KPAY_ANSWER_FILE"

/** What the script is asked. Not an argument: Medusa makes numbers of those, so that a phone loses its zero. */
const QUESTION = "KPAY_QUESTION"

/** What the file holds. */
type Reply = { readonly answer: unknown } | { readonly failure: string }

/**
 * Runs a script of `src/cli/scripts` in the Medusa application of the current folder, with its database and options. Starts no
 * job and no server.
 *
 * @param script its name without an ending: the sources have another one than the package.
 * @returns what the script answered.
 * @throws when the application cannot be loaded. The message says why, and holds no password.
 */
export async function runInMedusa(script: "doctor" | "show", question = ""): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "kpay-"))
  const answerFile = join(folder, "answer.json")
  try {
    const { code, printed } = await exec(require.resolve(`./scripts/${script}`), {
      [QUESTION]: question,
      [ANSWER_FILE]: answerFile,
    })
    if (!existsSync(answerFile)) throw new Error(toFailure(printed, code))
    const reply = JSON.parse(readFileSync(answerFile, "utf8")) as Reply
    if ("failure" in reply) throw new Error(reply.failure)
    return reply.answer
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

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

/** In a script: what it is asked. */
export function readQuestion(): string {
  return process.env[QUESTION] ?? ""
}

/** In a script: gives the answer to the command that runs it. */
export function answer(value: unknown): void {
  reply({ answer: value })
}

/** In a script: ends the process, and has the command that runs it say why. */
export function fail(failure: string): never {
  reply({ failure })
  process.exit(1)
}

function reply(value: Reply): void {
  writeFileSync(process.env[ANSWER_FILE] ?? "", JSON.stringify(value))
}
