import { Button, Text } from "@medusajs/ui"
import { useTexts } from "../texts"
import { Labelled } from "./labelled"

interface Props {
  readonly id: string
  readonly file: File | null
  readonly onFile: (file: File | null) => void
}

/**
 * Picks a CSV file. The browser's own field is there for the keyboard and for screen readers; its button, which the browser draws
 * in its own look and language, is not shown.
 */
export function FileField({ id, file, onFile }: Props) {
  const { t } = useTexts()
  return (
    <Labelled id={id} label={t("statement_file")}>
      <div className="flex items-center gap-x-2">
        <div className="focus-within:shadow-borders-interactive-with-focus relative shrink-0 rounded-md">
          <input
            id={id}
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            required
            className="sr-only"
            onChange={({ target }) => {
              onFile(target.files?.[0] ?? null)
            }}
          />
          <Button size="small" variant="secondary" asChild>
            <label htmlFor={id} className="cursor-pointer">
              {t("statement_file_choose")}
            </label>
          </Button>
        </div>
        {/* A screen reader has it from the field. */}
        <Text size="small" className="text-ui-fg-subtle max-w-56 truncate" aria-hidden>
          {file?.name ?? t("statement_file_none")}
        </Text>
      </div>
    </Labelled>
  )
}
