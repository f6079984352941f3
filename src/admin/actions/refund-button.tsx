import { Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { useRefund } from "../mutations"
import { useTexts } from "../texts"
import { Field, FormDrawer } from "./form-drawer"

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
      <Field id="kpay-note" label={t("refund_note")}>
        <Textarea
          id="kpay-note"
          value={note}
          maxLength={500}
          onChange={({ target }) => {
            setNote(target.value)
          }}
        />
      </Field>
    </FormDrawer>
  )
}
