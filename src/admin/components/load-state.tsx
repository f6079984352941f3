import { Button, InlineTip, Skeleton } from "@medusajs/ui"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"

/** Shown in place of data: that it is loading, or why it could not be loaded, with a button to try again. */
export function LoadState({
  error,
  onRetry,
}: {
  readonly error: Error | null
  readonly onRetry: () => void
}) {
  const { t } = useTexts()
  if (!error) return <Loading />
  return (
    <div role="alert" className="flex flex-col items-start gap-y-3 px-6 py-4">
      <InlineTip
        variant="error"
        label={t("tip_label", { label: t("could_not_load") })}
        className="w-full"
      >
        {sayRefusal(error, t)}
      </InlineTip>
      <Button size="small" variant="secondary" onClick={onRetry}>
        {t("retry")}
      </Button>
    </div>
  )
}

function Loading() {
  return (
    <div aria-busy className="flex flex-col gap-y-3 px-6 py-4">
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-5 w-3/4" />
    </div>
  )
}
