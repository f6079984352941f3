import type {
  KpayAdminAttempt,
  KpayAttemptsResponse,
  KpayHealthResponse,
  KpayRefundResponse,
  KpaySummaryResponse,
} from "../../src/http-types"
import { PlainBrowser } from "../plain-browser"
import { AdminShop, readAll } from "./admin-shop"
import {
  GONE_CHANNEL,
  HUYE_CHANNEL,
  MUSANZE_LOCATION,
  openBranches,
  THREE_RETAILERS,
  type Branches,
} from "./branches"
import {
  asAdmin,
  callsOf,
  eventually,
  inDatabase,
  inShop,
  listRefunds,
  order,
  readDatabase,
  readOrder,
  untilIdle,
  untilPaid,
} from "./test-shop"

const PAYS = { method: "momo", phone: "0788 0000 01" }
const REFUSES = { method: "momo", phone: "0788 0000 03" }
/** A phone on which the test decides when the payer answers. */
const WAITS = { method: "momo", phone: "0788 300 000" }

/** An entry of the provider that takes its money on one account, whatever the rule says. */
const OF_MUSANZE = "pp_kpay_musanze"

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
        const ofHuye = await order({ ...shop(), shopper: branches.inHuye } as never, PAYS)
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
          const { orderId } = await order({ ...shop(), shopper } as never, PAYS)
          await untilPaid(shop(), orderId)
          expect(await accountsOf(orderId)).toEqual(["musanze"])
        }
        expect(asked()).toEqual([
          ["musanze", "03"],
          ["musanze", "03"],
        ])
      })
    })
  }
)
