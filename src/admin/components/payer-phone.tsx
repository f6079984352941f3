import { Eye } from "@medusajs/icons"
import { IconButton, Text, Tooltip, toast } from "@medusajs/ui"
import { useShowPhone } from "../mutations"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"

/** A payer's phone number, masked. A button shows it in full, and the server journals who pressed it. */
export function PayerPhone({
  attemptId,
  masked,
}: {
  readonly attemptId: string
  readonly masked: string | null
}) {
  const { t } = useTexts()
  const show = useShowPhone()
  if (masked === null) return null
  const onShow = () => {
    show.mutate(attemptId, {
      onError: (error) => toast.error(t("could_not_load"), { description: sayRefusal(error, t) }),
    })
  }
  return (
    <span className="inline-flex items-center gap-x-1">
      <Text as="span" size="small" className="whitespace-nowrap tabular-nums">
        {show.data ? (show.data.phone ?? t("phone_erased")) : masked}
      </Text>
      {!show.data && (
        <Tooltip content={`${t("show_phone")}. ${t("show_phone_hint")}`}>
          <IconButton
            size="2xsmall"
            variant="transparent"
            aria-label={t("show_phone")}
            isLoading={show.isPending}
            onClick={onShow}
          >
            <Eye />
          </IconButton>
        </Tooltip>
      )}
    </span>
  )
}
