import { EBM_RECEIPT_KEY } from "../domain/ebm"
import type { Query } from "./query"

/** An order, as far as a receipt names it. */
export interface ReceiptOrder {
  readonly display_id: number | null
  readonly is_cancelled: boolean
  /** The number of the tax receipt; `null` where the shop has stored none. */
  readonly ebm_receipt: string | null
}

type Metadata = Readonly<Record<string, unknown>> | null | undefined

interface ReceiptOrderRow {
  readonly display_id: number | null
  readonly status: string
  readonly metadata?: Metadata
  readonly cart?: { readonly metadata?: Metadata } | null
}

const FIELDS = ["display_id", "status", "metadata", "cart.metadata"]

/** Longer texts are no receipt's number. */
const NUMBER_LENGTH_MAX = 100

/** Reads an order for a receipt; `null` when there is none with this id. */
export async function readReceiptOrder(query: Query, id: string): Promise<ReceiptOrder | null> {
  const { data } = await query.graph({ entity: "order", fields: FIELDS, filters: { id } })
  const [row] = data as ReceiptOrderRow[]
  if (!row) return null
  const { display_id, status, metadata, cart } = row
  const written = toNumberText(metadata)
  return {
    display_id,
    is_cancelled: status === "canceled",
    // Shoppers can write a cart's metadata, of which core makes the order's. What stands there too is not the shop's word.
    ebm_receipt: written === toNumberText(cart?.metadata) ? null : written,
  }
}

function toNumberText(metadata: Metadata): string | null {
  const value = metadata?.[EBM_RECEIPT_KEY]
  if (typeof value !== "string" && typeof value !== "number") return null
  const text = String(value).trim()
  return text === "" || text.length > NUMBER_LENGTH_MAX ? null : text
}
