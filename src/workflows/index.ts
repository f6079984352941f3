export { applyMoney, type ApplyMoneyInput } from "./apply-money"
export { finishGiveBack, giveBack } from "./give-back"
export { refreshAttemptWorkflow } from "./refresh-attempt"
export type { RefreshAttemptInput } from "./steps/claim-attempt"
