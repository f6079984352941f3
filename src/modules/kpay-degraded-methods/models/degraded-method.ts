import { model } from "@medusajs/framework/utils"
import { METHOD_IDS } from "../../../domain/methods"

/** A time in which a method failed far more often than usual. Numbers only; no payer is kept. */
export const KpayDegradedMethod = model
  .define("kpay_degraded_method", {
    id: model.id({ prefix: "kpdeg" }).primaryKey(),
    method: model.enum([...METHOD_IDS]),
    environment: model.enum(["test", "live"]),
    /** When the first attempt was started that counted. */
    since: model.dateTime(),
    /** Payers of the window in trouble, and all of whom something is known; as last counted. */
    troubles: model.number(),
    payers: model.number(),
    /** The same of the time before, by which it was decided. */
    usual_troubles: model.number(),
    usual_payers: model.number(),
    /** Empty while the method is degraded. */
    recovered_at: model.dateTime().nullable(),
  })
  .indexes([
    {
      // A method is degraded once at a time, whatever servers find out at the same moment.
      name: "IDX_kpay_degraded_method_now",
      on: ["environment", "method"],
      unique: true,
      where: "recovered_at IS NULL",
    },
    { name: "IDX_kpay_degraded_method_recovered", on: ["environment", "method", "recovered_at"] },
  ])
