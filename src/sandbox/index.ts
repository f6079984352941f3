export { startSandbox, type LogEntry, type Sandbox, type SandboxOptions } from "./sandbox"
export { STORIES, TEST_CARDS, type Story } from "./stories"
export type { Transaction } from "./ledger"
