import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LOGIN } from "../../demo/demo-shop"
import type { SeededShop } from "../../demo/seed"
import { Shopper, StoreError } from "../../demo/shopper"
import type { Sandbox } from "../../src/sandbox"
import type { ProcessShop, ServerProcess } from "../processes/process-shop"
import type { Fault } from "./books"

/** How long a person goes on trying while servers, database or K-Pay are away. */
const PATIENCE_MS = 300_000

/** For how long an answer of 500 counts as a shop whose database is away. */
const FAILURE_MS = 60_000

/** An answer of the admin API that refuses. */
export class Refusal extends Error {
  override readonly name = "Refusal"

  constructor(
    readonly status: number,
    message: string
  ) {
    super(message)
  }
}

/** An answer that refuses is the shop's right. */
export function ignoreAnswer(error: unknown): void {
  if (!(error instanceof StoreError) && !(error instanceof Refusal)) throw error
}

/** The database is away, or another request has the cart: the answer says to try again. */
function isPassing({ status, message }: StoreError | Refusal): boolean {
  return status >= 500 || (status === 409 && message.includes("You may retry"))
}

/** A shop with its servers, its database and its K-Pay, and the people in it. */
export class Market {
  readonly shop: ProcessShop
  readonly sandbox: Sandbox
  /** The servers that run now. One that is killed has another in its place. */
  readonly servers: ServerProcess[]
  /** Every server that ever ran. */
  readonly everyServer: ServerProcess[]
  /** Reads the shop's database beside its servers. */
  readonly knex: Knex
  /** What was found wrong so far. */
  readonly faults = new Set<Fault>()
  /** What was paid past K-Pay, in francs, by the request or the reference that an admin enters. */
  readonly paidByHand = new Map<string, number>()
  /** When servers were killed. */
  readonly kills: number[] = []
  /** How often the database was restarted. */
  databaseRestarts = 0
  #token: Promise<string> | null = null

  constructor(shop: ProcessShop, sandbox: Sandbox, servers: readonly ServerProcess[]) {
    this.shop = shop
    this.sandbox = sandbox
    this.servers = [...servers]
    this.everyServer = [...servers]
    this.knex = shop.connect()
  }

  get seeded(): SeededShop {
    return this.shop.seeded
  }

  /** How many prompts K-Pay has got. */
  get prompts(): number {
    return this.sandbox.transactions().length
  }

  shopper(index: number): Shopper {
    return this.shop.shopper(this.#server(index))
  }

  replace(index: number, server: ServerProcess): void {
    this.servers[index] = server
    this.everyServer.push(server)
  }

  /**
   * Asks the admin API, and again while nothing answers.
   *
   * @throws Refusal for an answer that refuses.
   */
  async asAdmin<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    return this.#asAdmin(
      method,
      path,
      "application/json",
      body === undefined ? undefined : JSON.stringify(body)
    )
  }

  /** Uploads a file as an admin. @throws Refusal for an answer that refuses. */
  async upload<T>(path: string, file: string): Promise<T> {
    return this.#asAdmin("POST", path, "text/csv", file)
  }

  async #asAdmin<T>(
    method: "GET" | "POST",
    path: string,
    type: string,
    body: string | undefined
  ): Promise<T> {
    return this.insist(async (index) => {
      this.#token ??= this.#logIn(index).catch((error: unknown) => {
        this.#token = null
        throw error
      })
      const answer = await fetch(`${this.#server(index).baseUrl}/admin${path}`, {
        method,
        headers: {
          "content-type": type,
          authorization: `Bearer ${await this.#token}`,
        },
        ...(body !== undefined && { body }),
      })
      const json = (await answer.json()) as T & { message?: string }
      if (!answer.ok) throw new Refusal(answer.status, json.message ?? answer.statusText)
      return json
    })
  }

  /** Does something again while the shop does not answer, on whichever server. A refusal is an answer. */
  async insist<T>(act: (server: number) => Promise<T>): Promise<T> {
    const startedAt = Date.now()
    for (let tries = 0; ; tries++) {
      try {
        return await act(tries)
      } catch (error) {
        const isAnswer = error instanceof StoreError || error instanceof Refusal
        if (isAnswer && !isPassing(error)) throw error
        if (Date.now() - startedAt > (isAnswer ? FAILURE_MS : PATIENCE_MS)) throw error
        await sleep(500)
      }
    }
  }

  #server(index: number): ServerProcess {
    const server = this.servers[index % this.servers.length]
    if (!server) throw new Error("The shop has no server.")
    return server
  }

  async #logIn(index: number): Promise<string> {
    const answer = await fetch(`${this.#server(index).baseUrl}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(LOGIN),
    })
    if (!answer.ok) throw new Refusal(500, "The login failed.")
    return ((await answer.json()) as { token: string }).token
  }
}
