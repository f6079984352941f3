import {
  closeWaitingroomClient,
  dropPostgresDatabaseTemplate,
  startApp,
} from "@medusajs/test-utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { eventually } from "../eventually"
import { keepDatabase, putDatabaseBack } from "./kept-database"
import { copyShop } from "./template-shop"

/**
 * A Medusa in the process of the tests, as `medusa start` loads it, on a copy of the template shop.
 *
 * Medusa's own test runner would make the tables and load the application once more before it, and the copy has its tables.
 */
export class MedusaHere {
  readonly #database: string
  #running: Awaited<ReturnType<typeof startApp>> | null = null
  #isFirstTest = true

  constructor(database: string) {
    this.#database = database
  }

  get container(): MedusaContainer {
    if (!this.#running) throw new Error("Medusa was not started.")
    return this.#running.container
  }

  async start(): Promise<void> {
    process.env.DATABASE_URL = await copyShop(this.#database)
    this.#running = await startApp({ cwd: process.cwd() })
    await this.untilWorkflowsEnd()
  }

  async stop(): Promise<void> {
    await this.#running?.shutdown()
    // Any database is dropped by it.
    await dropPostgresDatabaseTemplate(this.#database)
    await closeWaitingroomClient()
  }

  /** Gives the next test the database as it was when the server had started. */
  async putBack(): Promise<void> {
    if (this.#isFirstTest) await keepDatabase(this.#database)
    else await putDatabaseBack(this.#database)
    this.#isFirstTest = false
  }

  /** Waits until no workflow is under way. */
  async untilWorkflowsEnd(): Promise<void> {
    const engine = this.container.resolve(Modules.WORKFLOW_ENGINE)
    await eventually(
      () =>
        engine.listWorkflowExecutions({
          state: { $nin: ["not_started", "done", "reverted", "failed"] },
        }),
      (executions) => executions.length === 0
    )
  }
}
