import { SquareTwoStack } from "@medusajs/icons"
import { Button, Container, Copy, Heading, StatusBadge, Text, toast } from "@medusajs/ui"
import type { KpayCallbackTestResponse, KpayHealthCheck } from "../../http-types"
import { LoadState } from "../components/load-state"
import { sayFinding, toHeadLine } from "../finding-words"
import type { Texts } from "../i18n/en"
import { useHealth, useTestCallback } from "../queries"
import { useTexts, type Say } from "../texts"

const COLORS = { ok: "green", warning: "orange", error: "red", unknown: "grey" } as const

/** Whether everything is right for payments to work, and what to do where it is not. */
export function SetupTab() {
  const { t } = useTexts()
  const { data, error, isFetching, refetch } = useHealth()
  return (
    <div className="flex flex-col gap-y-3" data-kpay="setup">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
          <div>
            <Heading level="h2">{t("setup_checks")}</Heading>
            {data && (
              <Text size="small" className="text-ui-fg-subtle">
                {t(toHeadLine(data))}
              </Text>
            )}
          </div>
          <Button
            size="small"
            variant="secondary"
            isLoading={isFetching}
            onClick={() => void refetch()}
          >
            {t("setup_check_again")}
          </Button>
        </div>
        {data ? (
          <ul className="divide-y">
            {data.checks.map((check) => (
              <Check key={check.id} check={check} />
            ))}
          </ul>
        ) : (
          <LoadState error={error} onRetry={() => void refetch()} />
        )}
      </Container>
      {data && <Callbacks address={data.callback_address} />}
    </div>
  )
}

function Check({ check }: { readonly check: KpayHealthCheck }) {
  const { t, language } = useTexts()
  const { message, remedy } = sayFinding(check, t, language)
  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-1 px-6 py-4 md:grid-cols-[12rem_minmax(0,1fr)_auto]">
      <Text size="small" weight="plus">
        {toName(check.id, t)}
      </Text>
      <div>
        <Text size="small">{message}</Text>
        {remedy && (
          <Text size="small" className="text-ui-fg-subtle">
            {remedy}
          </Text>
        )}
      </div>
      <StatusBadge color={COLORS[check.status]} className="self-start whitespace-nowrap">
        {t(`status_${check.status}`)}
      </StatusBadge>
    </li>
  )
}

/** A check of one account is named `credentials:<account>`. */
function toName(id: string, t: Say): string {
  const [name = id, ...account] = id.split(":")
  const check = t(`check_${name}` as keyof Texts)
  return account.length > 0 ? t("check_of_account", { check, account: account.join(":") }) : check
}

function Callbacks({ address }: { readonly address: string }) {
  const { t } = useTexts()
  const test = useTestCallback()
  const onTest = () => {
    test.mutate(undefined, {
      onError: ({ message }) => toast.error(t("setup_callback_failed"), { description: message }),
    })
  }
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <Heading level="h2">{t("setup_callback")}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t("setup_callback_address")}
      </Text>
      <div className="flex min-w-0 items-center gap-x-2">
        <code className="txt-small bg-ui-bg-subtle min-w-0 break-all rounded px-2 py-1">
          {address}
        </code>
        <Copy content={address} asChild>
          <button type="button" aria-label={t("copy")}>
            <SquareTwoStack className="text-ui-fg-subtle" />
          </button>
        </Copy>
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {t("setup_callback_hint")}
      </Text>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" variant="secondary" isLoading={test.isPending} onClick={onTest}>
          {t("setup_callback_send")}
        </Button>
        {test.data && !test.isPending && <TestResult result={test.data} />}
      </div>
    </Container>
  )
}

function TestResult({ result }: { readonly result: KpayCallbackTestResponse }) {
  const { t, language } = useTexts()
  if (result.came) {
    return (
      <StatusBadge color="green" role="status">
        {t("setup_callback_came", { ms: result.took_ms ?? 0 })}
      </StatusBadge>
    )
  }
  const { message, remedy } = sayFinding(result, t, language)
  return (
    <div role="status" className="flex flex-col gap-y-1">
      <StatusBadge color="red" className="self-start">
        {t("setup_callback_lost")}
      </StatusBadge>
      <Text size="small">{message}</Text>
      {remedy && (
        <Text size="small" className="text-ui-fg-subtle">
          {remedy}
        </Text>
      )}
    </div>
  )
}
