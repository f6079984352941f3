import { Button, Input, Text } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { useFindOrder } from "../mutations"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { Field } from "../components/field"

/** Finds an order by its number, as people write it: `12` or `#12`. */
export function OrderSearch({ find }: { readonly find: ReturnType<typeof useFindOrder> }) {
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
        {find.error && sayRefusal(find.error, t)}
      </Text>
    </Field>
  )
}
