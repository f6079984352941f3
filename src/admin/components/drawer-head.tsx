import { XMark } from "@medusajs/icons"
import { Drawer, IconButton } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTexts } from "../texts"

/** The head of a drawer. It replaces Medusa's own, whose close button has no accessible name. */
export function DrawerHead({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts()
  return (
    <div className="flex items-start justify-between gap-x-4 border-b px-6 py-4">
      <Drawer.Title className="flex flex-wrap items-center gap-2">{children}</Drawer.Title>
      <Drawer.Close asChild>
        <IconButton size="small" variant="transparent" aria-label={t("close")}>
          <XMark />
        </IconButton>
      </Drawer.Close>
    </div>
  )
}
