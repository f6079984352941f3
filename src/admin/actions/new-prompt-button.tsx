import { Input, Select, toast } from "@medusajs/ui"
import { useState } from "react"
import { METHOD_IDS, METHODS, type MethodId } from "../../domain/methods"
import type { KpayAdminAttempt } from "../../http-types"
import { isPromptOpen } from "../attempt-words"
import { useNewPrompt } from "../mutations"
import type { Say } from "../say"
import { useTexts } from "../texts"
import { Field } from "../components/field"
import { FormDrawer } from "./form-drawer"

/** Sends the payer a further prompt: to the same phone or another one, by the same method or another one. */
export function NewPromptButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const prompt = useNewPrompt()
  const [method, setMethod] = useState<MethodId>(attempt.method)
  const [phone, setPhone] = useState("")
  return (
    <FormDrawer
      name="new-prompt"
      button={t("new_prompt")}
      title={t("new_prompt_title")}
      hint={sayHint(method, attempt, t)}
      submit={t("new_prompt_send")}
      failed={t("new_prompt_failed")}
      isPending={prompt.isPending}
      subject={`${method} ${phone}`}
      onSubmit={async () => {
        const { attempt: sent } = await prompt.mutateAsync({
          attemptId: attempt.id,
          method,
          ...(phone.trim() && { phone }),
        })
        setPhone("")
        if (sent.status === "failed")
          toast.error(t("new_prompt_refused"), { description: sent.reason ?? "" })
        else toast.success(t("new_prompt_sent"))
      }}
    >
      <Field id="kpay-method" label={t("method")}>
        <Select
          value={method}
          onValueChange={(next) => {
            setMethod(METHOD_IDS.find((id) => id === next) ?? method)
          }}
        >
          <Select.Trigger id="kpay-method">
            <Select.Value />
          </Select.Trigger>
          <Select.Content>
            {METHOD_IDS.map((id) => (
              <Select.Item key={id} value={id}>
                {t(`method_${id}`)}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
      </Field>
      {METHODS[method].needsPhone && (
        <Field id="kpay-phone" label={t("phone")}>
          <Input
            id="kpay-phone"
            type="tel"
            autoComplete="off"
            value={phone}
            onChange={({ target }) => {
              setPhone(target.value)
            }}
            placeholder={
              attempt.phone_masked === null
                ? "0788 300 000"
                : t("phone_same", { phone: attempt.phone_masked })
            }
          />
        </Field>
      )}
    </FormDrawer>
  )
}

function sayHint(method: MethodId, attempt: KpayAdminAttempt, t: Say): string {
  if (METHODS[method].redirects) return t("new_prompt_card_hint")
  return isPromptOpen(attempt)
    ? `${t("new_prompt_hint")} ${t("new_prompt_earlier")}`
    : t("new_prompt_hint")
}
