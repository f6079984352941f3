import { Button, toast } from "@medusajs/ui"
import type { KpayAdminAttempt } from "../../http-types"
import { toStatusBadge } from "../attempt-words"
import { useRefresh } from "../mutations"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"

/** Asks K-Pay about an attempt and shows the status afterwards. */
export function AskNowButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const refresh = useRefresh()
  // The answer may take this button away; a promise is still resolved then, a callback of `mutate` is not called.
  const onAsk = () => {
    refresh.mutateAsync(attempt.id).then(
      (answer) =>
        toast.success(t("asked_now"), {
          description: toStatusBadge(answer.attempt.status, t).text,
        }),
      (error: Error) => toast.error(t("ask_failed"), { description: sayRefusal(error, t) })
    )
  }
  return (
    <Button size="small" variant="secondary" onClick={onAsk} isLoading={refresh.isPending}>
      {t("ask_now")}
    </Button>
  )
}
