import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { SeededShop } from "../../demo/seed"
import { Shopper, type CartOptions } from "../../demo/shopper"
import type { JournalEvent } from "../../src/domain/journal-events"
import { KPAY_MODULE } from "../../src/modules/kpay"
import type { Attempt } from "../../src/modules/kpay/attempts/attempt"
import type { JournalLine } from "../../src/modules/kpay/attempts/journal"
import type { Refund } from "../../src/modules/kpay/refunds/refund-store"
import type KpayModuleService from "../../src/modules/kpay/service"
import { reconcile } from "../../src/operations/reconcile"
import { callsOf, eventually } from "../eventually"
import { describeFlips } from "../mutants/describe-flips"
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox"
import { MedusaHere } from "./medusa-here"
import { ADMIN, readTemplateShop, type ReadyCart } from "./template-shop"

export { ADMIN, callsOf, eventually }

jest.setTimeout(300_000)

/** A whole shop: a real Medusa on a real PostgreSQL, and a K-Pay on localhost. */
export interface TestShop {
  readonly baseUrl: string
  readonly sandbox: Sandbox
  readonly shopper: Shopper
  readonly container: MedusaContainer
  readonly kpay: KpayModuleService
}

export interface TestShopOptions {
  readonly sandbox?: SandboxOptions
  /** Environment of the root `medusa-config.ts`. */
  readonly env?: Readonly<Record<string, string>>
}

/** Ports that the system does not hand out by itself. */
const somePort = (): number => 10_000 + Math.floor(Math.random() * 20_000)

/** The shop of this file of tests: jest loads every module anew for each file. */
let fileShop: { readonly options: string; readonly get: () => TestShop } | undefined

/**
 * Declares tests that run in a shop, and every test finds it as it was seeded. A file of tests has one shop: what it declares
 * by several calls, also those of the files that it imports, shares it and must want the same options.
 * Nothing of Medusa, K-Pay or the database is replaced. `mutants/flips.mjs` has the tests run once for each flip of a condition.
 */
export function inShop(options: TestShopOptions, declare: (shop: () => TestShop) => void): void {
  const wanted = JSON.stringify(options)
  fileShop ??= { options: wanted, get: openShop(options) }
  const { get } = fileShop
  if (fileShop.options !== wanted)
    throw new Error(`A file has one shop. It has ${fileShop.options}, and this wants ${wanted}.`)
  describeFlips(() => declare(get))
}

/** Starts the shop before all tests of this file, and puts it back before each. */
function openShop(options: TestShopOptions): () => TestShop {
  const port = somePort()
  const sandboxPort = somePort()
  const baseUrl = `http://localhost:${port}`
  Object.assign(process.env, {
    PORT: String(port),
    DISABLE_ADMIN: "true",
    BACKEND_URL: baseUrl,
    STOREFRONT_URL: "http://localhost:8000/checkout",
    KPAY_BASE_URL: `http://localhost:${sandboxPort}`,
    LOG_LEVEL: "error",
    ...options.env,
  })
  const { seeded, carts } = readTemplateShop()
  const medusa = new MedusaHere(`kpay-http-${port}`)
  let sandbox: Sandbox
  let readyCarts: ReadyCart[] = []
  let logged: jest.SpyInstance

  beforeAll(() => medusa.start())
  afterAll(() => medusa.stop())

  beforeEach(async () => {
    readyCarts = [...carts]
    sandbox = await startSandbox({
      port: sandboxPort,
      promptMs: 50,
      callbackMs: 50,
      answerMs: 5,
      seed: 7,
      ...options.sandbox,
    })
    await medusa.putBack()
    // What fails in the background fails the test, even where another trigger has repaired it since.
    logged = jest.spyOn(medusa.container.resolve(ContainerRegistrationKeys.LOGGER), "error")
  })

  afterEach(async () => {
    // The database is put back now: work that still goes on, or begins, would find it gone.
    await sandbox.close()
    const { container } = medusa
    await container
      .resolve(ContainerRegistrationKeys.PG_CONNECTION)
      .raw("update kpay_attempt set due_at = null, unpaid_due_at = null")
    // What waits for the job need not wait for its next run.
    await reconcile(container)
    const { attempts } = await eventually(
      () => readWork(container),
      (work) => work.events === 0 && work.queries === 0 && work.attempts.every(isFree)
    )
    await medusa.untilWorkflowsEnd()
    const faults = logged.mock.calls
      .map(([message]) => String(message))
      .filter((message) => message.includes("could not be refreshed"))
      // A refresh that begins this late finds an empty database, and is told of in the next test's time.
      .filter((message) => !message.includes(HELD_UP))
      .filter((message) => attempts.some(({ id }) => message.includes(id)))
    logged.mockRestore()
    expect(faults).toEqual([])
  })

  return () => ({
    baseUrl,
    sandbox,
    container: medusa.container,
    shopper: new ShopperWithCarts(baseUrl, seeded, readyCarts),
    kpay: medusa.container.resolve<KpayModuleService>(KPAY_MODULE),
  })
}

/** A shopper who takes a cart that is filled already, unless it must be a certain one. */
class ShopperWithCarts extends Shopper {
  readonly #carts: ReadyCart[]

  constructor(baseUrl: string, shop: SeededShop, carts: ReadyCart[]) {
    super(baseUrl, shop)
    this.#carts = carts
  }

  override async fillCart(options: CartOptions = {}): Promise<ReadyCart> {
    const ready = Object.keys(options).length === 0 ? this.#carts.shift() : undefined
    return ready ?? super.fillCart(options)
  }
}

/** Calls the dashboard's interface as an admin who is logged in. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the answer's shape
export async function asAdmin<T>(
  { baseUrl }: TestShop,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown
): Promise<{ status: number; body: T }> {
  adminToken ??= logIn(baseUrl)
  const answer = await fetch(`${baseUrl}/admin${path}`, {
    method,
    headers: { "content-type": "application/json", authorization: `Bearer ${await adminToken}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as T }
}

/** Stays good for all tests of a file: each finds the same admin. */
let adminToken: Promise<string> | undefined

async function logIn(baseUrl: string): Promise<string> {
  const login = await fetch(`${baseUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(ADMIN),
  })
  return ((await login.json()) as { token: string }).token
}

/** Every event of a name from now on. */
export function listenTo({ container }: TestShop, name: string): Record<string, unknown>[] {
  const events: Record<string, unknown>[] = []
  container.resolve(Modules.EVENT_BUS).subscribe(name, async ({ data }) => {
    events.push(data as Record<string, unknown>)
  })
  return events
}

/** Changes the database as time would, e.g. makes an attempt older. */
export async function inDatabase({ container }: TestShop, sql: string): Promise<void> {
  await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(sql)
}

/** Reads rows that no route shows. */
export async function readDatabase<Row>({ container }: TestShop, sql: string): Promise<Row[]> {
  return query<Row>(container, sql)
}

/** The columns of a table that are written, with commas between: PostgreSQL fills in the others by itself. */
export async function readWrittenColumns(shop: TestShop, table: string): Promise<string> {
  const columns = await readDatabase<{ name: string }>(
    shop,
    `select column_name as name from information_schema.columns
     where table_name = '${table}' and is_generated = 'NEVER' order by ordinal_position`
  )
  return columns.map(({ name }) => name).join(", ")
}

async function query<Row>(container: MedusaContainer, sql: string): Promise<Row[]> {
  const { rows } = await container
    .resolve(ContainerRegistrationKeys.PG_CONNECTION)
    .raw<{ rows: Row[] }>(sql)
  return rows
}

/** The journals of all attempts, oldest line first; of one event where one is named. */
export async function readJournals(
  { kpay }: TestShop,
  event?: JournalEvent
): Promise<JournalLine[]> {
  const attempts = await kpay.listAttempts()
  const journals = await Promise.all(
    attempts.map(({ id }) => kpay.listJournalPage(id, { limit: 500 }))
  )
  return journals
    .flatMap(({ rows }) => [...rows].reverse())
    .filter((line) => event === undefined || line.event === event)
}

/** What the shop owes to shoppers or has sent back, newest first. */
export async function listRefunds(
  { kpay }: TestShop,
  filters: { readonly status?: "due" | "sent" } = {}
): Promise<readonly Refund[]> {
  return (await kpay.listRefundsPage(filters, { limit: 100 })).rows
}

/** What is under way: attempts, events that are still to be emitted, and the database's work for other connections. */
async function readWork(container: MedusaContainer) {
  const [work] = await query<{ events: number; queries: number }>(
    container,
    `select (select count(*)::int from kpay_event where deleted_at is null) as events, (
       select count(*)::int from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle') as queries`
  )
  return {
    attempts: await container.resolve<KpayModuleService>(KPAY_MODULE).listAttempts(),
    events: work?.events ?? 0,
    queries: work?.queries ?? 0,
  }
}

function isFree({ leased_until }: Attempt): boolean {
  return !leased_until || leased_until < new Date()
}

/** Waits until nothing is due, no worker has an attempt, and every event is emitted: whatever was to happen has happened. */
export async function untilIdle({ container }: TestShop): Promise<readonly Attempt[]> {
  const { attempts } = await eventually(
    () => readWork(container),
    ({ attempts, events }) =>
      events === 0 &&
      attempts.every((one) => isFree(one) && (one.due_at === null || one.due_at > new Date()))
  )
  return attempts
}

/** Takes the attempts off the job's list, so that from now on K-Pay is asked when the test has it asked and not before. */
export async function keepJobAway(shop: TestShop): Promise<void> {
  await eventually(
    async () => {
      await inDatabase(
        shop,
        "update kpay_attempt set due_at = null where leased_until is null or leased_until <= now()"
      )
      return shop.kpay.listAttempts()
    },
    (attempts) => attempts.every((one) => isFree(one) && one.due_at === null)
  )
}

/** The seconds that an attempt still has to wait, at the two moments between which the shop said it. */
export function toSecondsLeft(startedAt: string | null, [from, to]: readonly [number, number]) {
  const left = (now: number) => Math.ceil((Date.parse(startedAt ?? "") + 60_000 - now) / 1_000)
  return { most: left(from), least: left(to) }
}

const HELD_UP = "held up by the test itself"

/** Sets how many packets of the coffee, which is in every cart, the shop has. */
export async function setStock({ container }: TestShop, quantity: number): Promise<void> {
  const inventory = container.resolve(Modules.INVENTORY)
  const [item] = await inventory.listInventoryItems({ sku: "COFFEE-250" })
  const [level] = await inventory.listInventoryLevels({ inventory_item_id: item?.id ?? "" })
  await inventory.updateInventoryLevels([
    {
      inventory_item_id: level?.inventory_item_id ?? "",
      location_id: level?.location_id ?? "",
      stocked_quantity: quantity,
    },
  ])
}

/** Keeps the plugin from recording that Medusa has the money, while something else happens. */
export async function beforeItIsApplied(shop: TestShop, act: () => Promise<void>): Promise<void> {
  await inDatabase(
    shop,
    `create or replace function refuse() returns trigger as 'begin raise exception ''${HELD_UP}''; end' language plpgsql;
     create trigger refuse before update on kpay_attempt for each row
       when (old.status = 'paid' and new.status in ('applied', 'unapplied')) execute function refuse()`
  )
  try {
    await act()
  } finally {
    await inDatabase(shop, "drop trigger refuse on kpay_attempt")
  }
}

/** Has PostgreSQL refuse a write, as a server that dies before it does, while something else happens. */
export async function whileRefused(
  shop: TestShop,
  table: string,
  when: string,
  act: () => Promise<void>
): Promise<void> {
  await inDatabase(
    shop,
    `create or replace function refuse_write() returns trigger as 'begin raise exception ''${HELD_UP}''; end' language plpgsql;
     create trigger refuse_write before ${when} execute function refuse_write()`
  )
  try {
    await act()
  } finally {
    await inDatabase(shop, `drop trigger refuse_write on ${table}`)
  }
}

/**
 * Has PostgreSQL keep a write waiting while something else happens, as where a server is slow.
 *
 * @param write what a trigger is for, e.g. `insert on capture for each row`.
 * @param begin leads to the write.
 * @param act happens while it waits.
 */
export async function whileWaiting(
  shop: TestShop,
  write: string,
  begin: () => void | Promise<void>,
  act: () => Promise<void>
): Promise<void> {
  await inDatabase(
    shop,
    `create or replace function wait_for_test() returns trigger as
       'begin perform pg_advisory_xact_lock(1); return new; end' language plpgsql;
     create trigger wait_for_test before ${write} execute function wait_for_test()`
  )
  const knex = shop.container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await knex.transaction(async (transaction) => {
    await transaction.raw("select pg_advisory_xact_lock(1)")
    await begin()
    await eventually(
      () =>
        // Other files of tests have databases on the same server.
        readDatabase(
          shop,
          `select pid from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())`
        ),
      (waiting) => waiting.length > 0
    )
    await act()
  })
}

/**
 * Leaves a payment that core calls captured and has no capture of: its write of that was done, PostgreSQL went away before it
 * answered, and core took its capture back.
 */
export async function loseCapture(shop: TestShop): Promise<void> {
  // Core counts a capture in its collection only after it has written all of it: here it did, and there it did not.
  await eventually(
    () => readDatabase(shop, "select id from payment_collection where captured_amount > 0"),
    (counted) => counted.length === 1
  )
  await inDatabase(
    shop,
    `delete from capture;
     update payment_collection set status = 'authorized', captured_amount = 0, raw_captured_amount = '{"value":"0","precision":20}'
       where captured_amount > 0`
  )
  const payments = await readDatabase(shop, "select id from payment where captured_at is not null")
  expect(payments).toHaveLength(1)
}

/** Waits until core has taken the money of a payment collection. */
export async function untilCaptured({ container }: TestShop, collectionId: string): Promise<void> {
  await eventually(
    async () =>
      (
        await container.resolve(ContainerRegistrationKeys.QUERY).graph({
          entity: "payment_collection",
          fields: ["payments.captured_at"],
          filters: { id: collectionId },
        })
      ).data[0] as { payments: { captured_at: Date | null }[] },
    ({ payments }) => payments.some(({ captured_at }) => captured_at !== null)
  )
}

/** Fills a cart, chooses K-Pay and places the order, which must succeed. */
export async function order(
  { shopper }: TestShop,
  data: Record<string, unknown>,
  cart: CartOptions = {}
): Promise<{
  orderId: string
  sessionId: string
  cartId: string
  collectionId: string
  total: number
}> {
  const { cartId, collectionId, total } = await shopper.fillCart(cart)
  const sessionId = await shopper.choose(collectionId, data)
  const completion = await shopper.placeOrder(cartId)
  if (completion.type !== "order")
    throw new Error(`No order was placed: ${completion.error.message}`)
  return { orderId: completion.order.id, sessionId, cartId, collectionId, total }
}

/** Waits until Medusa's books show the order as paid, and gives what they show; our own show it a moment later. */
export async function untilPaid({ container, kpay }: TestShop, orderId: string) {
  // Reading the whole order costs core far more, and would keep the shop from what is waited for.
  await eventually(
    () => query(container, `select id from order_transaction where order_id = '${orderId}'`),
    (transactions) => transactions.length > 0
  )
  const paid = await eventually(
    () => readOrder(container, orderId),
    ({ isPaid, booked }) => isPaid && booked.length > 0
  )
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection_id"],
    filters: { order_id: orderId },
  })
  const collectionIds = (data as { payment_collection_id: string }[]).map(
    (link) => link.payment_collection_id
  )
  await eventually(
    () => kpay.listAttemptsOfCollections(collectionIds),
    (attempts) => attempts.every(({ status }) => status !== "paid")
  )
  return paid
}

/** The payment collections of all orders. Carts have some of their own. */
export async function listOrderCollections({
  container,
}: TestShop): Promise<{ id: string; status: string }[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_payment_collection",
    fields: ["payment_collection.id", "payment_collection.status"],
  })
  return (data as { payment_collection: { id: string; status: string } }[]).map(
    ({ payment_collection: { id, status } }) => ({ id, status })
  )
}

/** Posts to a callback address as K-Pay would, or as a stranger could. */
export async function postCallback(
  returl: string,
  body: string,
  contentType: string | null
): Promise<{ status: number; answer: unknown }> {
  const headers: Record<string, string> =
    contentType === null ? {} : { "content-type": contentType }
  // A body of bytes goes out without a content type of fetch's own.
  const answer = await fetch(returl, { method: "POST", headers, body: Buffer.from(body) })
  return { status: answer.status, answer: await answer.json() }
}

/** What Medusa's own books say of an order's money. */
export async function readOrder(container: MedusaContainer, orderId: string) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: [
      "id",
      "total",
      "payment_collections.status",
      "payment_collections.captured_amount",
      "payment_collections.payments.id",
      "payment_collections.payments.amount",
      "payment_collections.payments.captured_at",
    ],
    filters: { id: orderId },
  })
  const order = data[0] as OrderRow | undefined
  const transactions = await container
    .resolve(Modules.ORDER)
    .listOrderTransactions({ order_id: orderId })
  const payments = order?.payment_collections.flatMap((collection) => collection.payments) ?? []
  return {
    total: Number(order?.total),
    isPaid: payments.length > 0 && payments.every((payment) => payment.captured_at !== null),
    payments: payments.length,
    booked: transactions.map(({ amount }) => Number(amount)),
  }
}

interface OrderRow {
  readonly total: number
  readonly payment_collections: readonly {
    readonly payments: readonly { readonly captured_at: string | null }[]
  }[]
}
