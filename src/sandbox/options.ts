/** A customer of K-Pay: how it logs in, and the retailer that takes its money. */
export interface Merchant {
  readonly username: string
  readonly password: string
  readonly retailerId: string
}

/** How the sandbox behaves. Everything has a default. */
export interface SandboxOptions {
  /** 0 takes a free port. */
  readonly port?: number
  /** The address to listen on: `0.0.0.0` for every address of the machine. By default only this machine can connect. */
  readonly host?: string
  /** The address that K-Pay's answers carry; needed behind a proxy. */
  readonly publicUrl?: string
  readonly username?: string
  readonly password?: string
  readonly retailerId?: string
  /** Further merchants. No recording shows it, but each is taken to see its own transactions only. */
  readonly merchants?: readonly Merchant[]
  /** Whether K-Pay has whitelisted the shop's IP address. */
  readonly isWhitelisted?: boolean
  /** How long `pay` takes to answer. */
  readonly answerMs?: number
  /** How long `checkstatus` takes to answer. */
  readonly statusMs?: number
  /** From the prompt until the payer of a story approves or refuses. */
  readonly promptMs?: number
  /** From the outcome until the callback. */
  readonly callbackMs?: number
  /** From the outcome until a late callback. */
  readonly lateCallbackMs?: number
  /** The code for a used refid. K-Pay's two code tables disagree. */
  readonly usedRefidCode?: 608 | 604
  /** How the browser returns from the card page. No recording shows which one K-Pay uses. */
  readonly cardReturn?: "get" | "post"
  /** Whether messages vary as they were `recorded` only, or in each way that is `possible` too. */
  readonly quirks?: "recorded" | "possible"
  /**
   * A trouble of the shop that has its own code, instead of every other answer: 500 "not sent over HTTPS" and 601 "invalid remote
   * user" to each call, 605 "retailer not enabled" to `pay`. By 607, "failed mobile money transaction", each `pay` fails at once.
   */
  readonly trouble?: 500 | 601 | 605 | 607 | null
  /** Makes ids and the variations of the answers the same in every run. */
  readonly seed?: number
}

/** The options with their defaults. */
export type SandboxSettings = Required<Omit<SandboxOptions, "host" | "publicUrl" | "seed">>

const DEFAULTS: SandboxSettings = {
  port: 0,
  username: "sandbox",
  password: "sandbox",
  retailerId: "01",
  merchants: [],
  isWhitelisted: true,
  answerMs: 50,
  statusMs: 20,
  promptMs: 1_500,
  callbackMs: 1_000,
  lateCallbackMs: 20_000,
  usedRefidCode: 608,
  cardReturn: "get",
  quirks: "recorded",
  trouble: null,
}

/** Fills in the defaults. */
export function toSandboxSettings(options: SandboxOptions): SandboxSettings {
  return { ...DEFAULTS, ...options }
}
