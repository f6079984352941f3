import type {
  KpayAdminAttempt,
  KpayAttemptsResponse,
  KpayHealthResponse,
  KpaySummaryResponse,
} from "../../src/http-types"
import { PlainBrowser } from "../plain-browser"
import { AdminShop, readAll } from "./admin-shop"
import { openBranches, type Branches } from "./branches"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  order,
  readDatabase,
  readOrder,
  untilIdle,
  untilPaid,
} from "./test-shop"
import { GONE_CHANNEL, HUYE_CHANNEL, MUSANZE_LOCATION, THREE_RETAILERS } from "./three-retailers"

const PAYS = { method: "momo", phone: "0788 0000 01" }
const REFUSES = { method: "momo", phone: "0788 0000 03" }
/** A phone on which the test decides when the payer answers. */
const WAITS = { method: "momo", phone: "0788 300 000" }

/** An entry of the provider that takes its money on one account, whatever the rule says. */
const OF_MUSANZE = "pp_kpay_musanze"
/** Another such entry, whose name comes before that of the entry without an account. */
const ANNEX = "pp_kpay_annex"

inShop(
  {
    sandbox: THREE_RETAILERS.sandbox,
    env: {
      ...THREE_RETAILERS.env,
      KPAY_OPTIONS: JSON.stringify({
        ...THREE_RETAILERS.options,
        fees: { momo: { percent: 1.5, fixed: 7 } },
      }),
      PAYMENT_PROVIDERS: JSON.stringify([
        { resolve: "./src/providers/kpay", id: "musanze", options: { account: "musanze" } },
        { resolve: "./src/providers/kpay", id: "annex", options: { account: "musanze" } },
      ]),
    },
  },
  (shop) => {
    const admin = new AdminShop(shop)
    let branches: Branches

    beforeEach(async () => {
      branches = await openBranches(shop())
    })

    const listAttempts = async (query: string): Promise<readonly KpayAdminAttempt[]> =>
      (await asAdmin<KpayAttemptsResponse>(shop(), "GET", `/kpay/attempts?${query}`)).body.attempts

    const accountsOf = async (orderId: string): Promise<string[]> =>
      (await listAttempts(`order_id=${orderId}`)).map(({ account }) => account).reverse()

    /** What K-Pay was asked for, by whom, and by which retailer. */
    const asked = () =>
      shop()
        .sandbox.transactions()
        .map(({ username, refid }) => [
          username,
          callsOf(shop().sandbox, "pay").find((pay) => pay.refid === refid)?.retailerid,
        ])

    const readSummary = async (query = ""): Promise<KpaySummaryResponse> =>
      (await asAdmin<KpaySummaryResponse>(shop(), "GET", `/kpay/summary?${query}`)).body

    const refidOf = (prompt: number) => String(callsOf(shop().sandbox, "pay")[prompt]?.refid)

    const untilStatus = async (refid: string, status: string) =>
      eventually(
        () => listAttempts(`q=${refid}`),
        ([attempt]) => attempt?.status === status
      )

    /** Lets the shop be impatient with the prompts that are out. */
    const passMinute = async () =>
      inDatabase(shop(), "update kpay_attempt set created_at = created_at - interval '1 minute'")

    describe("An order", () => {
      it("of each sales channel is asked for and paid at the retailer of the channel", async () => {
        const own = await order(shop(), PAYS)
        const ofHuye = await order({ ...shop(), shopper: branches.inHuye }, PAYS)
        for (const { orderId, total } of [own, ofHuye])
          expect(await untilPaid(shop(), orderId)).toMatchObject({ isPaid: true, booked: [total] })
        expect(asked()).toEqual([
          ["sandbox", "01"],
          ["huye", "02"],
        ])
        expect(await accountsOf(own.orderId)).toEqual(["default"])
        expect(await accountsOf(ofHuye.orderId)).toEqual(["huye"])
        expect(await listAttempts("account=huye")).toMatchObject([
          { order_id: ofHuye.orderId, environment: "test", status: "applied" },
        ])
      })

      it("that is picked up is paid at the retailer of the location, whatever its sales channel", async () => {
        for (const shopper of [branches.inMusanze, branches.fromHuyeToMusanze]) {
          const { orderId } = await order({ ...shop(), shopper }, PAYS)
          await untilPaid(shop(), orderId)
          expect(await accountsOf(orderId)).toEqual(["musanze"])
        }
        expect(asked()).toEqual([
          ["musanze", "03"],
          ["musanze", "03"],
        ])
      })

      it("is paid at the retailer of the provider entry that was chosen, where the entry names one, and so is what an edit adds", async () => {
        const [region] = await readAll<{ id: string }>(shop(), "region", ["id"])
        await admin.post(`/regions/${region?.id ?? ""}`, {
          payment_providers: ["pp_kpay_kpay", OF_MUSANZE],
        })
        const { cartId, collectionId } = await branches.inHuye.fillCart()
        await branches.inHuye.choose(collectionId, PAYS, OF_MUSANZE)
        const completion = await branches.inHuye.placeOrder(cartId)
        if (completion.type !== "order") throw new Error(completion.error.message)
        await untilPaid(shop(), completion.order.id)
        expect(asked()).toEqual([["musanze", "03"]])
        await admin.addItem(completion.order.id, "TEA-100")
        const further = await asAdmin(
          shop(),
          "POST",
          `/kpay/orders/${completion.order.id}/prompt`,
          PAYS
        )
        expect(further.status).toBe(200)
        expect(asked()).toEqual([
          ["musanze", "03"],
          ["musanze", "03"],
        ])
      })

      it("that an admin took in a channel, and that no session was chosen for, is paid by its link at the retailer of the channel", async () => {
        const [region] = await readAll<{ id: string }>(shop(), "region", ["id"])
        await admin.post(`/regions/${region?.id ?? ""}`, {
          payment_providers: [ANNEX, "pp_kpay_kpay", OF_MUSANZE],
        })
        const variants = await readAll<{ id: string; sku: string }>(shop(), "variant", [
          "id",
          "sku",
        ])
        const { draft_order } = await admin.post<{ draft_order: { id: string } }>("/draft-orders", {
          email: "by-phone@example.com",
          region_id: region?.id,
          sales_channel_id: HUYE_CHANNEL,
          items: [{ variant_id: variants.find(({ sku }) => sku === "TEA-100")?.id, quantity: 1 }],
        })
        const browser = new PlainBrowser()
        const page = await browser.open((await admin.payLink(draft_order.id)).url)
        await browser.press(page, "Pay RWF 3,500", PAYS)
        expect(await untilPaid(shop(), draft_order.id)).toMatchObject({ booked: [3_500] })
        expect(asked()).toEqual([["huye", "02"]])
        expect(await accountsOf(draft_order.id)).toEqual(["huye"])
      })
    })

    describe("A further prompt, after the order moved to another place", () => {
      /** An order of the shop's own channel that moved to Huye, with a prompt out at each retailer. */
      const askedTwice = async () => {
        const placed = await order(shop(), WAITS)
        await inDatabase(
          shop(),
          `update "order" set sales_channel_id = '${HUYE_CHANNEL}' where id = '${placed.orderId}'`
        )
        await passMinute()
        const again = await shop().shopper.tryAgain(placed.sessionId, { method: "momo" })
        expect(again.status).toBe(200)
        expect(asked()).toEqual([
          ["sandbox", "01"],
          ["huye", "02"],
        ])
        expect(await accountsOf(placed.orderId)).toEqual(["default", "huye"])
        return placed
      }

      it("is of the new retailer, and the money of both prompts is booked once", async () => {
        const { orderId, total } = await askedTwice()
        shop().sandbox.decide(refidOf(0), "pays")
        await untilPaid(shop(), orderId)
        expect(await untilStatus(refidOf(0), "applied")).toMatchObject([{ account: "default" }])
        shop().sandbox.decide(refidOf(1), "pays")
        expect(await untilStatus(refidOf(1), "unapplied")).toMatchObject([
          { account: "huye", unapplied_reason: "overpaid" },
        ])
        expect(await readOrder(shop().container, orderId)).toMatchObject({ booked: [total] })
      })

      it("is paid itself, and late money of the first waits for a person", async () => {
        const { orderId, total } = await askedTwice()
        shop().sandbox.decide(refidOf(1), "pays")
        await untilPaid(shop(), orderId)
        shop().sandbox.decide(refidOf(0), "pays")
        expect(await untilStatus(refidOf(0), "unapplied")).toMatchObject([
          { account: "default", unapplied_reason: "overpaid" },
        ])
        expect(await readOrder(shop().container, orderId)).toMatchObject({ booked: [total] })
      })

      it("is of the new retailer also where an admin sends it", async () => {
        const { orderId } = await order(shop(), REFUSES)
        await untilStatus(refidOf(0), "failed")
        await inDatabase(
          shop(),
          `update "order" set sales_channel_id = '${HUYE_CHANNEL}' where id = '${orderId}'`
        )
        const [{ id } = { id: "" }] = await listAttempts(`order_id=${orderId}`)
        await admin.post(`/kpay/attempts/${id}/prompt`, { phone: PAYS.phone })
        await untilPaid(shop(), orderId)
        expect(await accountsOf(orderId)).toEqual(["default", "huye"])
        expect(await listAttempts("account=huye&status=applied")).toHaveLength(1)
      })

      it("is of the same retailer where the order is still picked up at the same location", async () => {
        const shopper = branches.inMusanze
        const { orderId, sessionId } = await order({ ...shop(), shopper }, REFUSES)
        await untilStatus(refidOf(0), "failed")
        expect((await shopper.tryAgain(sessionId, PAYS)).status).toBe(200)
        await untilPaid(shop(), orderId)
        expect(await accountsOf(orderId)).toEqual(["musanze", "musanze"])
      })
    })

    describe("The cash-up", () => {
      it("by account adds up to the whole, to the franc, and to what each retailer has taken", async () => {
        const own = await order(shop(), PAYS)
        await untilPaid(shop(), own.orderId)
        for (const shopper of [branches.inHuye, branches.inMusanze, branches.inMusanze])
          await untilPaid(shop(), (await order({ ...shop(), shopper }, PAYS)).orderId)
        await order({ ...shop(), shopper: branches.inHuye }, REFUSES)
        await order({ ...shop(), shopper: branches.inHuye }, WAITS)
        await untilIdle(shop())
        // Of which the parts in percent are 70.5, 4.5, 78.495 and 187.5 francs.
        for (const [i, amount] of [4_700, 300, 5_233, 12_500].entries())
          await inDatabase(
            shop(),
            `update kpay_attempt set amount = ${amount} where refid = '${refidOf(i)}'`
          )
        await inDatabase(
          shop(),
          `insert into kpay_refund (id, attempt_id, amount, currency_code, status, sent_at)
           select 'kpref_1', id, 250, 'rwf', 'sent', now() from kpay_attempt where refid = '${refidOf(2)}'`
        )

        const all = await readSummary()
        expect(all.by_account.map(({ account, taken }) => [account, taken])).toEqual([
          ["default", 4_700],
          ["huye", 300],
          ["musanze", 5_233 + 12_500],
        ])
        const names = Object.keys(all.totals) as (keyof typeof all.totals)[]
        for (const name of names) {
          const sum = all.by_account.reduce((total, one) => total + one[name], 0)
          expect([name, sum]).toEqual([name, all.totals[name]])
        }
        expect(all.totals).toMatchObject({ failed_count: 1, pending_count: 1, refunded: 250 })
        for (const { account, ...sums } of all.by_account) {
          const alone = await readSummary(`account=${account}`)
          expect(alone.totals).toEqual(sums)
          expect(alone.by_account).toEqual([{ account, ...sums }])
        }
        const inBooks = await readDatabase<{ account: string; taken: number }>(
          shop(),
          `select account, sum(amount)::int as taken from kpay_attempt
           where paid_at is not null group by 1 order by 1`
        )
        expect(all.by_account.map(({ account, taken }) => ({ account, taken }))).toEqual(inBooks)
      })

      it("of a day and method is one line, however many accounts took it", async () => {
        for (const shopper of [shop().shopper, branches.inHuye])
          await untilPaid(shop(), (await order({ ...shop(), shopper }, PAYS)).orderId)
        const { days } = await readSummary()
        expect(days).toMatchObject([{ method: "momo", taken_count: 2 }])
      })
    })

    describe("The setup", () => {
      it("checks every account, and names what the rule names and Medusa does not have", async () => {
        const readChecks = async () =>
          (await asAdmin<KpayHealthResponse>(shop(), "GET", "/kpay/health")).body
        const { checks, accounts } = await readChecks()
        expect(accounts.map(({ name }) => name)).toEqual(["default", "huye", "musanze"])
        for (const id of ["credentials", "credentials:huye", "credentials:musanze"])
          expect(checks).toContainEqual(expect.objectContaining({ id, status: "ok" }))
        expect(checks.find(({ id }) => id === "account_rule")).toMatchObject({
          status: "warning",
          message: `The option accountBy names what Medusa does not have: ${GONE_CHANNEL}.`,
        })
        await inDatabase(
          shop(),
          `insert into sales_channel (id, name) values ('${GONE_CHANNEL}', 'Back')`
        )
        expect((await readChecks()).checks.find(({ id }) => id === "account_rule")).toMatchObject({
          status: "ok",
          remedy: null,
        })
        await inDatabase(
          shop(),
          `update stock_location set deleted_at = now() where id = '${MUSANZE_LOCATION}'`
        )
        expect((await readChecks()).checks.find(({ id }) => id === "account_rule")).toMatchObject({
          status: "warning",
          details: { ids: MUSANZE_LOCATION },
        })
      })
    })
  }
)
