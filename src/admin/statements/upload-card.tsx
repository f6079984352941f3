import { Button, Container, Heading, InlineTip, Input, Select, Text, toast } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import type { KpayStatementCheckResponse, KpayStatementProgress } from "../../http-types"
import { sayRefusal } from "../refusal"
import { useTexts } from "../texts"
import { useAccountChoice } from "../tabs/use-account-choice"
import { FileField } from "./file-field"
import { Labelled } from "./labelled"
import { ReadingOptions } from "./reading-options"
import { UploadRefused, useFileCheck, useStatements, useUpload } from "./server"

const SOURCES = ["mtn", "airtel", "bank"]

/** What can be corrected, in the order in which it is shown. */
const ROLES = [
  "transaction_id",
  "reference",
  "date",
  "time",
  "amount",
  "credit",
  "debit",
  "fee",
  "settled",
  "phone",
  "name",
  "status",
  "type",
  "currency",
  "description",
] as const

type Role = (typeof ROLES)[number]
type Corrections = Readonly<Partial<Record<Role, string | null>>>

/** Characters that the server takes. */
const NAME_MAX = 200
const WORDS_MAX = 500

const NONE = "-"
const AUTO = "auto"

/** Picks a file, shows its columns for correction, and uploads it. */
export function UploadCard({ onUploaded }: { readonly onUploaded: (id: string) => void }) {
  const { t } = useTexts()
  const [file, setFile] = useState<File | null>(null)
  const [typedSource, setTypedSource] = useState<string | null>(null)
  // A shop most often has the files of one source. Before the first upload there is none to suggest.
  const { data: uploaded } = useStatements(undefined)
  const source = typedSource ?? uploaded?.statements[0]?.source ?? ""
  const { choices, choice, setChoice } = useAccountChoice()
  const [corrections, setCorrections] = useState<Corrections>({})
  const [dateOrder, setDateOrder] = useState(AUTO)
  const [decimal, setDecimal] = useState(AUTO)
  const [paidWords, setPaidWords] = useState("")
  const check = useFileCheck(file, source)
  const [progress, setProgress] = useState<KpayStatementProgress | null>(null)
  const upload = useUpload(setProgress)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!file) return
    setProgress(null)
    const query = {
      source,
      account: choice.account,
      environment: choice.environment,
      name: file.name.slice(0, NAME_MAX),
      date_order: dateOrder === AUTO ? undefined : dateOrder,
      decimal: decimal === AUTO ? undefined : decimal,
      paid_words: paidWords.trim() || undefined,
      mapping: toMapping(check.data, corrections),
    }
    upload.mutate(
      { file, query },
      {
        onSuccess: ({ statement }) => {
          toast.success(t("statement_done"))
          onUploaded(statement.id)
        },
      }
    )
  }
  const refusal = check.error ?? upload.error
  const isUnchanged = check.error !== null || upload.error instanceof UploadRefused
  return (
    <Container className="px-6 py-4">
      <form onSubmit={onSubmit} className="flex flex-col gap-y-4">
        <div>
          <Heading level="h2">{t("statement_upload")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("statements_hint")}
          </Text>
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <FileField
            id="kpay-statement-file"
            file={file}
            onFile={(next) => {
              setFile(next)
              setCorrections({})
              upload.reset()
            }}
          />
          <Labelled id="kpay-statement-source" label={t("statement_source")}>
            <Input
              id="kpay-statement-source"
              size="small"
              aria-required
              pattern="[a-z0-9_\-]{1,40}"
              aria-describedby="kpay-statement-source-hint"
              list="kpay-statement-sources"
              value={source}
              onChange={({ target }) => {
                setTypedSource(target.value.trim().toLowerCase())
              }}
            />
          </Labelled>
          {choices.length > 2 && (
            <Picker
              label={t("account")}
              value={choice.id}
              options={choices.map(({ id, text }) => [id, text] as const)}
              onValue={setChoice}
            />
          )}
          <datalist id="kpay-statement-sources">
            {SOURCES.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </div>
        <Text id="kpay-statement-source-hint" size="xsmall" className="text-ui-fg-subtle">
          {t("statement_source_hint")}
        </Text>
        {check.isFetching && <Text size="small">{t("statement_reading")}</Text>}
        {file && check.data && (
          <ReadingOptions
            // Each refusal opens it again.
            key={String(upload.error !== null)}
            isRecognised={isComplete(check.data, {})}
            isComplete={isComplete(check.data, corrections)}
            isRefused={upload.error !== null}
          >
            <ColumnPickers
              check={check.data}
              corrections={corrections}
              onCorrect={(role, name) => {
                setCorrections({ ...corrections, [role]: name })
              }}
            />
            <div className="flex flex-wrap items-end gap-3">
              <Picker
                label={t("statement_date_order")}
                value={dateOrder}
                options={[
                  [AUTO, t("statement_order_auto")],
                  ["dmy", t("statement_order_dmy")],
                  ["mdy", t("statement_order_mdy")],
                ]}
                onValue={setDateOrder}
              />
              <Picker
                label={t("statement_decimal")}
                value={decimal}
                options={[
                  [AUTO, t("statement_decimal_auto")],
                  [".", t("statement_decimal_point")],
                  [",", t("statement_decimal_comma")],
                ]}
                onValue={setDecimal}
              />
              <Labelled id="kpay-statement-words" label={t("statement_paid_words")}>
                <Input
                  id="kpay-statement-words"
                  size="small"
                  title={t("statement_paid_words_hint")}
                  maxLength={WORDS_MAX}
                  value={paidWords}
                  onChange={({ target }) => {
                    setPaidWords(target.value)
                  }}
                />
              </Labelled>
            </div>
          </ReadingOptions>
        )}
        {refusal && (
          <div role="alert">
            <InlineTip
              variant="error"
              label={t("tip_label", {
                label: t(isUnchanged ? "statement_failed" : "statement_unsure"),
              })}
            >
              {sayRefusal(refusal, t)}
            </InlineTip>
          </div>
        )}
        {upload.isPending && (
          <Text role="status" size="small" className="tabular-nums">
            {progress
              ? t(`statement_step_${progress.step}`, { count: progress.rows })
              : t("statement_sending")}
          </Text>
        )}
        <Button
          size="small"
          type="submit"
          className="self-start"
          isLoading={upload.isPending}
          disabled={!file || !check.data}
        >
          {t("statement_upload")}
        </Button>
      </form>
    </Container>
  )
}

function ColumnPickers({
  check,
  corrections,
  onCorrect,
}: {
  readonly check: KpayStatementCheckResponse
  readonly corrections: Corrections
  readonly onCorrect: (role: Role, name: string | null) => void
}) {
  const { t } = useTexts()
  const names = [...new Set(check.names.filter((name) => name !== ""))]
  return (
    <fieldset className="flex flex-col gap-y-2">
      <legend className="txt-small-plus">{t("statement_columns")}</legend>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {t("statement_columns_hint")}
      </Text>
      <div className="flex flex-wrap gap-3">
        {ROLES.map((role) => {
          return (
            <Picker
              key={role}
              label={t(`role_${role}`)}
              value={findColumn(check, corrections, role) ?? NONE}
              options={[
                [NONE, t("statement_column_none")],
                ...names.map((name) => [name, name] as const),
              ]}
              onValue={(name) => {
                onCorrect(role, name === NONE ? null : name)
              }}
            />
          )
        })}
      </div>
    </fieldset>
  )
}

/** The name of the column that has a role; nothing where none has. */
function findColumn(
  check: KpayStatementCheckResponse,
  corrections: Corrections,
  role: Role
): string | null | undefined {
  const corrected = corrections[role]
  return corrected === undefined ? check.columns[role]?.[0] : corrected
}

/** Whether rows have what is needed to match them: when, how much, and an id. */
function isComplete(check: KpayStatementCheckResponse, corrections: Corrections): boolean {
  const has = (role: Role) => Boolean(findColumn(check, corrections, role))
  return (
    has("date") && (has("amount") || has("credit")) && (has("transaction_id") || has("reference"))
  )
}

/** What was recognised with what was corrected; nothing where nothing was. */
function toMapping(
  check: KpayStatementCheckResponse | undefined,
  corrections: Corrections
): string | undefined {
  if (Object.keys(corrections).length === 0) return undefined
  return JSON.stringify({ ...check?.columns, ...corrections })
}

function Picker({
  label,
  value,
  options,
  onValue,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly onValue: (value: string) => void
}) {
  const id = useId()
  return (
    <Labelled id={id} label={label}>
      <Select size="small" value={value} onValueChange={onValue}>
        <Select.Trigger id={id} className="w-44">
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {options.map(([one, text]) => (
            <Select.Item key={one} value={one}>
              {text}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </Labelled>
  )
}
