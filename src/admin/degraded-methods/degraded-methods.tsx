import { Container, InlineTip } from "@medusajs/ui"
import type { KpayDegradedMethod } from "../../http-types"
import { sayFinding } from "../finding-words"
import { useTexts } from "../texts"

/** Payment methods that fail far more often than usual, with what to do; nothing where there is none. */
export function DegradedMethods({ methods }: { readonly methods: readonly KpayDegradedMethod[] }) {
  const { t, language } = useTexts()
  return methods.map((degraded) => {
    const { message, remedy } = sayFinding(degraded, t, language)
    return (
      <Container key={degraded.method} className="px-6 py-4" data-kpay="degraded-method">
        <InlineTip variant="warning" label={t("tip_label", { label: t("degraded_title") })}>
          {message} {remedy}
        </InlineTip>
      </Container>
    )
  })
}
