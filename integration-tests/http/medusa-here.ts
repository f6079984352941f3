import {
  closeWaitingroomClient,
  createPostgresDatabaseTemplate,
  dropPostgresDatabaseTemplate,
  restorePostgresDatabaseFromTemplate,
  startApp,
} from "@medusajs/test-utils"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { eventually } from "../eventually"
import { copyShop } from "./template-shop"

/**
 * A Medusa in the process of the tests, as `medusa start` loads it, on a copy of the template shop.
 *
 * Medusa's own test runner would make the tables and load the application once more before it, and the copy has its tables.
 */
export class MedusaHere {
  /** The database, and the copy of it that each test begins with. */
  readonly #names: { readonly databaseName: string; readonly templateName: string }
  #running: Awaited<ReturnType<typeof startApp>> | null = null
  #isFirstTest = true

  constructor(database: string) {
    this.#names = { databaseName: database, templateName: `${database}-started` }
  }

  get container(): MedusaContainer {
    if (!this.#running) throw new Error("Medusa was not started.")
    return this.#running.container
  }

  async start(): Promise<void> {
    process.env.DATABASE_URL = await copyShop(this.#names.databaseName)
    this.#running = await startApp({ cwd: process.cwd() })
    await this.untilWorkflowsEnd()
  }

  async stop(): Promise<void> {
    await this.#running?.shutdown()
    // Any database is dropped by it.
    for (const name of Object.values(this.#names)) await dropPostgresDatabaseTemplate(name)
    await closeWaitingroomClient()
  }

  /** Gives the next test the database as it was when the server had started. */
  async putBack(): Promise<void> {
    if (this.#isFirstTest) await createPostgresDatabaseTemplate(this.#names)
    else await restorePostgresDatabaseFromTemplate(this.#names)
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
