import { Input, Label, Text, Textarea } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTexts } from "../texts"

interface Props {
  readonly id: string
  readonly label: string
  /**
   * The form's button waits for it, and the field says so. The browser's own `required` would have Medusa's field red before
   * anything is typed.
   */
  readonly isRequired?: boolean
}

interface TextProps extends Props {
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A field of a form under its label. */
export function Field({
  id,
  label,
  isRequired = false,
  children,
}: Props & { readonly children: ReactNode }) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col gap-y-1">
      <div className="flex items-baseline justify-between gap-x-2">
        <Label htmlFor={id} size="small" weight="plus">
          {label}
        </Label>
        {isRequired && (
          // The field's `aria-required` says it to a screen reader.
          <Text as="span" size="xsmall" className="text-ui-fg-subtle" aria-hidden>
            {t("field_required")}
          </Text>
        )}
      </div>
      {children}
    </div>
  )
}

/** A line of at most 100 characters, such as the reference of a transfer. */
export function TextField({ id, label, value, onChange, isRequired = false }: TextProps) {
  return (
    <Field id={id} label={label} isRequired={isRequired}>
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
    <Field id={id} label={label} isRequired={isRequired}>
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
