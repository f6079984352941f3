import { Input, Select, toast } from "@medusajs/ui"
import { useState } from "react"
import { formatRwf } from "../../domain/amount"
import type { KpayManualPayment, KpayOrderBalance } from "../../http-types"
import { FormDrawer } from "../actions/form-drawer"
import { Field, NoteField, TextField } from "../components/field"
import { useRecordManualPayment } from "../mutations"
import { toRandomId } from "../random-id"
import { useTexts } from "../texts"

const KINDS = [
  "cash",
  "momo",
  "bank",
  "other",
] as const satisfies readonly KpayManualPayment["kind"][]

/** Records what the shopper paid otherwise than through K-Pay: all that the order owes, or a part. */
export function PaidOtherwiseButton({ balance }: { readonly balance: KpayOrderBalance }) {
  const { t } = useTexts()
  const record = useRecordManualPayment()
  const [form, setForm] = useState(() => toEmptyForm(balance))
  const change = (changed: Partial<Form>) => {
    setForm((before) => ({ ...before, ...changed }))
  }
  return (
    <FormDrawer
      name="paid-otherwise"
      button={t("paid_otherwise")}
      title={t("paid_otherwise")}
      hint={t("paid_otherwise_hint", { amount: formatRwf(balance.owed_rwf) })}
      submit={t("paid_otherwise_submit")}
      failed={t("paid_otherwise_failed")}
      isPending={record.isPending}
      isReady={form.kind !== "momo" || form.reference.trim() !== ""}
      onOpen={() => {
        setForm(toEmptyForm(balance))
      }}
      onSubmit={async () => {
        const { manual_payment } = await record.mutateAsync({
          orderId: balance.order_id,
          kind: form.kind,
          amount: Number(form.amount),
          reference: form.reference.trim(),
          note: form.note.trim(),
          requestId: form.requestId,
        })
        toast.success(t("paid_otherwise_done", { amount: formatRwf(manual_payment.amount) }))
      }}
    >
      <Fields form={form} onChange={change} />
    </FormDrawer>
  )
}

function Fields({
  form,
  onChange,
}: {
  readonly form: Form
  readonly onChange: (changed: Partial<Form>) => void
}) {
  const { t } = useTexts()
  const isMomo = form.kind === "momo"
  return (
    <>
      <Field id="kpay-manual-kind" label={t("paid_otherwise_kind")}>
        <Select
          value={form.kind}
          onValueChange={(next) => {
            onChange({ kind: KINDS.find((kind) => kind === next) ?? form.kind })
          }}
        >
          <Select.Trigger id="kpay-manual-kind">
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            {KINDS.map((kind) => (
              <Select.Item key={kind} value={kind}>
                {t(`manual_${kind}`)}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
      </Field>
      <Field id="kpay-manual-amount" label={t("paid_otherwise_amount")}>
        <Input
          id="kpay-manual-amount"
          type="number"
          required
          min={1}
          step={1}
          autoComplete="off"
          value={form.amount}
          onChange={({ target }) => {
            onChange({ amount: target.value })
          }}
        />
      </Field>
      <TextField
        id="kpay-manual-reference"
        label={t(isMomo ? "paid_otherwise_momo_id" : "paid_otherwise_reference")}
        value={form.reference}
        onChange={(reference) => {
          onChange({ reference })
        }}
        isRequired={isMomo}
      />
      <NoteField
        id="kpay-manual-note"
        label={t("refund_note")}
        value={form.note}
        onChange={(note) => {
          onChange({ note })
        }}
      />
    </>
  )
}

interface Form {
  readonly kind: KpayManualPayment["kind"]
  readonly amount: string
  readonly reference: string
  readonly note: string
  /** The same while the form is open, so that a second tap, or a try after a lost answer, is the same payment. */
  readonly requestId: string
}

function toEmptyForm({ owed_rwf }: KpayOrderBalance): Form {
  return {
    kind: "cash",
    amount: String(owed_rwf),
    reference: "",
    note: "",
    requestId: toRandomId(),
  }
}
