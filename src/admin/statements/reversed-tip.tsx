import { Container, InlineTip } from "@medusajs/ui"
import { PageLink } from "../components/page-link"
import { useTexts } from "../texts"

/** How many payments were taken back, as statements say, with the way there; nothing where there is none. */
export function ReversedTip({ count }: { readonly count: number }) {
  const { t } = useTexts()
  if (count === 0) return null
  return (
    <Container className="px-6 py-4" data-kpay="reversed">
      <InlineTip variant="warning" label={t("tip_label", { label: t("outcome_reversed") })}>
        {t("reversed_count", { count })}{" "}
        <PageLink to="/kpay?tab=statements">{t("tab_statements")}</PageLink>
      </InlineTip>
    </Container>
  )
}
