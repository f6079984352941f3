import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt } from "../attempts/attempt"
import type { JournalLine } from "../attempts/journal"
import { toWays, type AttemptFilters, type Rows } from "./attempt-filters"
import type { Refund } from "../refunds/refund-store"

/** A page of a list, newest first. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Where the next page starts; `null` at the end. */
  readonly nextCursor: string | null
}

export interface PageRequest {
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The cursor does not come from a list of ours. */
export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError"
}

const WRONG_CURSOR = "The cursor does not come from this list. Start without one."

const NEWEST_FIRST = [
  { column: "created_at", order: "desc" as const },
  { column: "id", order: "desc" as const },
]

/** Lists attempts, refunds and journals for admins, by keyset, so that a page costs the same at the end of a million rows. */
export class Listing {
  readonly #knex: Knex

  constructor(knex: Knex) {
    this.#knex = knex
  }

  /** @throws InvalidCursorError */
  async listAttempts(filters: AttemptFilters, page: PageRequest): Promise<Page<Attempt>> {
    return this.#readPage(toWays(this.#knex, filters), page)
  }

  /**
   * Every attempt, newest first, in batches of so many, of which the caller has one at a time. What begins meanwhile is not
   * among them.
   */
  async *readAttempts(
    filters: AttemptFilters,
    batchSize: number
  ): AsyncGenerator<readonly Attempt[]> {
    let cursor: string | null = null
    do {
      const page: Page<Attempt> = await this.listAttempts(filters, {
        limit: batchSize,
        ...(cursor !== null && { cursor }),
      })
      yield page.rows
      cursor = page.nextCursor
    } while (cursor !== null)
  }

  /** @throws InvalidCursorError */
  async listRefunds(
    filters: { readonly status?: string | undefined; readonly attempt_id?: string | undefined },
    page: PageRequest
  ): Promise<Page<Refund>> {
    const rows = this.#knex("kpay_refund").whereNull("deleted_at")
    const { status, attempt_id } = filters
    if (status !== undefined) void rows.where({ status })
    if (attempt_id !== undefined) void rows.where({ attempt_id })
    return this.#readPage([rows], page)
  }

  /** @throws InvalidCursorError */
  async listJournal(attemptId: string, page: PageRequest): Promise<Page<JournalLine>> {
    const lines = this.#knex("kpay_journal_entry")
      .where({ attempt_id: attemptId })
      .whereNull("deleted_at")
    return this.#readPage([lines], page)
  }

  /** Goes no further than the page on each way, so that one with very many rows costs no more. */
  async #readPage<Row extends { id: string; created_at: Date }>(
    ways: readonly Rows[],
    { limit, cursor }: PageRequest
  ): Promise<Page<Row>> {
    const after = cursor === undefined ? null : parseCursor(cursor)
    for (const way of ways) {
      if (after) void way.whereRaw("(created_at, id) < (?::timestamptz, ?)", after)
      void way
        .select("*")
        .orderBy(NEWEST_FIRST)
        .limit(limit + 1)
    }
    const found = await this.#readFirst<Row>(ways, limit + 1).catch((error: unknown) => {
      // All else is checked before, so the value that PostgreSQL cannot read is the cursor's.
      if (after && isDataException(error)) throw new InvalidCursorError(WRONG_CURSOR)
      throw error
    })
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      rows,
      // JavaScript's dates have milliseconds, PostgreSQL's microseconds.
      nextCursor:
        found.length > limit && last
          ? Buffer.from(JSON.stringify([last.exact_created_at, last.id])).toString("base64url")
          : null,
    }
  }

  async #readFirst<Row>(
    ways: readonly Rows[],
    limit: number
  ): Promise<(Row & { exact_created_at: string })[]> {
    return (await this.#knex
      .queryBuilder()
      .distinctOn("created_at", "id")
      .select("*", this.#knex.raw("created_at::text as exact_created_at, now() as read_at"))
      .from(this.#knex.unionAll([...ways], true).as("found"))
      .orderBy(NEWEST_FIRST)
      .limit(limit)) as (Row & { exact_created_at: string })[]
  }
}

function parseCursor(cursor: string): [string, string] {
  try {
    const [createdAt, id] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[]
    if (
      typeof createdAt === "string" &&
      typeof id === "string" &&
      !Number.isNaN(Date.parse(createdAt))
    )
      return [createdAt, id]
  } catch {
    // Reported below.
  }
  throw new InvalidCursorError(WRONG_CURSOR)
}

/** Whether PostgreSQL could not read a value: its errors of class 22. */
function isDataException(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("22")
}
