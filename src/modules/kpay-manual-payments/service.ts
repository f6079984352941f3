import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import { toTransferId } from "../../domain/transfer-id"
import type { KpayManualPayment } from "./models/manual-payment"

/** Money that a shopper paid otherwise than through K-Pay. */
export type ManualPayment = InferTypeOf<typeof KpayManualPayment>

/** What an admin enters, and for which order. */
export type NewManualPayment = Pick<
  ManualPayment,
  | "request_id"
  | "order_id"
  | "kind"
  | "amount"
  | "currency_code"
  | "reference"
  | "note"
  | "created_by"
>

const TABLE = "kpay_manual_payment"

/** Keeps what shoppers paid otherwise than through K-Pay. It books nothing. */
export default class KpayManualPaymentsService {
  private readonly knex_: Knex

  constructor({ __pg_connection__: knex }: { readonly __pg_connection__: Knex }) {
    this.knex_ = knex
  }

  /** The payments of an order, oldest first. */
  async listOfOrder(orderId: string): Promise<ManualPayment[]> {
    return this.knex_<ManualPayment>(TABLE)
      .where({ order_id: orderId, deleted_at: null })
      .orderBy("created_at")
      .orderBy("id")
  }

  /** The orders with a payment that has been recording for so long that its process must have died. */
  async listUnfinishedOrderIds(ageMs: number): Promise<string[]> {
    const { rows } = await this.knex_.raw<{ rows: { order_id: string }[] }>(
      `select distinct order_id from ${TABLE}
       where status = 'recording' and deleted_at is null and updated_at < now() - :ageMs * interval '1 millisecond'`,
      { ageMs }
    )
    return rows.map(({ order_id }) => order_id)
  }

  /** Whether a payment of one of these orders is being recorded, or was when its process died. */
  async isRecordingFor(orderIds: readonly string[]): Promise<boolean> {
    const row = await this.knex_<ManualPayment>(TABLE)
      .whereIn("order_id", [...orderIds])
      .where({ status: "recording", deleted_at: null })
      .first("id")
    return row !== undefined
  }

  async find(id: string): Promise<ManualPayment | null> {
    return this.findWhere_({ id })
  }

  async findByRequest(requestId: string): Promise<ManualPayment | null> {
    return this.findWhere_({ request_id: requestId })
  }

  /**
   * Whether an order has the money of this MoMo transaction, or is about to have it. Of whatever kind: the statement of a bank can
   * name it too.
   */
  async holdsMomoId(momoId: string): Promise<boolean> {
    return (await this.listByTransferIds([toTransferId(momoId)])).length > 0
  }

  /** The payments of any kind by one of these transfers that are booked or may be, oldest first. Ids as `toTransferId` writes them. */
  async listByTransferIds(transferIds: readonly string[]): Promise<ManualPayment[]> {
    return this.knex_<ManualPayment>(TABLE)
      .whereIn("status", ["recording", "booked"])
      .whereIn("transfer_id", [...transferIds])
      .where({ deleted_at: null })
      .orderBy("created_at")
      .orderBy("id")
  }

  /** The booked payments of a time that have a reference. */
  async listReferenced(from: Date, to: Date): Promise<ManualPayment[]> {
    return this.knex_<ManualPayment>(TABLE)
      .where({ status: "booked", deleted_at: null })
      .whereNotNull("reference")
      .whereBetween("created_at", [from, to])
  }

  /** The payments whose records were mistakes: few, however long the shop sells. */
  async listTakenBackIds(): Promise<string[]> {
    return this.knex_<ManualPayment>(TABLE)
      .where({ status: "taken_back", deleted_at: null })
      .pluck("id")
  }

  /** The booked payments of at most this age, a few of a day. */
  async listBooked(sinceMs: number): Promise<ManualPayment[]> {
    return this.knex_<ManualPayment>(TABLE)
      .where({ status: "booked", deleted_at: null })
      .whereRaw("created_at > now() - ? * interval '1 millisecond'", [sinceMs])
  }

  /** Records a payment that core is to book; `null` where its request or its MoMo transaction was recorded meanwhile. */
  async record(payment: NewManualPayment): Promise<ManualPayment | null> {
    const [row] = await this.knex_<ManualPayment>(TABLE)
      .insert({
        ...payment,
        id: generateEntityId(undefined, "kpman"),
        transfer_id: payment.reference === null ? null : toTransferId(payment.reference),
        status: "recording",
      } as never)
      .onConflict()
      .ignore()
      .returning("*")
    return row ?? null
  }

  /** Notes the collection that takes a payment; gives the payment as it is then. */
  async recordCollection(
    { id }: Pick<ManualPayment, "id">,
    collectionId: string
  ): Promise<ManualPayment | null> {
    return this.update_(id, { payment_collection_id: collectionId }, true)
  }

  /** Notes the one session that takes a payment; `null` where another caller noted one, and this one must not be paid. */
  async recordSession(
    { id, payment_collection_id }: Pick<ManualPayment, "id" | "payment_collection_id">,
    sessionId: string
  ): Promise<ManualPayment | null> {
    return this.update_(id, { payment_session_id: sessionId }, true, { payment_collection_id })
  }

  /** The order's books have the payment. */
  async recordBooked(id: string): Promise<ManualPayment | null> {
    return this.update_(id, { status: "booked", booked_at: this.knex_.fn.now() as never })
  }

  /** The order does not owe it any more, or K-Pay has its transaction; core has booked nothing. */
  async recordNotBooked(id: string): Promise<ManualPayment | null> {
    return this.update_(id, { status: "not_booked" })
  }

  /** Its record was a mistake, so that its MoMo transaction can be recorded for the right order; `null` where it is not booked. */
  async recordTakenBack(id: string, note: string): Promise<ManualPayment | null> {
    const [row] = await this.knex_<ManualPayment>(TABLE)
      .where({ id, status: "booked", deleted_at: null })
      .update({ status: "taken_back", note, updated_at: this.knex_.fn.now() } as never)
      .returning("*")
    return row ?? null
  }

  /** Erases what admins noted about payments of these orders. */
  async eraseNotes(orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return
    await this.knex_(TABLE)
      .whereIn("order_id", [...orderIds])
      .whereNotNull("note")
      .update({ note: null, updated_at: this.knex_.fn.now() })
  }

  /** Erases notes of at least this age. */
  async eraseNotesOlderThan(ageMs: number): Promise<void> {
    await this.knex_.raw(
      `update ${TABLE} set note = null, updated_at = now()
       where note is not null and created_at < now() - :ageMs * interval '1 millisecond'`,
      { ageMs }
    )
  }

  private async findWhere_(where: Partial<ManualPayment>): Promise<ManualPayment | null> {
    const row = await this.knex_<ManualPayment>(TABLE)
      .where({ ...where, deleted_at: null })
      .first()
    return row ?? null
  }

  /** Changes a payment that is being recorded; `null` where it is not. */
  private async update_(
    id: string,
    set: Partial<ManualPayment>,
    isWithoutSession = false,
    where: Partial<ManualPayment> = {}
  ): Promise<ManualPayment | null> {
    const rows = this.knex_<ManualPayment>(TABLE).where({
      ...where,
      id,
      status: "recording",
      deleted_at: null,
    })
    if (isWithoutSession) void rows.whereNull("payment_session_id")
    const [row] = await rows
      .update({ ...set, updated_at: this.knex_.fn.now() } as never)
      .returning("*")
    return row ?? null
  }
}
