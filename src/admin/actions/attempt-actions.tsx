import type { ComponentType } from "react"
import { ATTEMPT_ACTIONS, type AttemptAction } from "../../domain/attempt-status"
import type { KpayAdminAttempt } from "../../http-types"
import { ApplyButton } from "./apply-button"
import { AskNowButton } from "./ask-now-button"
import { DismissButton } from "./dismiss-button"
import { NewPromptButton } from "./new-prompt-button"
import { RefundButton } from "./refund-button"

interface Props {
  readonly attempt: KpayAdminAttempt
}

const BUTTONS: Readonly<Record<AttemptAction, ComponentType<Props>>> = {
  refresh: AskNowButton,
  prompt: NewPromptButton,
  apply: ApplyButton,
  refund: RefundButton,
  dismiss: DismissButton,
}

/** The main action stands last, where the eye ends. */
const ORDER = [...ATTEMPT_ACTIONS].reverse()

/** A button for each thing that the server says can be done about an attempt now. */
export function AttemptActions(props: Props) {
  return ORDER.filter((action) => props.attempt.actions.includes(action)).map((action) => {
    const Button = BUTTONS[action]
    // A form does not outlive the attempt it was opened for.
    return <Button key={`${action} ${props.attempt.id}`} {...props} />
  })
}
