import { Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayRefund } from "../../http-types"
import { NoteField, TextField } from "../components/field"
import { useRefundSent } from "../mutations"
import { useTexts } from "../texts"
import { FormDrawer } from "./form-drawer"

/** Records that a refund was sent by hand, with the reference of the transfer. */
export function RefundSentButton({ refund }: { readonly refund: KpayRefund }) {
  const { t } = useTexts()
  const sent = useRefundSent()
  const [reference, setReference] = useState("")
  const [note, setNote] = useState("")
  return (
    <FormDrawer
      button={t("sent")}
      title={t("sent_title", { amount: formatRwf(refund.amount) })}
      hint={t("due_next")}
      submit={t("sent")}
      failed={t("sent_failed")}
      isPending={sent.isPending}
      isReady={reference.trim() !== ""}
      onSubmit={async () => {
        await sent.mutateAsync({
          id: refund.id,
          reference: reference.trim(),
          note: note.trim(),
        })
        toast.success(t("sent_done"))
      }}
    >
      <Text size="small" weight="plus">
        {[
          refund.phone_masked ?? t("method_card"),
          refund.order_display_id !== null && `${t("order")} #${refund.order_display_id}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      <TextField
        id="kpay-reference"
        label={t("sent_reference")}
        value={reference}
        onChange={setReference}
        isRequired
      />
      <NoteField id="kpay-sent-note" label={t("refund_note")} value={note} onChange={setNote} />
    </FormDrawer>
  )
}
