import { openBranches } from "./branches"
import { callsOf, eventually, inDatabase, inShop, untilPaid } from "./test-shop"
import { THREE_RETAILERS } from "./three-retailers"

/** A phone on which the test decides when the payer answers. */
const WAITS = { method: "momo", phone: "0788 300 000" }

inShop(
  {
    sandbox: THREE_RETAILERS.sandbox,
    env: {
      ...THREE_RETAILERS.env,
      KPAY_FLOW: "pay-first",
      KPAY_OPTIONS: JSON.stringify(THREE_RETAILERS.options),
    },
  },
  (shop) => {
    const asked = () =>
      shop()
        .sandbox.transactions()
        .map(({ username }) => username)

    const approve = (prompt: number) => {
      shop().sandbox.decide(String(callsOf(shop().sandbox, "pay")[prompt]?.refid), "pays")
    }

    /** A shopper with a prompt of the shop's own retailer, who then picks the goods up in Musanze for the same price. */
    const changeToPickUp = async () => {
      const { shopper } = shop()
      const { pickUpId } = await openBranches(shop())
      const { cartId, collectionId, total } = await shopper.fillCart()
      await shopper.choose(collectionId, WAITS)
      await shopper.post(`/store/carts/${cartId}/shipping-methods`, { option_id: pickUpId })
      return { collectionId, total }
    }

    const orderOf = async (sessionId: string) =>
      (
        await eventually(
          () => shop().shopper.readSession(sessionId),
          ({ status, order_id }) => status === "paid" && order_id !== null
        )
      ).order_id ?? ""

    it("a shopper who changes to a pick-up while a prompt waits gets no second one, and the money of the first is booked", async () => {
      const { collectionId, total } = await changeToPickUp()
      const sessionId = await shop().shopper.choose(collectionId, WAITS)
      expect(asked()).toEqual(["sandbox"])
      approve(0)
      const paid = await untilPaid(shop(), await orderOf(sessionId))
      expect(paid).toMatchObject({ isPaid: true, booked: [total] })
      expect(await shop().kpay.listAttempts()).toMatchObject([
        { account: "default", status: "applied" },
      ])
    })

    it("a further prompt that the shopper asks for after the change is of the pick-up's retailer", async () => {
      const { collectionId, total } = await changeToPickUp()
      const sessionId = await shop().shopper.choose(collectionId, WAITS)
      await inDatabase(
        shop(),
        "update kpay_attempt set created_at = created_at - interval '1 minute'"
      )
      expect((await shop().shopper.tryAgain(sessionId, { method: "momo" })).status).toBe(200)
      expect(asked()).toEqual(["sandbox", "musanze"])
      approve(1)
      const paid = await untilPaid(shop(), await orderOf(sessionId))
      expect(paid).toMatchObject({ isPaid: true, booked: [total] })
    })
  }
)
