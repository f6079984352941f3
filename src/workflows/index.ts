export {
  applyUnappliedMoney,
  type ApplyUnappliedMoneyInput,
} from "../operations/apply-unapplied-money"
export { recordRefundSent, refundUnappliedMoney } from "../operations/record-refund"
export { sendPrompt, type SendPromptInput } from "../operations/send-prompt"
export { refreshAttemptWorkflow, type RefreshAttemptInput } from "./refresh-attempt"
