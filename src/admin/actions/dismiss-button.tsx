import { toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { isNote, NoteField } from "../components/field"
import { useDismiss } from "../mutations"
import { useTexts } from "../texts"
import { FormDrawer } from "./form-drawer"

/** Closes unapplied money with a reason. */
export function DismissButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const dismiss = useDismiss()
  const [reason, setReason] = useState("")
  return (
    <FormDrawer
      button={t("dismiss")}
      title={t("dismiss_title", { amount: formatRwf(attempt.amount) })}
      hint={t("dismiss_hint")}
      submit={t("dismiss")}
      failed={t("dismiss_failed")}
      isPending={dismiss.isPending}
      isReady={isNote(reason)}
      onSubmit={async () => {
        await dismiss.mutateAsync({ attemptId: attempt.id, reason: reason.trim() })
        toast.success(t("dismiss_done"))
      }}
    >
      <NoteField
        id="kpay-reason"
        label={t("dismiss_reason")}
        value={reason}
        onChange={setReason}
        isRequired
      />
    </FormDrawer>
  )
}
