import type { ReactElement, ReactNode } from "react"
import { METHODS } from "../../domain/methods"
import type { KpayMethodId } from "../shop-routes"

/** The shop's own pictures in place of the kit's badges. */
export type KpayLogos = Partial<Record<KpayMethodId, ReactNode>>

/** A method's badge. Screen readers skip it, because the label beside it says the same. */
export function Badge({
  method,
  logos,
}: {
  method: KpayMethodId
  logos?: KpayLogos | undefined
}): ReactElement {
  const { text, background, color } = METHODS[method].badge
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
            fontSize="12"
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
