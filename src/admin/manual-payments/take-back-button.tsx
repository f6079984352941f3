import { toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayManualPayment } from "../../http-types"
import { FormDrawer } from "../actions/form-drawer"
import { isNote, NoteField } from "../components/field"
import { useTakeBack } from "../mutations"
import { useTexts } from "../texts"

/** Says that a payment was recorded by mistake: it leaves the order's books, and no money moves. */
export function TakeBackButton({ payment }: { readonly payment: KpayManualPayment }) {
  const { t } = useTexts()
  const takeBack = useTakeBack()
  const [note, setNote] = useState("")
  return (
    <FormDrawer
      button={t("take_back")}
      title={t("take_back_title", { amount: formatRwf(payment.amount) })}
      hint={t("take_back_hint")}
      submit={t("take_back_submit")}
      failed={t("take_back_failed")}
      isPending={takeBack.isPending}
      isReady={isNote(note)}
      onSubmit={async () => {
        await takeBack.mutateAsync({ orderId: payment.order_id, id: payment.id, note: note.trim() })
        toast.success(t("take_back_done"))
      }}
    >
      <NoteField
        id="kpay-take-back-note"
        label={t("match_note")}
        value={note}
        onChange={setNote}
        isRequired
      />
    </FormDrawer>
  )
}
