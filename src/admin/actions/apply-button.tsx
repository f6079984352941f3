import { Label, RadioGroup, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { sayUnappliedReason, sayWhyUnapplied } from "../attempt-words"
import { useApply, useFindOrder } from "../mutations"
import { useTexts } from "../texts"
import { FormDrawer } from "./form-drawer"
import { OrderSearch } from "./order-search"

type Target = "own" | "other"

/** Applies unapplied money to the order or cart that it was paid for, or to another order. */
export function ApplyButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const apply = useApply()
  const find = useFindOrder()
  const [target, setTarget] = useState<Target>(toLikelyTarget(attempt))
  const found = target === "other" ? (find.data ?? null) : null
  return (
    <FormDrawer
      button={t("apply")}
      title={t("apply_title", { amount: formatRwf(attempt.amount) })}
      hint={t("journal_unapplied", { reason: sayWhyUnapplied(attempt, t) })}
      submit={t("apply")}
      failed={t("apply_failed")}
      isPending={apply.isPending}
      isReady={target === "own" || found !== null}
      subject={`${target} ${found?.id ?? ""}`}
      onSubmit={async () => {
        const orderId = found?.id ?? null
        const { attempt: after } = await apply.mutateAsync({ attemptId: attempt.id, orderId })
        if (after.status === "unapplied") {
          const reason = sayUnappliedReason(after.unapplied_reason, t)
          toast.warning(t("apply_still_unapplied", { reason }))
        } else toast.success(t("apply_done"))
      }}
    >
      <TargetChoice attempt={attempt} target={target} onTarget={setTarget} />
      {target === "other" && <OrderSearch find={find} />}
    </FormDrawer>
  )
}

/**
 * A cancelled or paid order takes no money, so the admin most likely names another one. Core may have booked the money for its order
 * after it could not complete the cart; then the order is paid by this money.
 */
function toLikelyTarget({ unapplied_reason, order_is_paid }: KpayAdminAttempt): Target {
  if (unapplied_reason === "completion_failed") return "own"
  return unapplied_reason === "order_cancelled" || order_is_paid ? "other" : "own"
}

function TargetChoice({
  attempt,
  target,
  onTarget,
}: {
  readonly attempt: KpayAdminAttempt
  readonly target: Target
  readonly onTarget: (target: Target) => void
}) {
  const { t } = useTexts()
  const labels: Readonly<Record<Target, string>> = {
    own:
      attempt.order_display_id === null
        ? t("apply_own_cart")
        : t("apply_own_order", { number: attempt.order_display_id }),
    other: t("apply_other"),
  }
  return (
    <RadioGroup
      value={target}
      aria-label={t("apply")}
      onValueChange={(next) => {
        onTarget(next === "own" ? "own" : "other")
      }}
    >
      {(["own", "other"] as const).map((one) => (
        <div key={one} className="flex items-center gap-x-3">
          <RadioGroup.Item id={`kpay-${one}`} value={one} />
          <Label htmlFor={`kpay-${one}`} weight="plus">
            {labels[one]}
          </Label>
        </div>
      ))}
    </RadioGroup>
  )
}
