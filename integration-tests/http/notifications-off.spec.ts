import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { KpayHealthResponse, KpayNotificationsResponse } from "../../src/http-types"
import { asAdmin, inShop, listenTo, order, readDatabase, untilIdle, untilPaid } from "./test-shop"

inShop({}, (shop) => {
  it("a shop that has switched no message on has no query, no row, no check and no button of them", async () => {
    const queries: string[] = []
    const connection = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const note = ({ sql }: { readonly sql: string }) => {
      if (sql.includes("kpay_notification")) queries.push(sql)
    }
    connection.on("query", note)
    const events = listenTo(shop(), "kpay.payment.paid")
    const { orderId } = await order(shop(), { method: "momo", phone: "0788 0000 01" })
    await untilPaid(shop(), orderId)
    await untilIdle(shop())
    const path = `/kpay/orders/${orderId}/notifications`
    const { body } = await asAdmin<KpayNotificationsResponse>(shop(), "GET", path)
    const health = await asAdmin<KpayHealthResponse>(shop(), "GET", "/kpay/health")
    connection.off("query", note)

    expect(events).toHaveLength(1)
    expect(queries).toEqual([])
    expect(body).toEqual({ notifications: [], pay_link_channels: [] })
    expect(health.body.checks.map(({ id }) => id)).not.toContain("notifications")
    const send = await asAdmin<{ message: string }>(shop(), "POST", path, {
      fact: "pay_link",
      channel: "sms",
      request_id: "a press of the button",
    })
    expect(send).toMatchObject({ status: 400 })
    expect(await readDatabase(shop(), "select * from kpay_notification")).toEqual([])
    expect(await readDatabase(shop(), "select * from notification")).toEqual([])
  })
})
