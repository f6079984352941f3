import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import fc from "fast-check"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import {
  findTransition,
  isMoney,
  TRANSITIONS,
  type AttemptStatus,
  type TransitionName,
} from "../../../domain/attempt-status"
import { KPAY_MODULE } from ".."
import { AttemptStore } from "../attempts/attempt-store"
import { Listing } from "../listing/listing"
import { RefundStore } from "../refunds/refund-store"
import type KpayModuleService from "../service"
import { onKeptTables } from "./keep-tables"

jest.setTimeout(300_000)

const OPTIONS = {
  environment: "test",
  username: "sandbox",
  password: "sandbox",
  retailerId: "01",
  backendUrl: "http://localhost:9",
  storefrontUrl: "http://localhost:8",
}

/** A row of `kpay_attempt` but for its ids. */
const ATTEMPT = {
  account: "default",
  environment: "test",
  provider_id: "pp_kpay_kpay",
  started_session_id: "payses_1",
  status: "starting",
  method: "momo",
  network: "mtn",
  amount: 5_200,
  currency_code: "rwf",
  msisdn: "250788300000",
  locale: "en",
}

/** What can happen to an attempt: K-Pay answers, core acts, an admin decides, callbacks come, in any order. */
type Act =
  | {
      readonly kind: "transition"
      readonly name: Exclude<TransitionName, "decide_refund" | "finish_refund">
    }
  | { readonly kind: "callback" }
  | { readonly kind: "decide_refund" }
  | { readonly kind: "medusa_refund"; readonly amount: number }
  | { readonly kind: "send_refunds" }
  | { readonly kind: "move" }

const names = (Object.keys(TRANSITIONS) as TransitionName[]).filter(
  (name): name is Exclude<TransitionName, "decide_refund" | "finish_refund"> =>
    name !== "decide_refund" && name !== "finish_refund"
)

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(...names).map((name) => ({ kind: "transition" as const, name })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "callback" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "decide_refund" as const }) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 6_000 })
      .map((amount) => ({ kind: "medusa_refund" as const, amount })),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "send_refunds" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "move" as const }) }
)

moduleIntegrationTestRunner<KpayModuleService>({
  moduleName: KPAY_MODULE,
  moduleOptions: OPTIONS,
  resolve: "./src/modules/kpay",
  testSuite: onKeptTables(({ MikroOrmWrapper }) => {
    const knex = (): Knex =>
      (MikroOrmWrapper.forkManager() as unknown as { getKnex(): Knex }).getKnex()

    it("in any order of answers, acts and decisions an attempt follows the table, every change has its journal line, every fact its event", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
          await play(knex(), acts)
        }),
        { numRuns: 60 }
      )
    })
  }),
})

let count = 0

async function play(knex: Knex, acts: readonly Act[]): Promise<void> {
  const store = new AttemptStore(knex, () => undefined)
  const refunds = new RefundStore(knex, store)
  const id = `kpatt_${++count}`
  await knex("kpay_attempt").insert({
    ...ATTEMPT,
    id,
    refid: id,
    token: id,
    payment_session_id: id,
    payment_collection_id: id,
  })
  await knex("kpay_event").delete()

  let status: AttemptStatus = "starting"
  const journal: string[] = []
  const events: string[] = []
  const path: AttemptStatus[] = [status]

  for (const one of acts) {
    switch (one.kind) {
      case "transition": {
        const expected = findTransition(one.name, status)
        const changed = await store.transition(id, one.name, { journal: "if_changed" })
        expect(changed?.status ?? null).toBe(expected?.to ?? null)
        if (!expected) break
        status = expected.to
        path.push(status)
        journal.push(expected.journal)
        if (expected.event) events.push(expected.event)
        break
      }
      case "callback":
        await store.recordCallback(id, null)
        journal.push("callback")
        break
      case "decide_refund": {
        const decided = await refunds.decide(id, { note: null, actor: "user_1", refundId: null })
        expect(decided !== null).toBe(status === "unapplied")
        if (!decided) break
        status = "refund_due"
        path.push(status)
        journal.push("refund_due")
        events.push("kpay.refund.due")
        break
      }
      case "medusa_refund": {
        if (status !== "applied" && status !== "unapplied") break
        const attempt = await store.require(id)
        const outcome = await refunds.recordDue({
          attempt,
          amountRwf: one.amount,
          orderId: null,
          refundId: `ref_${String(journal.length)}_${id}`,
          actor: null,
          note: null,
        })
        if (outcome.type !== "recorded") break
        journal.push("refund_due")
        events.push("kpay.refund.due")
        // All of the unapplied money is due now, so there is nothing left to decide.
        if (status === "unapplied" && (await readDueAndSent(knex, id)) === ATTEMPT.amount) {
          status = "refund_due"
          path.push(status)
          journal.push("refund_due")
        }
        break
      }
      case "send_refunds": {
        const due = await knex("kpay_refund")
          .where({ attempt_id: id, status: "due" })
          .select<{ id: string }[]>("id")
        for (const { id: refundId } of due) {
          await refunds.recordSent(refundId, { reference: "MP1", note: null, actor: "user_1" })
          journal.push("refund_sent")
          events.push("kpay.refund.sent")
          if (status === "refund_due" && due.at(-1)?.id === refundId) {
            status = "refunded"
            path.push(status)
          }
        }
        break
      }
      case "move": {
        const attempt = await store.require(id)
        const moved = await store.moveToSession(attempt, {
          id: `${attempt.payment_session_id}x`,
          payment_collection_id: id,
        })
        if (moved) journal.push("session_changed")
        break
      }
    }
    expect((await store.require(id)).status).toBe(status)
  }

  const firstMoney = path.findIndex(isMoney)
  if (firstMoney >= 0) expect(path.slice(firstMoney).every(isMoney)).toBe(true)
  const { rows: lines } = await new Listing(knex).listJournal(id, { limit: 1_000 })
  expect(lines.map(({ event }) => event).reverse()).toEqual(journal)
  const written = await knex("kpay_event")
    .orderBy(["created_at", "id"])
    .select<{ name: string }[]>("name")
  expect(written.map(({ name }) => name).sort()).toEqual([...events].sort())
  expect(await readDueAndSent(knex, id)).toBeLessThanOrEqual(ATTEMPT.amount)
}

/** What of an attempt is due to the shopper or was sent back, in francs. */
async function readDueAndSent(knex: Knex, attemptId: string): Promise<number> {
  const [row] = await knex("kpay_refund")
    .where({ attempt_id: attemptId })
    .sum<{ sum: string | null }[]>("amount as sum")
  return Number(row?.sum ?? 0)
}
