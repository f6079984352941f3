import type { SuiteOptions } from "@medusajs/test-utils"
import { describeFlips } from "../../../../integration-tests/mutants/describe-flips"

type Database = SuiteOptions["MikroOrmWrapper"]

const LIST =
  "select tablename from pg_tables where schemaname = 'public' and starts_with(tablename, 'kpay_')"

/** Declares tests whose tables are made once in a file. `mutants/flips.mjs` has them run once for each flip of a condition. */
export function onKeptTables<Options extends Pick<SuiteOptions, "MikroOrmWrapper">>(
  declare: (options: Options) => void
): (options: Options) => void {
  return (options) => {
    keepTables(options.MikroOrmWrapper)
    if (process.env.FLIPS) describeFlips(() => declare(options))
    else declare(options)
  }
}

/**
 * Medusa's test runner makes the tables again for each test, which takes most of the test's time. With this they are made once
 * in a file, and emptied before each further test.
 */
function keepTables(database: Database): void {
  const makeTables = database.setupDatabase.bind(database)
  // The runner forgets it before the file ends.
  let orm: Database["orm"] = null

  database.setupDatabase = async () => {
    if (!orm) {
      await makeTables()
      orm = database.orm
      return
    }
    const connection = orm.em.getConnection()
    const tables = await connection.execute<{ tablename: string }[]>(LIST)
    await connection.execute(`truncate ${tables.map(({ tablename }) => tablename).join(", ")}`)
  }
  database.clearDatabase = async () => undefined
  afterAll(async () => {
    // The next file makes them itself.
    await orm?.em.getConnection().execute("drop schema public cascade; create schema public")
    await orm?.close()
  })
}
