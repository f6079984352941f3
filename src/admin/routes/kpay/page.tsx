import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CurrencyDollar } from "@medusajs/icons"
import { Badge, Container, Heading, Select, Tabs } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { useAttention } from "../../queries"
import { AttentionTab } from "../../tabs/attention-tab"
import { CashUpTab } from "../../tabs/cash-up-tab"
import { PaymentsTab } from "../../tabs/payments-tab"
import { SetupTab } from "../../tabs/setup-tab"
import { useOwnLanguage, useTexts } from "../../texts"

const TABS = ["payments", "attention", "cash_up", "setup"] as const
type Tab = (typeof TABS)[number]

/** Everything that K-Pay took or did not take. The tab stands in the address, so that it can be linked to. */
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
          <Tabs.List aria-label={t("tabs")}>
            {TABS.map((one) => (
              <Tabs.Trigger key={one} value={one} className="gap-x-2">
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
    case "setup":
      return <SetupTab />
  }
}

const AS_DASHBOARD = "dashboard"

/** The dashboard does not offer Kinyarwanda; our pages do. */
function LanguagePicker() {
  const { t } = useTexts()
  const [own, choose] = useOwnLanguage()
  return (
    <Select
      size="small"
      value={own ?? AS_DASHBOARD}
      onValueChange={(next) => {
        choose(next === AS_DASHBOARD ? null : next)
      }}
    >
      <Select.Trigger aria-label={t("language")} className="w-44">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        <Select.Item value={AS_DASHBOARD}>{t("language_dashboard")}</Select.Item>
        <Select.Item value="rw">Ikinyarwanda</Select.Item>
        <Select.Item value="fr">Français</Select.Item>
        <Select.Item value="en">English</Select.Item>
      </Select.Content>
    </Select>
  )
}

export const config = defineRouteConfig({ label: "K-Pay", icon: CurrencyDollar })

export default KpayPage
