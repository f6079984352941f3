import { toast } from "@medusajs/ui"
import { useState } from "react"
import { FormDrawer } from "../actions/form-drawer"
import { OrderSearch } from "../actions/order-search"
import { isNote, NoteField } from "../components/field"
import { useFindOrder } from "../mutations"
import { useTexts } from "../texts"
import { useDecideRow } from "./server"

/** Records the money of a row that the books lack as paid for an order. */
export function BookRowButton({
  statementId,
  rowId,
  amount,
}: {
  readonly statementId: string
  readonly rowId: string
  readonly amount: string
}) {
  const { t } = useTexts()
  const decide = useDecideRow()
  const find = useFindOrder()
  const [note, setNote] = useState("")
  const order = find.data ?? null
  return (
    <FormDrawer
      button={t("book_row")}
      title={t("book_row_title", { amount })}
      hint={t("book_row_hint")}
      submit={t("book_row")}
      failed={t("book_row_failed")}
      isPending={decide.isPending}
      isReady={order !== null && isNote(note)}
      onSubmit={async () => {
        if (!order) return
        await decide.mutateAsync({
          statementId,
          rowId,
          act: "book",
          note: note.trim(),
          orderId: order.id,
        })
        toast.success(t("book_row_done"))
      }}
    >
      <OrderSearch find={find} />
      <NoteField
        id="kpay-book-note"
        label={t("match_note")}
        value={note}
        onChange={setNote}
        isRequired
      />
    </FormDrawer>
  )
}
