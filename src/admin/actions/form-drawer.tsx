import { Button, Drawer, Text } from "@medusajs/ui"
import { useState, type FormEvent, type ReactNode } from "react"
import { DrawerHead } from "../components/drawer-head"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"

interface Props {
  /** The name of the button that opens the form. */
  readonly button: string
  readonly title: string
  readonly hint: string
  /** The name of the form's own button. */
  readonly submit: string
  /** What did not happen when the server refuses, without a full stop; the server's sentence follows it. */
  readonly failed: string
  readonly isPending: boolean
  /** Whether what is required was entered. */
  readonly isReady?: boolean
  /** What the server is asked about, e.g. the order chosen. A refusal is shown until another one is chosen. */
  readonly subject?: string
  /** Rejects when the server refuses; the form then stays open with the message. */
  readonly onSubmit: () => Promise<void>
  readonly children: ReactNode
  /** Called each time the form is opened. */
  readonly onOpen?: () => void
  /** For the browser tests. */
  readonly name?: string
}

/** A button that opens a form in a drawer. */
export function FormDrawer(props: Props) {
  const [isShown, setIsShown] = useState(false)
  return (
    <Drawer
      open={isShown}
      onOpenChange={(isOpen) => {
        setIsShown(isOpen)
        if (isOpen) props.onOpen?.()
      }}
    >
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {props.button}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content data-kpay={props.name ?? "decision"}>
        <DrawerHead>{props.title}</DrawerHead>
        <Form
          {...props}
          onDone={() => {
            setIsShown(false)
          }}
        />
      </Drawer.Content>
    </Drawer>
  )
}

function Form({ onDone, ...props }: Props & { readonly onDone: () => void }) {
  const { t } = useTexts()
  const [refusal, setRefusal] = useState<{ text: string; subject: string | undefined } | null>(null)
  const { subject } = props
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setRefusal(null)
    props.onSubmit().then(onDone, (error: unknown) => {
      setRefusal({ text: error instanceof Error ? sayRefusal(error, t) : String(error), subject })
    })
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-1 flex-col overflow-hidden">
      <Drawer.Body className="flex flex-1 flex-col gap-y-4 overflow-y-auto">
        <Drawer.Description>{props.hint}</Drawer.Description>
        {props.children}
        {refusal?.subject === subject && refusal && (
          <Text role="alert" size="small" className="text-ui-fg-error">
            {props.failed}. {refusal.text}
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
          {props.submit}
        </Button>
      </Drawer.Footer>
    </form>
  )
}
