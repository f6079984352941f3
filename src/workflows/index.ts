export { applyMoney, type ApplyMoneyInput } from "../operations/apply-money"
export { finishGiveBack, giveBack } from "../operations/record-refund"
export { refreshAttemptWorkflow } from "./refresh-attempt"
export type { RefreshAttemptInput } from "./steps/claim-attempt"
