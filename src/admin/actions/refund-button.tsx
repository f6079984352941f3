import { toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { NoteField } from "../components/field"
import { useRefund } from "../mutations"
import { useTexts } from "../texts"
import { FormDrawer } from "./form-drawer"

/** Decides to refund unapplied money by hand. */
export function RefundButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const refund = useRefund()
  const [note, setNote] = useState("")
  return (
    <FormDrawer
      button={t("refund")}
      title={t("refund_title", { amount: formatRwf(attempt.amount) })}
      hint={t("refund_hint")}
      submit={t("refund")}
      failed={t("refund_failed")}
      isPending={refund.isPending}
      onSubmit={async () => {
        await refund.mutateAsync({ attemptId: attempt.id, note: note.trim() })
        toast.success(t("refund_decided"))
      }}
    >
      <NoteField id="kpay-note" label={t("refund_note")} value={note} onChange={setNote} />
    </FormDrawer>
  )
}
