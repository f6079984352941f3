import { Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayManualPayment } from "../../http-types"
import { Field, FormDrawer } from "../actions/form-drawer"
import { useTakeBack } from "../mutations"
import { useTexts } from "../texts"

/** Says that a payment, which was refunded in Medusa, had been recorded by mistake. */
export function TakeBackButton({ payment }: { readonly payment: KpayManualPayment }) {
  const { t } = useTexts()
  const takeBack = useTakeBack()
  const [note, setNote] = useState("")
  return (
    <FormDrawer
      button={t("take_back")}
      title={t("take_back_title", { amount: formatRwf(payment.amount) })}
      hint={t("take_back_hint")}
      submit={t("take_back")}
      failed={t("take_back_failed")}
      isPending={takeBack.isPending}
      onSubmit={async () => {
        await takeBack.mutateAsync({ orderId: payment.order_id, id: payment.id, note: note.trim() })
        toast.success(t("take_back_done"))
      }}
    >
      <Field id="kpay-take-back-note" label={t("match_note")}>
        <Textarea
          id="kpay-take-back-note"
          required
          minLength={3}
          maxLength={500}
          value={note}
          onChange={({ target }) => {
            setNote(target.value)
          }}
        />
      </Field>
    </FormDrawer>
  )
}
