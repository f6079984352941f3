import { Text } from "@medusajs/ui"
import { METHODS, type MethodId } from "../../domain/methods"
import { useTexts } from "../texts"

/** A method's badge and name. */
export function MethodMark({ method }: { readonly method: MethodId }) {
  const { t } = useTexts()
  const { text, background, color } = METHODS[method].badge
  return (
    <span className="inline-flex items-center gap-x-2">
      <span
        aria-hidden
        style={{ background, color }}
        className="inline-flex h-5 w-9 shrink-0 items-center justify-center rounded text-[9px] font-bold"
      >
        {text}
      </span>
      <Text as="span" size="small" className="whitespace-nowrap">
        {t(`method_${method}`)}
      </Text>
    </span>
  )
}
