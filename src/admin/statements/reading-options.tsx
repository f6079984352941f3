import { useState, type ReactNode } from "react"
import { useTexts } from "../texts"

interface Props {
  /** Whether what a statement needs was recognised when the file was read. */
  readonly isRecognised: boolean
  /** Whether nothing is missing, with what was corrected since. */
  readonly isComplete: boolean
  readonly isRefused: boolean
  readonly children: ReactNode
}

/** How a file is read, folded where nothing needs a look. */
export function ReadingOptions({ isRecognised, isComplete, isRefused, children }: Props) {
  const { t } = useTexts()
  // `null` until it is opened or closed.
  const [isOpen, setIsOpen] = useState<boolean | null>(null)
  return (
    <details
      data-kpay="statement-reading"
      open={isOpen ?? (!isRecognised || isRefused)}
      onToggle={({ currentTarget }) => {
        setIsOpen(currentTarget.open)
      }}
    >
      <summary className="txt-compact-small cursor-pointer">
        {t(isComplete ? "statement_columns_known" : "statement_columns_unknown")}
        {isComplete && (
          <span className="text-ui-fg-subtle"> · {t("statement_columns_change")}</span>
        )}
      </summary>
      <div className="flex flex-col gap-y-4 pt-3">{children}</div>
    </details>
  )
}
