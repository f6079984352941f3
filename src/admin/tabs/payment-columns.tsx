import { Checkbox, createDataTableColumnHelper } from "@medusajs/ui"
import { useMemo, useSyncExternalStore } from "react"
import { useSearchParams } from "react-router-dom"
import type { KpayAdminAttempt } from "../../http-types"
import { formatRwf } from "../../domain/amount"
import { StatusBadge, TestBadge } from "../components/badges"
import { MethodMark } from "../components/method-mark"
import { PageLink } from "../components/page-link"
import { formatDuration, formatMoment } from "../format"
import type { Say } from "../say"
import { useTexts } from "../texts"

const column = createDataTableColumnHelper<KpayAdminAttempt>()

/** The columns of the list of payments. A shop with one account has none for the account. */
export function usePaymentColumns({ hasAccounts }: { readonly hasAccounts: boolean }) {
  const { t, language } = useTexts()
  const isNarrow = useIsNarrow()
  return useMemo(() => {
    const time = column.accessor("created_at", {
      header: t("column_time"),
      cell: ({ row: { original } }) => (
        <OpenAttempt attemptId={original.id}>
          {formatMoment(original.created_at, language)}
        </OpenAttempt>
      ),
    })
    const order = column.accessor("order_display_id", {
      header: t("column_order"),
      cell: ({ row: { original } }) => <OrderNumber attempt={original} />,
    })
    const payer = [
      column.accessor("method", {
        header: t("column_method"),
        cell: ({ getValue }) => <MethodMark method={getValue()} />,
      }),
      column.accessor("phone_masked", {
        header: t("column_payer"),
        cell: ({ getValue }) => (
          <span className="whitespace-nowrap tabular-nums">{getValue() ?? t("none")}</span>
        ),
      }),
    ]
    const amount = column.accessor("amount", {
      header: t("column_amount"),
      align: "right",
      cell: ({ getValue }) => (
        <span className="whitespace-nowrap tabular-nums">{formatRwf(getValue())}</span>
      ),
    })
    const account = hasAccounts ? [toAccountColumn(t)] : []
    const status = column.accessor("status", {
      header: t("column_status"),
      cell: ({ row: { original } }) => <Status attempt={original} />,
    })
    const age = column.display({
      id: "age",
      header: t("column_age"),
      cell: ({ row: { original } }) => (
        <span className="whitespace-nowrap">
          {formatDuration(Date.now() - Date.parse(original.created_at), t)}
        </span>
      ),
    })
    const select = toSelectColumn(t)
    // A phone shows when, for which order, how much, and where it is now, without scrolling.
    const whole = column.display({
      id: "payment",
      header: t("payment_details"),
      cell: ({ row: { original } }) => (
        <div className="flex flex-col items-start gap-y-1 py-2">
          <span className="flex gap-x-3 whitespace-nowrap tabular-nums">
            <OpenAttempt attemptId={original.id}>
              {formatMoment(original.created_at, language)}
            </OpenAttempt>
            <OrderNumber attempt={original} />
            <span>{formatRwf(original.amount)}</span>
          </span>
          <Status attempt={original} />
        </div>
      ),
    })
    return isNarrow
      ? [select, whole, ...payer, ...account, age]
      : [select, time, order, ...payer, amount, ...account, status, age]
  }, [t, language, hasAccounts, isNarrow])
}

const NARROW = "(max-width: 767px)"

/** Whether the screen is a phone's. Follows when it is turned. */
function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = window.matchMedia(NARROW)
      query.addEventListener("change", onChange)
      return () => {
        query.removeEventListener("change", onChange)
      }
    },
    () => window.matchMedia(NARROW).matches
  )
}

function toAccountColumn(t: Say) {
  return column.accessor("account", {
    header: t("account"),
    cell: ({ getValue }) => <span className="whitespace-nowrap">{getValue()}</span>,
  })
}

/** The checkboxes, by which several attempts are asked about at once. */
function toSelectColumn(t: Say) {
  return column.select({
    header: ({ table }) => (
      <Checkbox
        aria-label={t("bulk_ask")}
        checked={table.getIsSomePageRowsSelected() ? "indeterminate" : table.getIsAllRowsSelected()}
        onCheckedChange={(checked) => {
          table.toggleAllPageRowsSelected(checked === true)
        }}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        aria-label={`${t("bulk_ask")}: ${row.original.refid}`}
        checked={row.getIsSelected()}
        onCheckedChange={(checked) => {
          row.toggleSelected(checked === true)
        }}
      />
    ),
  })
}

/** Where the payment is now, and whether it is a test. */
function Status({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  return (
    <span className="inline-flex items-center gap-x-2">
      <StatusBadge status={attempt.status} />
      <TestBadge environment={attempt.environment} />
    </span>
  )
}

/** Links to the order by its number; a dash while there is none. */
function OrderNumber({ attempt }: { readonly attempt: KpayAdminAttempt }) {
  const { t } = useTexts()
  const { order_id: id, order_display_id: number } = attempt
  if (id === null) return t("none")
  return <PageLink to={`/orders/${id}`}>{number === null ? t("order") : `#${number}`}</PageLink>
}

/** Opens an attempt in a drawer. Its id is kept in the address. */
function OpenAttempt({
  attemptId,
  children,
}: {
  readonly attemptId: string
  readonly children: string
}) {
  const [params] = useSearchParams()
  const next = new URLSearchParams(params)
  next.set("attempt", attemptId)
  return (
    <PageLink to={`?${next.toString()}`} replace>
      {children}
    </PageLink>
  )
}
