import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { InferTypeOf } from "@medusajs/framework/types"
import { generateEntityId } from "@medusajs/framework/utils"
import type { KpayNotification } from "./models/notification"

/** A row of `kpay_notification`. */
export type Notification = InferTypeOf<typeof KpayNotification>

/** What is told, by which channel, and whether it is to be sent at all. */
export type NewNotification = Pick<
  Notification,
  | "fact_key"
  | "fact"
  | "channel"
  | "status"
  | "reason"
  | "attempt_id"
  | "order_id"
  | "refund_id"
  | "amount"
  | "currency_code"
  | "locale"
  | "created_by"
>

/** A notification with whether it has been sending for so long that its process must have died. */
export type ListedNotification = Notification & { readonly is_unknown: boolean }

const TABLE = "kpay_notification"

/** A provider that takes longer has been given up by whatever waited for it. */
const UNKNOWN_AFTER = "interval '2 minutes'"

/** Medusa may still update its own row of the message, and bring back what is erased there. */
const IS_SENDING = `(status = 'sending' and created_at >= now() - ${UNKNOWN_AFTER})`

const COLUMNS = `${TABLE}.*, (status = 'sending' and created_at < now() - ${UNKNOWN_AFTER}) as is_unknown`

/** Rows erased at a time. */
const BATCH_MAX = 500

/** Keeps which fact was told by which channel. It sends nothing. */
export default class KpayNotificationsModuleService {
  private readonly knex_: Knex

  constructor({ __pg_connection__: knex }: { readonly __pg_connection__: Knex }) {
    this.knex_ = knex
  }

  /** Records a notification; `null` where its fact was recorded for this channel before, and this caller must send nothing. */
  async claim(notification: NewNotification): Promise<Notification | null> {
    const [row] = await this.knex_<Notification>(TABLE)
      .insert({ ...notification, id: generateEntityId(undefined, "kpnot") })
      .onConflict()
      .ignore()
      .returning("*")
    return row ?? null
  }

  /** @returns whether it was erased while it was being sent. */
  async recordSent(id: string): Promise<boolean> {
    return this.finish_(id, { status: "sent", sent_at: this.knex_.fn.now() as never })
  }

  /** @returns whether it was erased while it was being sent. */
  async recordFailed(id: string, reason: Notification["reason"]): Promise<boolean> {
    return this.finish_(id, { status: "failed", reason })
  }

  async find(id: string): Promise<ListedNotification | null> {
    return this.findWhere_({ id })
  }

  async findByFact(
    key: Pick<Notification, "fact_key" | "channel">
  ): Promise<ListedNotification | null> {
    return this.findWhere_(key)
  }

  /** The newest notifications of an order, newest first. */
  async listOfOrder(orderId: string, limit: number): Promise<ListedNotification[]> {
    return this.knex_(TABLE)
      .select(this.knex_.raw(COLUMNS))
      .where({ order_id: orderId, deleted_at: null })
      .orderBy([
        { column: "created_at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .limit(limit)
  }

  /**
   * Erases what Medusa has of messages about these orders: calls `erase` with the ids, and notes that it is done. Whatever is
   * being sent then is erased again by its sender, who finds that note.
   */
  async eraseOfOrders(
    orderIds: readonly string[],
    erase: (ids: readonly string[]) => Promise<void>
  ): Promise<void> {
    await this.eraseWhere_("order_id = any(:orderIds)", { orderIds: [...orderIds] }, erase)
  }

  /** The same for messages about payments whose customer's erasure was requested, and for those of an age where one is given. What is being sent waits for the next run. */
  async eraseDue(
    ageMs: number | undefined,
    erase: (ids: readonly string[]) => Promise<void>
  ): Promise<void> {
    const ofErased = `attempt_id in (select id from kpay_attempt where erase_requested_at is not null)`
    await this.eraseWhere_(`${ofErased} and not ${IS_SENDING}`, {}, erase)
    if (ageMs !== undefined)
      await this.eraseWhere_(
        `created_at < now() - :ageMs * interval '1 millisecond' and not ${IS_SENDING}`,
        { ageMs },
        erase
      )
  }

  private async eraseWhere_(
    isMeant: string,
    values: Readonly<Record<string, string[] | number>>,
    erase: (ids: readonly string[]) => Promise<void>
  ): Promise<void> {
    for (let count = BATCH_MAX; count === BATCH_MAX;) {
      const { rows } = await this.knex_.raw<{ rows: { id: string; is_sending: boolean }[] }>(
        `select id, ${IS_SENDING} as is_sending from ${TABLE} where erased_at is null and deleted_at is null and ${isMeant} limit :limit`,
        { ...values, limit: BATCH_MAX }
      )
      const ids = rows.map(({ id }) => id)
      if (ids.length === 0) return
      await erase(ids)
      await this.knex_(TABLE).whereIn("id", ids).update({ erased_at: this.knex_.fn.now() })
      // A sender who was done before the note was there has not seen it.
      const sending = rows.filter(({ is_sending }) => is_sending).map(({ id }) => id)
      if (sending.length > 0) await erase(sending)
      count = ids.length
    }
  }

  private async findWhere_(where: Partial<Notification>): Promise<ListedNotification | null> {
    const row: unknown = await this.knex_(TABLE)
      .select(this.knex_.raw(COLUMNS))
      .where({ ...where, deleted_at: null })
      .first()
    return (row as ListedNotification | undefined) ?? null
  }

  private async finish_(id: string, set: Partial<Notification>): Promise<boolean> {
    const [row] = await this.knex_<Notification>(TABLE)
      .where({ id, status: "sending" })
      .update({ ...set, updated_at: this.knex_.fn.now() as never })
      .returning("erased_at")
    return row !== undefined && row.erased_at !== null
  }
}
