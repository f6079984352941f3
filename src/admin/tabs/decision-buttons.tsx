import { Button, Drawer, Input, Label, Text, Textarea, toast } from "@medusajs/ui"
import { useState, type FormEvent, type ReactNode } from "react"
import { DrawerHead } from "../components/drawer-head"
import type { KpayAdminAttempt, KpayGiveBack } from "../../http-types"
import { toFrancs } from "../format"
import { useDismiss, useFinishGiveBack, useGiveBack } from "../queries"
import { useTexts } from "../texts"

/** Decides that unplaced money is given back. */
export function GiveBackButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const giveBack = useGiveBack()
  const [note, setNote] = useState("")
  return (
    <DecisionDrawer
      button={t("give_back")}
      title={t("give_back_title", { amount: toFrancs(attempt.amount) })}
      hint={t("give_back_hint")}
      failed={t("give_back_failed")}
      isPending={giveBack.isPending}
      onDecide={async () => {
        await giveBack.mutateAsync({ attemptId: attempt.id, note: note.trim() })
        toast.success(t("give_back_decided"))
      }}
    >
      <Field id="kpay-note" label={t("give_back_note")}>
        <Textarea
          id="kpay-note"
          value={note}
          maxLength={500}
          onChange={({ target }) => {
            setNote(target.value)
          }}
        />
      </Field>
    </DecisionDrawer>
  )
}

/** Closes unplaced money with a reason. */
export function DismissButton({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const dismiss = useDismiss()
  const [reason, setReason] = useState("")
  return (
    <DecisionDrawer
      button={t("dismiss")}
      title={t("dismiss_title", { amount: toFrancs(attempt.amount) })}
      hint={t("dismiss_hint")}
      failed={t("dismiss_failed")}
      isPending={dismiss.isPending}
      onDecide={async () => {
        await dismiss.mutateAsync({ attemptId: attempt.id, reason: reason.trim() })
        toast.success(t("dismiss_done"))
      }}
    >
      <Field id="kpay-reason" label={t("dismiss_reason")}>
        <Textarea
          id="kpay-reason"
          required
          value={reason}
          maxLength={500}
          onChange={({ target }) => {
            setReason(target.value)
          }}
        />
      </Field>
    </DecisionDrawer>
  )
}

/** Notes that a give-back was sent by hand. */
export function FinishGiveBackButton({ giveBack }: { readonly giveBack: KpayGiveBack }) {
  const { t } = useTexts()
  const finish = useFinishGiveBack()
  const [reference, setReference] = useState("")
  const [note, setNote] = useState("")
  return (
    <DecisionDrawer
      button={t("due_done")}
      title={t("due_done_title", { amount: toFrancs(giveBack.amount) })}
      hint={t("due_next")}
      failed={t("due_failed")}
      isPending={finish.isPending}
      onDecide={async () => {
        await finish.mutateAsync({
          id: giveBack.id,
          reference: reference.trim(),
          note: note.trim(),
        })
        toast.success(t("due_saved"))
      }}
    >
      <Field id="kpay-reference" label={t("due_reference")}>
        <Input
          id="kpay-reference"
          required
          autoComplete="off"
          value={reference}
          maxLength={100}
          onChange={({ target }) => {
            setReference(target.value)
          }}
        />
      </Field>
      <Field id="kpay-sent-note" label={t("give_back_note")}>
        <Textarea
          id="kpay-sent-note"
          value={note}
          maxLength={500}
          onChange={({ target }) => {
            setNote(target.value)
          }}
        />
      </Field>
    </DecisionDrawer>
  )
}

function Field({
  id,
  label,
  children,
}: {
  readonly id: string
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-y-1">
      <Label htmlFor={id} size="small" weight="plus">
        {label}
      </Label>
      {children}
    </div>
  )
}

/** A button that opens a form, whose own button decides; what the server refuses stands in the form. */
export function DecisionDrawer(props: {
  readonly button: string
  readonly title: string
  readonly hint: string
  readonly failed: string
  readonly isPending: boolean
  readonly isReady?: boolean
  readonly onDecide: () => Promise<void>
  readonly children: ReactNode
}) {
  const { t } = useTexts()
  const [isShown, setIsShown] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setFault(null)
    props.onDecide().then(
      () => {
        setIsShown(false)
      },
      (error: unknown) => {
        setFault(error instanceof Error ? error.message : String(error))
      }
    )
  }
  return (
    <Drawer open={isShown} onOpenChange={setIsShown}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {props.button}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content data-kpay="decision">
        <DrawerHead>{props.title}</DrawerHead>
        <form onSubmit={onSubmit} className="flex flex-1 flex-col overflow-hidden">
          <Drawer.Body className="flex flex-1 flex-col gap-y-4 overflow-y-auto">
            <Drawer.Description>{props.hint}</Drawer.Description>
            {props.children}
            {fault && (
              <Text role="alert" size="small" className="text-ui-fg-error">
                {props.failed}: {fault}
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
              isLoading={props.isPending}
              disabled={props.isReady === false}
            >
              {props.button}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  )
}
