import { SquareTwoStack } from "@medusajs/icons"
import { Button, Container, Copy, Heading, StatusBadge, Text, toast } from "@medusajs/ui"
import type { KpayCallbackTestResponse, KpayHealthCheck } from "../../http-types"
import { LoadState } from "../components/load-state"
import { sayFinding, toHeadline } from "../finding-words"
import { useTestCallback } from "../mutations"
import { useHealth } from "../queries"
import { sayRefusal } from "../refusal"
import { sayWord, type Say } from "../say"
import { useTexts } from "../texts"

const COLORS = {
  ok: "green",
  warning: "orange",
  error: "red",
  unknown: "grey",
} as const satisfies Record<KpayHealthCheck["status"], string>

/** The checks of the setup, each with what to do, and the test of the callbacks. */
export function SetupTab() {
  const { t } = useTexts()
  const { data, error, isFetching, refetch } = useHealth()
  return (
    <div className="flex flex-col gap-y-3" data-kpay="setup">
      <Container className="divide-y p-0">
        <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
          <div>
            <Heading level="h2">{t("checks")}</Heading>
            {data && (
              <Text size="small" className="text-ui-fg-subtle">
                {t(toHeadline(data))}
              </Text>
            )}
          </div>
          <Button
            size="small"
            variant="secondary"
            isLoading={isFetching}
            onClick={() => void refetch()}
          >
            {t("checks_again")}
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
        {sayName(check.id, t)}
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
        {t(`health_${check.status}`)}
      </StatusBadge>
    </li>
  )
}

/** The name of a check. The id of a check of one account is `credentials:<account>`. */
function sayName(id: string, t: Say): string {
  const [name = id, ...account] = id.split(":")
  const check = sayWord(t, "check", name)
  return account.length > 0 ? t("check_of_account", { check, account: account.join(":") }) : check
}

function Callbacks({ address }: { readonly address: string }) {
  const { t } = useTexts()
  const test = useTestCallback()
  const onTest = () => {
    test.mutate(undefined, {
      onError: (error) =>
        toast.error(t("callback_test_failed"), { description: sayRefusal(error, t) }),
    })
  }
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <Heading level="h2">{t("callbacks")}</Heading>
      <Text size="small" className="text-ui-fg-subtle">
        {t("callback_address")}
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
        {t("callback_test_hint")}
      </Text>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="small" variant="secondary" isLoading={test.isPending} onClick={onTest}>
          {t("callback_test")}
        </Button>
        {test.data && !test.isPending && <TestResult result={test.data} />}
      </div>
    </Container>
  )
}

function TestResult({ result }: { readonly result: KpayCallbackTestResponse }) {
  const { t, language } = useTexts()
  if (result.received) {
    return (
      <StatusBadge color="green" role="status">
        {t("callback_received", { ms: result.took_ms ?? 0 })}
      </StatusBadge>
    )
  }
  const { message, remedy } = sayFinding(result, t, language)
  return (
    <div role="status" className="flex flex-col gap-y-1">
      <StatusBadge color="red" className="self-start">
        {t("callback_not_received")}
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
