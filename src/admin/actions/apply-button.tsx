import { Button, Input, Label, RadioGroup, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayAdminAttempt } from "../../http-types"
import { sayUnappliedReason } from "../attempt-words"
import { useApply, useFindOrder } from "../mutations"
import { useTexts } from "../texts"
import { Field, FormDrawer } from "./form-drawer"

type Target = "own" | "other"

/** Applies unapplied money to the order or cart that it was paid for, or to another order. */
export function ApplyButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const apply = useApply()
  const find = useFindOrder()
  // A cancelled order takes no money, so the admin most likely names another one.
  const [target, setTarget] = useState<Target>(
    attempt.unapplied_reason === "order_cancelled" ? "other" : "own"
  )
  const found = target === "other" ? (find.data ?? null) : null
  return (
    <FormDrawer
      button={t("apply")}
      title={t("apply_title", { amount: formatRwf(attempt.amount) })}
      hint={t("journal_unapplied", { reason: sayUnappliedReason(attempt.unapplied_reason, t) })}
      submit={t("apply")}
      failed={t("apply_failed")}
      isPending={apply.isPending}
      isReady={target === "own" || found !== null}
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

/** Finds the other order by its number, as people write it: `12` or `#12`. */
function OrderSearch({ find }: { readonly find: ReturnType<typeof useFindOrder> }) {
  const { t } = useTexts()
  const [number, setNumber] = useState("")
  const onFind = () => {
    find.mutate(number.replace(/\D/g, ""))
  }
  return (
    <Field id="kpay-order-number" label={t("apply_number")}>
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
        {find.data &&
          t("apply_found", {
            number: find.data.display_id ?? "",
            total: formatRwf(find.data.total),
            email: find.data.email ?? "",
          })}
        {find.isSuccess && !find.data && t("apply_not_found")}
        {find.error?.message}
      </Text>
    </Field>
  )
}
