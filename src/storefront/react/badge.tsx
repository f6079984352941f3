import type { ReactElement, ReactNode } from "react"
import { toLocale } from "../../domain/locales"
import { METHODS, toBadgeText } from "../../domain/methods"
import type { KpayMethodId } from "../shop-routes"

/** The shop's own pictures in place of the kit's badges. */
export type KpayLogos = Partial<Record<KpayMethodId, ReactNode>>

/** A method's badge. Screen readers skip it, because the label beside it says the same. */
export function Badge({
  method,
  locale,
  logos,
}: {
  method: KpayMethodId
  locale: string | undefined
  logos?: KpayLogos | undefined
}): ReactElement {
  const { background, color } = METHODS[method].badge
  const text = toBadgeText(method, toLocale(locale))
  return (
    <span className="kpay-badge" aria-hidden="true">
      {logos?.[method] ?? (
        <svg viewBox="0 0 48 32" width="48" height="32" focusable="false">
          <rect width="48" height="32" rx="6" fill={background} />
          <text
            x="24"
            y="20.5"
            fill={color}
            textAnchor="middle"
            fontSize={toFontSize(text)}
            fontWeight="700"
            fontFamily="system-ui, sans-serif"
          >
            {text}
          </text>
        </svg>
      )}
    </span>
  )
}

/** Small enough for the text not to touch the edges. */
function toFontSize({ length }: string): number {
  if (length > 6) return 8.5
  return length > 4 ? 10 : 12
}
