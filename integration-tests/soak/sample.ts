import type { Side } from "./side"

/** Both shops at one moment. */
export interface Sample {
  /** ISO 8601. */
  readonly at: string
  readonly kpay: SideSample
  readonly core: SideSample
}

export interface SideSample {
  readonly orders: number
  /** What the server holds in memory once what it does not need was let go. */
  readonly heap_mb: number
  /** Connections of the server to PostgreSQL. */
  readonly connections: number
  /** Rows of the plugin's tables; empty tables are left out. */
  readonly rows: Readonly<Record<string, number>>
  /** The plugin's tables with their indexes. */
  readonly plugin_mb: number
}

export async function sample([kpay, core]: readonly [Side, Side]): Promise<Sample> {
  return {
    at: new Date().toISOString(),
    kpay: await sampleSide(kpay),
    core: await sampleSide(core),
  }
}

async function sampleSide({ server, knex, orders }: Side): Promise<SideSample> {
  const heap = await server.heapMb()
  const rows: Record<string, number> = {}
  let bytes = 0
  for (const table of await listTables(knex)) {
    const [read] = await select<{ rows: number; bytes: string }>(
      knex,
      `select count(*)::integer as rows, pg_total_relation_size('${table}') as bytes from ${table}`
    )
    bytes += Number(read?.bytes)
    if (read && read.rows > 0) rows[table] = read.rows
  }
  const [backends] = await select<{ count: number }>(
    knex,
    `select count(*)::integer from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`
  )
  return {
    orders,
    heap_mb: round(heap),
    connections: backends?.count ?? 0,
    rows,
    plugin_mb: round(bytes / 1024 ** 2),
  }
}

async function listTables(knex: Side["knex"]): Promise<readonly string[]> {
  const tables = await select<{ table_name: string }>(
    knex,
    "select table_name from information_schema.tables where table_name like 'kpay\\_%' order by 1"
  )
  return tables.map(({ table_name }) => table_name)
}

async function select<Row>(knex: Side["knex"], sql: string): Promise<Row[]> {
  return (await knex.raw<{ rows: Row[] }>(sql)).rows
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
