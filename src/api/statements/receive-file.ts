import { createWriteStream } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { MedusaRequest } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { toReason, type Reason } from "../../domain/sentences"
import { StatementFileError } from "../../modules/kpay-statements/file/fault"
import { STATEMENT_REFUSALS } from "../../modules/kpay-statements/refusals"
import { RefusedError } from "../done"

/** A statement of 100,000 rows has about 15 MB. */
const FILE_BYTES_MAX = 100 * 1024 * 1024

/**
 * Writes a request's body to a file of its own, so that a long one is never in memory, and has it read. The file is gone
 * afterwards, whatever happens.
 *
 * @throws RefusedError (400) that says what is wrong with the file.
 */
export async function withReceivedFile<Result>(
  request: MedusaRequest,
  read: (path: string) => Promise<Result>
): Promise<Result> {
  if (request.headers["content-type"]?.startsWith("multipart/"))
    refuse(toReason(STATEMENT_REFUSALS, "statement_form"))
  const folder = await mkdtemp(join(tmpdir(), "kpay-statement-"))
  const path = join(folder, "statement.csv")
  try {
    await pipeline(request, limitBytes(), createWriteStream(path, { mode: 0o600 }))
    return await read(path)
  } catch (error) {
    if (error instanceof StatementFileError) refuse(error.reason)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function limitBytes(): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes <= FILE_BYTES_MAX) done(null, chunk)
      else done(new StatementFileError(toReason(STATEMENT_REFUSALS, "statement_too_large")))
    },
  })
}

function refuse(reason: Reason): never {
  throw new RefusedError(MedusaError.Types.INVALID_DATA, reason)
}
