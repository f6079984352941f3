import { Button, Input, Label, RadioGroup, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import type { KpayAdminAttempt } from "../../http-types"
import { isWaitingForPerson, sayUnplaced } from "../attempt-words"
import { toFrancs } from "../format"
import { useApply, useFindOrder } from "../queries"
import { useTexts } from "../texts"
import { DecisionDrawer } from "./decision-buttons"

type Target = "own" | "other"

/** Applies unplaced money to the order or cart that it was paid for, or to another order. */
export function ApplyButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const apply = useApply()
  const find = useFindOrder()
  // A cancelled order takes no money.
  const [target, setTarget] = useState<Target>(
    attempt.unplaced_reason === "order_cancelled" ? "other" : "own"
  )
  const [number, setNumber] = useState("")
  const found = target === "other" && find.data ? find.data : null
  const onFind = () => {
    find.mutate(number.replace(/\D/g, ""))
  }
  return (
    <DecisionDrawer
      button={t("apply")}
      title={t("apply_title", { amount: toFrancs(attempt.amount) })}
      hint={t("journal_unplaced", { reason: sayUnplaced(attempt, t) })}
      failed={t("apply_failed")}
      isPending={apply.isPending}
      isReady={target === "own" || found !== null}
      onDecide={async () => {
        const orderId = found?.id ?? null
        const { attempt: applied } = await apply.mutateAsync({ attemptId: attempt.id, orderId })
        if (isWaitingForPerson(applied))
          toast.warning(t("apply_still_waiting", { reason: sayUnplaced(applied, t) }))
        else toast.success(t("apply_done"))
      }}
    >
      <RadioGroup
        value={target}
        aria-label={t("apply")}
        onValueChange={(next) => {
          setTarget(next as Target)
        }}
      >
        <div className="flex items-center gap-x-3">
          <RadioGroup.Item id="kpay-own" value="own" />
          <Label htmlFor="kpay-own" weight="plus">
            {attempt.order_display_id === null
              ? t("apply_own_cart")
              : t("apply_own_order", { number: attempt.order_display_id })}
          </Label>
        </div>
        <div className="flex items-center gap-x-3">
          <RadioGroup.Item id="kpay-other" value="other" />
          <Label htmlFor="kpay-other" weight="plus">
            {t("apply_other")}
          </Label>
        </div>
      </RadioGroup>
      {target === "other" && (
        <div className="flex flex-col gap-y-1">
          <Label htmlFor="kpay-order-number" size="small" weight="plus">
            {t("apply_number")}
          </Label>
          <div className="flex gap-x-2">
            <Input
              id="kpay-order-number"
              inputMode="numeric"
              value={number}
              onChange={({ target: { value } }) => {
                setNumber(value)
                find.reset()
              }}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return
                event.preventDefault()
                onFind()
              }}
            />
            <Button
              size="small"
              type="button"
              variant="secondary"
              isLoading={find.isPending}
              disabled={!/\d/.test(number)}
              onClick={onFind}
            >
              {t("apply_find")}
            </Button>
          </div>
          <Text size="small" role="status" className="text-ui-fg-subtle">
            {found &&
              t("apply_found", {
                number: found.display_id ?? "",
                total: toFrancs(found.total),
                email: found.email ?? "",
              })}
            {find.isSuccess && !found && t("apply_not_found")}
            {find.error?.message}
          </Text>
        </div>
      )}
    </DecisionDrawer>
  )
}
