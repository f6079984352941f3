import { writeFileSync } from "node:fs"
import { ANSWER_FILE } from "../in-medusa"

/** Gives an answer to the command that runs the script. */
export function answer(value: unknown): void {
  writeFileSync(process.env[ANSWER_FILE] ?? "", JSON.stringify(value))
}
