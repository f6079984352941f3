import { Button, toast } from "@medusajs/ui"
import { toStateWord } from "../attempt-words"
import { useAskKpay } from "../queries"
import { useTexts } from "../texts"

/** Asks K-Pay about an attempt and says what came of it. */
export function AskNowButton({ attemptId }: { readonly attemptId: string }) {
  const { t } = useTexts()
  const ask = useAskKpay()
  const onAsk = () => {
    ask.mutate(attemptId, {
      onSuccess: ({ attempt }) =>
        toast.success(t("asked_now"), { description: t(toStateWord(attempt).text) }),
      onError: ({ message }) => toast.error(t("ask_failed"), { description: message }),
    })
  }
  return (
    <Button size="small" variant="secondary" onClick={onAsk} isLoading={ask.isPending}>
      {t("ask_now")}
    </Button>
  )
}
