import { Label } from "@medusajs/ui"
import type { ReactNode } from "react"

/** A small field under its label. */
export function Labelled({
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
      <Label htmlFor={id} size="xsmall">
        {label}
      </Label>
      {children}
    </div>
  )
}
