import { model } from "@medusajs/framework/utils"

/** An event that is a fact already and was not emitted yet: the row goes when the event is out. */
export const KpayEvent = model
  .define("kpay_event", {
    /** Goes out with the event as `event_id`. */
    id: model.id({ prefix: "kpev" }).primaryKey(),
    name: model.text(),
    /** Ids and amounts only. */
    data: model.json(),
  })
  .indexes([{ on: ["created_at"] }])
