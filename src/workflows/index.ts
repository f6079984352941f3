export { refreshAttemptWorkflow, type RefreshAttemptInput } from "./refresh-attempt"
