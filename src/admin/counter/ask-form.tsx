import { Button, Drawer, Input, Select, Text } from "@medusajs/ui"
import { useState, type FormEvent } from "react"
import { formatRwf } from "../../domain/amount"
import type { MethodId } from "../../domain/methods"
import type { KpayAdminAttempt, KpayPromptOffer } from "../../http-types"
import { Field } from "../components/field"
import { useAskForPayment } from "../mutations"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"

/** What the admin entered. It outlives a request that failed. */
export interface Wish {
  /** `null` until the admin chooses: the first method that is available. */
  readonly method: MethodId | null
  readonly phone: string
}

interface Props {
  readonly orderId: string
  readonly offer: KpayPromptOffer
  readonly hasOpenPrompt: boolean
  readonly wish: Wish
  readonly onWish: (wish: Wish) => void
  readonly onSent: (attempt: KpayAdminAttempt, chosen: MethodId) => void
}

/** The form for a method and a number. */
export function AskForm({ orderId, offer, hasOpenPrompt, wish, onWish, onSent }: Props) {
  const { t } = useTexts()
  const ask = useAskForPayment()
  const [refusal, setRefusal] = useState<string | null>(null)
  const first = offer.methods.find(({ available }) => available) ?? offer.methods[0]
  const method = wish.method ?? first?.id ?? null
  const isPhoneMissing = offer.phone_masked === null && wish.phone.trim() === ""
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (method === null || ask.isPending) return
    setRefusal(null)
    const phone = wish.phone.trim()
    const seen = { phoneMasked: offer.phone_masked, amount: offer.amount }
    ask.mutateAsync({ orderId, method, phone, ...seen }).then(
      ({ attempt }) => {
        onSent(attempt, method)
      },
      (error: unknown) => {
        setRefusal(error instanceof Error ? sayRefusal(error, t) : String(error))
      }
    )
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-1 flex-col overflow-hidden">
      <Drawer.Body className="flex flex-1 flex-col gap-y-4 overflow-y-auto">
        <Drawer.Description>
          {t("counter_hint", { amount: formatRwf(offer.amount) })}{" "}
          {hasOpenPrompt && t("new_prompt_earlier")}
        </Drawer.Description>
        <MethodField
          methods={offer.methods}
          method={method}
          onMethod={(next) => {
            onWish({ ...wish, method: next })
          }}
        />
        <Field id="kpay-phone" label={t("phone")} isRequired={offer.phone_masked === null}>
          <Input
            id="kpay-phone"
            type="tel"
            autoComplete="off"
            aria-required={offer.phone_masked === null}
            value={wish.phone}
            onChange={({ target }) => {
              onWish({ ...wish, phone: target.value })
            }}
            placeholder={
              offer.phone_masked === null
                ? "0788 300 000"
                : t("counter_phone_known", { phone: offer.phone_masked })
            }
          />
        </Field>
        {refusal !== null && (
          <Text role="alert" size="small" className="text-ui-fg-error">
            {t("new_prompt_failed")}. {refusal}
          </Text>
        )}
      </Drawer.Body>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            {t("cancel")}
          </Button>
        </Drawer.Close>
        <Button
          size="small"
          type="submit"
          isLoading={ask.isPending}
          disabled={method === null || isPhoneMissing}
        >
          {t("new_prompt_send")}
        </Button>
      </Drawer.Footer>
    </form>
  )
}

function MethodField({
  methods,
  method,
  onMethod,
}: {
  readonly methods: KpayPromptOffer["methods"]
  readonly method: MethodId | null
  readonly onMethod: (method: MethodId) => void
}) {
  const { t } = useTexts()
  const { reason, notice } = methods.find(({ id }) => id === method) ?? {}
  return (
    <Field id="kpay-method" label={t("method")}>
      <Select
        value={method ?? ""}
        onValueChange={(next) => {
          const chosen = methods.find(({ id }) => id === next)
          if (chosen) onMethod(chosen.id)
        }}
      >
        <Select.Trigger id="kpay-method">
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {methods.map(({ id, label, available }) => (
            <Select.Item key={id} value={id} disabled={!available}>
              {available ? label : t("counter_method_off", { method: label })}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
      {[reason, notice].filter(Boolean).map((line) => (
        <Text key={line} size="small">
          {line}
        </Text>
      ))}
    </Field>
  )
}
