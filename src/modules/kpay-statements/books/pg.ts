import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** What a statement of SQL is filled in with. */
export type Values = Readonly<
  Record<string, string | number | boolean | Date | null | readonly string[]>
>

/** Runs SQL and gives its rows. */
export async function readRows<Row>(knex: Knex, sql: string, values: Values = {}): Promise<Row[]> {
  const { rows } = await knex.raw<{ rows: Row[] }>(sql, values as never)
  return rows
}
