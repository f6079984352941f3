import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CurrencyDollar } from "@medusajs/icons"
import { Badge, Container, Heading, Select, Tabs } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { LOCALE_NAMES, LOCALES } from "../../../domain/locales"
import { useAttention } from "../../queries"
import { StatementsTab } from "../../statements/statements-tab"
import { AttentionTab } from "../../tabs/attention-tab"
import { CashUpTab } from "../../tabs/cash-up-tab"
import { PaymentsTab } from "../../tabs/payments-tab"
import { SetupTab } from "../../tabs/setup-tab"
import { useChosenLanguage, useTexts } from "../../texts"

const TABS = ["payments", "attention", "cash_up", "statements", "setup"] as const
type Tab = (typeof TABS)[number]

/** The page K-Pay. The open tab is kept in the address, so that it can be linked to. */
const KpayPage = () => {
  const { t, language } = useTexts()
  const [params, setParams] = useSearchParams()
  const { data: attention } = useAttention()
  const tab = TABS.find((one) => one === params.get("tab")) ?? "payments"
  const onTab = (next: string) => {
    setParams(next === "payments" ? {} : { tab: next })
  }
  return (
    <div data-kpay="page" lang={language}>
      <Tabs value={tab} onValueChange={onTab} className="flex flex-col gap-y-3">
        <Container className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
          <Heading>K-Pay</Heading>
          <Tabs.List aria-label={t("tabs")} className="flex-wrap">
            {TABS.map((one) => (
              <Tabs.Trigger key={one} value={one} className="gap-x-2 whitespace-nowrap">
                {t(`tab_${one}`)}
                {one === "attention" && attention && attention.count > 0 && (
                  <Badge size="2xsmall" color="red" rounded="full">
                    {attention.count}
                  </Badge>
                )}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <LanguagePicker />
        </Container>
        {TABS.map((one) => (
          <Tabs.Content key={one} value={one}>
            {one === tab && <TabBody tab={one} onTab={onTab} />}
          </Tabs.Content>
        ))}
      </Tabs>
    </div>
  )
}

function TabBody({ tab, onTab }: { readonly tab: Tab; readonly onTab: (tab: Tab) => void }) {
  switch (tab) {
    case "payments":
      return <PaymentsTab />
    case "attention":
      return (
        <AttentionTab
          onSetup={() => {
            onTab("setup")
          }}
        />
      )
    case "cash_up":
      return <CashUpTab />
    case "statements":
      return <StatementsTab />
    case "setup":
      return <SetupTab />
  }
}

/** The choice of the dashboard's own language. */
const DASHBOARD = "dashboard"

/** Chooses the language of the K-Pay pages, because the dashboard does not offer Kinyarwanda. */
function LanguagePicker() {
  const { t } = useTexts()
  const [chosen, choose] = useChosenLanguage()
  return (
    <Select
      size="small"
      value={chosen ?? DASHBOARD}
      onValueChange={(next) => {
        choose(LOCALES.find((locale) => locale === next) ?? null)
      }}
    >
      <Select.Trigger aria-label={t("language")} className="w-56">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        <Select.Item value={DASHBOARD}>{t("language_dashboard")}</Select.Item>
        {LOCALES.map((locale) => (
          <Select.Item key={locale} value={locale}>
            {LOCALE_NAMES[locale]}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}

export const config = defineRouteConfig({ label: "K-Pay", icon: CurrencyDollar })

export default KpayPage
