import { Input, Label, Textarea } from "@medusajs/ui"
import type { ReactNode } from "react"

interface Props {
  readonly id: string
  readonly label: string
}

interface TextProps extends Props {
  readonly value: string
  readonly onChange: (value: string) => void
  /**
   * The form's button waits for the text. The browser's own `required` would have Medusa's field red before anything is typed.
   */
  readonly isRequired?: boolean
}

/** A field of a form under its label. */
export function Field({ id, label, children }: Props & { readonly children: ReactNode }) {
  return (
    <div className="flex flex-col gap-y-1">
      <Label htmlFor={id} size="small" weight="plus">
        {label}
      </Label>
      {children}
    </div>
  )
}

/** A line of at most 100 characters, such as the reference of a transfer. */
export function TextField({ id, label, value, onChange, isRequired = false }: TextProps) {
  return (
    <Field id={id} label={label}>
      <Input
        id={id}
        aria-required={isRequired}
        autoComplete="off"
        maxLength={100}
        value={value}
        onChange={({ target }) => {
          onChange(target.value)
        }}
      />
    </Field>
  )
}

/** What a person says about a decision, in at most 500 characters. */
export function NoteField({ id, label, value, onChange, isRequired = false }: TextProps) {
  return (
    <Field id={id} label={label}>
      <Textarea
        id={id}
        aria-required={isRequired}
        maxLength={500}
        value={value}
        onChange={({ target }) => {
          onChange(target.value)
        }}
      />
    </Field>
  )
}

/** Whether a note that is required is long enough for the server. */
export function isNote(text: string): boolean {
  return text.trim().length >= 3
}
