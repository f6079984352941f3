import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { toKigaliDay } from "../../../../domain/kigali-time"
import { toErrorText } from "../../../../medusa/error-text"
import { attemptQueryFields, toAttemptFilters } from "../../../attempt-query"
import { writeAttemptsCsv } from "../../../attempts-csv"
import { parseInput } from "../../../parse-input"

const queryShape = z.object(attemptQueryFields)

/** The payments of the list, all of them, as a file for the bookkeeper. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const query = parseInput(queryShape, request.query)
  const filters = await toAttemptFilters(request.scope, query)
  response.setHeader("content-type", "text/csv; charset=utf-8")
  response.setHeader("cache-control", "no-store")
  response.setHeader(
    "content-disposition",
    `attachment; filename="kpay-payments-${toKigaliDay(new Date())}.csv"`
  )
  const pieces = Readable.from(writeAttemptsCsv(request.scope, filters), { highWaterMark: 1 })
  try {
    await pipeline(pieces, response)
  } catch (error) {
    // A reader that went away wants no more of it. Otherwise the file breaks off, so that a part is not taken for the whole.
    if (isGone(error)) return
    request.scope
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(`kpay: the CSV of the payments broke off. ${toErrorText(error)}`)
  }
}

function isGone(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_STREAM_PREMATURE_CLOSE"
  )
}
