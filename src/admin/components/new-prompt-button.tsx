import { Button, Drawer, Input, Label, Select, Text, toast } from "@medusajs/ui"
import { useState, type FormEvent } from "react"
import { DrawerHead } from "./drawer-head"
import type { KpayAdminAttempt } from "../../http-types"
import { toFrancs } from "../format"
import { useNewPrompt } from "../queries"
import { useTexts } from "../texts"

const METHODS = ["momo", "airtel", "spenn", "card"] as const

/** Asks the shopper for the money again: on the same phone or another one, in the same way or another one. */
export function NewPromptButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const [isShown, setIsShown] = useState(false)
  return (
    <Drawer open={isShown} onOpenChange={setIsShown}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {t("new_prompt")}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content data-kpay="new-prompt">
        <DrawerHead>{t("new_prompt_title")}</DrawerHead>
        <NewPromptForm
          attempt={attempt}
          onDone={() => {
            setIsShown(false)
          }}
        />
      </Drawer.Content>
    </Drawer>
  )
}

function NewPromptForm({
  attempt,
  onDone,
}: {
  readonly attempt: KpayAdminAttempt
  readonly onDone: () => void
}) {
  const { t } = useTexts()
  const send = useNewPrompt()
  const [method, setMethod] = useState<string>(attempt.method)
  const [phone, setPhone] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setFault(null)
    send.mutate(
      { attemptId: attempt.id, method, ...(phone.trim() && { phone }) },
      {
        onSuccess: ({ attempt: sent }) => {
          if (sent.state === "failed")
            toast.error(t("new_prompt_refused"), { description: sent.reason ?? "" })
          else toast.success(t("new_prompt_sent"))
          onDone()
        },
        onError: ({ message }) => {
          setFault(message)
        },
      }
    )
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-1 flex-col overflow-hidden">
      <Drawer.Body className="flex flex-1 flex-col gap-y-4 overflow-y-auto">
        <Drawer.Description>
          {method === "card"
            ? t("new_prompt_card_hint")
            : t("new_prompt_hint", { amount: toFrancs(attempt.amount) })}
        </Drawer.Description>
        <div className="flex flex-col gap-y-1">
          <Label htmlFor="kpay-method" size="small" weight="plus">
            {t("method")}
          </Label>
          <Select value={method} onValueChange={setMethod}>
            <Select.Trigger id="kpay-method">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {METHODS.map((one) => (
                <Select.Item key={one} value={one}>
                  {t(`method_${one}`)}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </div>
        {method !== "card" && (
          <div className="flex flex-col gap-y-1">
            <Label htmlFor="kpay-phone" size="small" weight="plus">
              {t("phone")}
            </Label>
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
          </div>
        )}
        {fault && (
          <Text role="alert" size="small" className="text-ui-fg-error">
            {t("new_prompt_failed")}: {fault}
          </Text>
        )}
      </Drawer.Body>
      <Drawer.Footer>
        <Drawer.Close asChild>
          <Button size="small" variant="secondary">
            {t("cancel")}
          </Button>
        </Drawer.Close>
        <Button size="small" type="submit" isLoading={send.isPending}>
          {t("new_prompt_send")}
        </Button>
      </Drawer.Footer>
    </form>
  )
}
