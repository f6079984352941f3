import { SquareTwoStack } from "@medusajs/icons"
import { Copy, Label, Text } from "@medusajs/ui"
import type { KpayQrCode } from "../../http-types"
import { useTexts } from "../texts"

/** A QR code, black on white in both themes, so that phones read it from the screen. */
export function QrCode({
  code: { size, path },
  label,
  name,
}: {
  readonly code: KpayQrCode
  readonly label: string
  /** For the browser tests. */
  readonly name: string
}) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="mx-auto h-auto w-56 max-w-full shrink-0"
      data-kpay={name}
    >
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}

/** The address of the courier's page, to be copied. */
export function CourierLink({ url }: { readonly url: string }) {
  const { t } = useTexts()
  return (
    <div className="flex flex-col gap-y-1" data-kpay="courier-link">
      <Label size="small" weight="plus">
        {t("courier_link")}
      </Label>
      <Text size="small" className="text-ui-fg-subtle">
        {t("courier_link_hint")}
      </Text>
      <div className="flex items-start gap-x-2">
        <Text size="small" className="min-w-0 break-all">
          {url}
        </Text>
        <Copy content={url} asChild>
          <button type="button" aria-label={`${t("copy")}: ${t("courier_link")}`}>
            <SquareTwoStack className="text-ui-fg-subtle" />
          </button>
        </Copy>
      </div>
    </div>
  )
}
