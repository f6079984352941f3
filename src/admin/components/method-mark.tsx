import { CreditCard } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import type { KpayAdminAttempt } from "../../http-types"
import { useTexts } from "../texts"

type Method = KpayAdminAttempt["method"]

/** The colours by which people know the brands. */
const TILES: Readonly<Record<Method, { letters: string; background: string; color: string }>> = {
  momo: { letters: "MoMo", background: "#ffcb05", color: "#00374f" },
  airtel: { letters: "airtel", background: "#c8102e", color: "#ffffff" },
  card: { letters: "", background: "#1a1f71", color: "#ffffff" },
  spenn: { letters: "SPENN", background: "#0b5fff", color: "#ffffff" },
}

/** A method's badge and name. */
export function MethodMark({ method }: { readonly method: Method }) {
  const { t } = useTexts()
  const { letters, ...style } = TILES[method]
  return (
    <span className="inline-flex items-center gap-x-2">
      <span
        aria-hidden
        style={style}
        className="inline-flex h-5 w-9 shrink-0 items-center justify-center rounded text-[9px] font-bold"
      >
        {letters || <CreditCard />}
      </span>
      <Text as="span" size="small" className="whitespace-nowrap">
        {t(`method_${method}`)}
      </Text>
    </span>
  )
}
