import { callsOf, eventually } from "../eventually"
import { ProcessShop, type ServerProcess } from "./process-shop"

jest.setTimeout(600_000)

/** Longer than any test takes. */
const FOREVER_MS = 3_600_000

/** A phone on which the test decides when the payer answers. */
const PHONE = "0788 300 000"

interface AttemptRow {
  readonly id: string
  readonly status: string
  readonly amount: number
  readonly unapplied_reason: string | null
  readonly order_id: string | null
}

describe("A server is killed", () => {
  const shop = new ProcessShop()

  beforeAll(() => shop.setUp())
  afterEach(() => shop.reset())
  afterAll(() => shop.tearDown())

  const attempts = () => shop.query<AttemptRow>("select * from kpay_attempt order by created_at")
  /** What core booked for the orders of the attempts, franc by franc. */
  const booked = async () =>
    (
      await shop.query<{ amount: string }>(
        `select t.amount from order_transaction t join kpay_attempt a on a.order_id = t.order_id`
      )
    ).map(({ amount }) => Number(amount))
  const portOf = ({ baseUrl }: ServerProcess) => Number(new URL(baseUrl).port)
  const placeOrder = async (server: ServerProcess, phone = PHONE) => {
    const shopper = shop.shopper(server)
    const { cartId, collectionId, total } = await shopper.fillCart()
    const sessionId = await shopper.choose(collectionId, { method: "momo", phone })
    return { total, sessionId, completion: shopper.placeOrder(cartId) }
  }
  /** A worker that makes a change that fits falls asleep in the middle of it; gives what ends the sleep and undoes the change. */
  const fallAsleepAt = async (change: string) => {
    await shop.query(`
      create or replace function fall_asleep() returns trigger as 'begin perform pg_sleep(3600); return new; end' language plpgsql;
      create trigger fall_asleep before update on kpay_attempt for each row when (${change}) execute function fall_asleep()`)
    return async () => {
      await shop.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'"
      )
      await shop.query("drop trigger fall_asleep on kpay_attempt")
    }
  }
  /** Keeps every new event from the workers; gives the way back. */
  const hideEvents = async () => {
    await shop.query(`
      create or replace function hide_event() returns trigger as 'begin new.deleted_at = now(); return new; end' language plpgsql;
      create trigger hide_event before insert on kpay_event for each row execute function hide_event()`)
    return async () => {
      await shop.query(
        "drop trigger hide_event on kpay_event; update kpay_event set deleted_at = null"
      )
    }
  }
  /** Waits until a connection waits in the database. */
  const untilWaiting = (forWhat: string) =>
    eventually(
      () => shop.query(`select pid from pg_stat_activity where ${forWhat}`),
      (rows) => rows.length > 0
    )
  const approve = () => {
    shop.sandbox.decide(String(callsOf(shop.sandbox, "pay")[0]?.refid), "pays")
  }
  /** After the restart the money is applied, the order has it once, and the event is emitted once. */
  const expectApplied = async (
    server: ServerProcess,
    total: number,
    before: ServerProcess[] = []
  ) => {
    const [attempt] = await eventually(attempts, ([one]) => one?.status === "applied")
    expect(attempt).toMatchObject({
      status: "applied",
      amount: total,
      order_id: expect.any(String) as string,
    })
    expect(await booked()).toEqual([total])
    const tell = (name: string) =>
      [...before, server].flatMap(({ events }) => events).filter((event) => event.name === name)
    const told = () => tell("kpay.payment.paid")
    await eventually(told, (events) => events.length > 0)
    // Events are emitted in order: whatever else waits is emitted before this.
    await shop.query(
      `insert into kpay_event (id, name, data) values ('kpev_last', 'kpay.payment.failed', '{}')`
    )
    await eventually(
      () => tell("kpay.payment.failed"),
      (events) => events.length > 0
    )
    expect(told()).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ id: attempt?.id }) as unknown }),
    ])
    expect(callsOf(shop.sandbox, "pay")).toHaveLength(1)
  }

  it("after `pay` was accepted and before its answer: the restarted server applies the money, and no second prompt is sent", async () => {
    await shop.startSandbox({ answerMs: FOREVER_MS })
    // The longest that the options allow.
    const server = await shop.startServer(0, { timeouts: { headersMs: 80_000, statusMs: 3_000 } })
    const { total, completion } = await placeOrder(server)
    completion.catch(() => undefined)
    await eventually(
      () => shop.sandbox.transactions(),
      (transactions) => transactions.length === 1
    )
    await server.kill()
    approve()
    await expectApplied(await shop.startServer(portOf(server)), total)
  })

  it("after the callback was stored: the restarted server applies the money", async () => {
    await shop.startSandbox()
    const server = await shop.startServer()
    const { total, completion } = await placeOrder(server)
    await completion
    const wakeUp = await fallAsleepAt("new.status = 'paid'")
    approve()
    await eventually(
      () => shop.query("select id from kpay_journal_entry where event = 'callback'"),
      (rows) => rows.length === 1
    )
    await untilWaiting("wait_event = 'PgSleep'")
    await server.kill()
    await wakeUp()
    expect(await attempts()).toMatchObject([{ status: "pending" }])
    await expectApplied(await shop.startServer(portOf(server)), total)
  })

  it("after K-Pay said paid and before the money was applied: the restarted server applies it", async () => {
    await shop.startSandbox()
    const server = await shop.startServer()
    const { total, completion } = await placeOrder(server)
    await completion
    const connection = shop.connect()
    const lock = await connection.transaction()
    await lock.raw("lock table payment in exclusive mode")
    approve()
    await eventually(attempts, ([one]) => one?.status === "paid")
    await untilWaiting("wait_event_type = 'Lock'")
    await server.kill()
    await lock.rollback()
    await connection.destroy()
    expect(await attempts()).toMatchObject([{ status: "paid" }])
    await expectApplied(await shop.startServer(portOf(server)), total)
  })

  it("after the money was applied and before the event: the restarted server emits the event, once", async () => {
    await shop.startSandbox()
    const server = await shop.startServer()
    const { total, completion } = await placeOrder(server)
    await completion
    // The worker that releases an applied attempt falls asleep, with the event written and not emitted. No other worker sees the
    // event before the kill, however long that takes.
    const showEvents = await hideEvents()
    const wakeUp = await fallAsleepAt("old.status = 'applied' and new.leased_until is null")
    approve()
    await eventually(attempts, ([one]) => one?.status === "applied")
    await untilWaiting("wait_event = 'PgSleep'")
    await server.kill()
    await wakeUp()
    await showEvents()
    expect(await shop.query("select name from kpay_event")).toEqual([{ name: "kpay.payment.paid" }])
    expect(server.events).toEqual([])
    await expectApplied(await shop.startServer(portOf(server)), total, [server])
  })

  it("two servers, one attempt: its money is applied once, and the event is emitted once", async () => {
    await shop.startSandbox()
    const servers = [await shop.startServer(), await shop.startServer()] as const
    const { total, completion } = await placeOrder(servers[0], "0788 0000 05")
    await completion
    await eventually(
      () => shop.sandbox.transactions()[0]?.statusid,
      (statusid) => statusid === "01"
    )
    const path = new URL(String(callsOf(shop.sandbox, "pay")[0]?.returl)).pathname
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        fetch(`${servers[i % 2 === 0 ? 0 : 1].baseUrl}${path}`, { method: "POST" })
      )
    )
    await expectApplied(servers[0], total, [servers[1]])
  })

  it("the database is restarted in between: no money is lost, and the server needs no restart", async () => {
    await shop.startSandbox()
    const server = await shop.startServer()
    const { total, completion } = await placeOrder(server)
    await completion
    await shop.stopDatabase()
    const before = server.lines.length
    approve()
    // The server takes the callback, and has no database to keep it in.
    await eventually(
      () => shop.sandbox.transactions()[0]?.callbacks.length,
      (callbacks) => callbacks === 1
    )
    await eventually(
      () => server.lines.length,
      (count) => count > before
    )
    await shop.startDatabase()
    await expectApplied(server, total)
  })

  it("K-Pay is down for an hour: the log says it once, K-Pay is asked seldom, and the order is paid when K-Pay is back", async () => {
    await shop.startSandbox()
    const server = await shop.startServer()
    const { total, completion } = await placeOrder(server)
    await completion
    const failures = async () =>
      (await shop.query<{ failures: number }>("select failures from kpay_outage"))[0]?.failures ?? 0
    await shop.sandbox.goDown()
    approve()
    await eventually(failures, (count) => count > 0)
    for (let quarter = 1; quarter <= 4; quarter++) {
      const before = await failures()
      await shop.query(
        "update kpay_attempt set created_at = created_at - interval '15 minutes', due_at = now()"
      )
      await shop.query(
        "update kpay_outage set since = since - interval '15 minutes', resume_at = now()"
      )
      await eventually(failures, (count) => count > before)
    }
    await eventually(
      () => shop.query("select id from kpay_attempt where due_at > now() + interval '50 minutes'"),
      (rows) => rows.length === 1
    )
    expect(server.lines.filter((line) => line.includes("could not be reached"))).toHaveLength(1)
    await shop.sandbox.comeBack()
    await shop.query("update kpay_outage set resume_at = now()")
    await shop.query("update kpay_attempt set due_at = now()")
    await expectApplied(server, total)
    expect(await shop.query("select account from kpay_outage")).toEqual([])
  })
})
