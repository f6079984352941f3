import type { ReactElement, ReactNode } from "react"
import type { Network } from "../../domain/msisdn"
import type { KpayMethodId } from "../shop-routes"

/** Plain signs in the brands' colours; a shop with the brands' own pictures gives those instead. */
const BADGES: Readonly<Record<KpayMethodId, readonly [paper: string, ink: string, name: string]>> =
  {
    momo: ["#ffcb05", "#00303c", "MTN"],
    airtel: ["#d3101b", "#fff", "airtel"],
    card: ["#1f3b8f", "#fff", "CARD"],
    spenn: ["#0a7d6c", "#fff", "SPENN"],
  }

/** Pictures of the shop in place of the kit's signs. */
export type KpayLogos = Partial<Record<KpayMethodId, ReactNode>>

/** A method's sign. It says nothing that the words beside it do not say. */
export function Badge({
  method,
  logos,
}: {
  method: KpayMethodId
  logos?: KpayLogos | undefined
}): ReactElement {
  const [paper, ink, name] = BADGES[method]
  return (
    <span className="kpay-badge" aria-hidden="true">
      {logos?.[method] ?? (
        <svg viewBox="0 0 48 32" width="48" height="32" focusable="false">
          <rect width="48" height="32" rx="6" fill={paper} />
          <text
            x="24"
            y="20.5"
            fill={ink}
            textAnchor="middle"
            fontSize="12"
            fontWeight="700"
            fontFamily="system-ui, sans-serif"
          >
            {name}
          </text>
        </svg>
      )}
    </span>
  )
}

/** How a network calls itself, and by which method it is asked. */
export const NETWORKS: Readonly<
  Record<Network, { readonly name: string; readonly method: KpayMethodId; readonly label: string }>
> = {
  mtn: { name: "MTN", method: "momo", label: "MTN MoMo" },
  airtel: { name: "Airtel", method: "airtel", label: "Airtel Money" },
}
