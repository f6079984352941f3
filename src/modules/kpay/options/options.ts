import { z } from "@medusajs/framework/zod"
import { METHOD_IDS, METHODS } from "../../../domain/methods"
import type { MessageId } from "../../../messages/message-id"
import { MESSAGE_IDS } from "../../../messages/message"
import { degradedMethods } from "./degraded-methods"
import { duration } from "./duration"
import { EMPTY, missingOr } from "./faults"
import { endsBelow, fee } from "./fees"
import { notifications } from "./notifications"
import { isHttps, isLocal } from "./public-address"
import { shopIdentity } from "./shop-identity"
import type { Stage } from "../../../domain/schedule"

/** K-Pay's two hosts. Source: K-Pay's public documentation. */
const HOSTS = { test: "https://pay.esicia.com/", live: "https://pay.esicia.rw/" } as const

/** The account that is used where an entry names no other. */
export const DEFAULT_ACCOUNT = "default"

/** The environment variables that the README's configuration reads the first options from. */
const VARIABLES = {
  environment: "KPAY_ENVIRONMENT",
  username: "KPAY_USERNAME",
  password: "KPAY_PASSWORD",
  retailerId: "KPAY_RETAILER_ID",
  backendUrl: "BACKEND_URL",
  storefrontUrl: "STOREFRONT_URL",
} as const

const toWebAddress = (variable?: string) => {
  const wrong = "must be a web address that starts with https:// (or http:// for tests)"
  return z
    .string({ error: missingOr(wrong, variable) })
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
      error: wrong,
    })
}

const webAddress = toWebAddress()

/** Where Medusa is reached. The plugin appends paths to it, so it can have no query and no hash. */
const baseAddress = toWebAddress(VARIABLES.backendUrl).refine(
  (value) => !URL.canParse(value) || !/[?#]/.test(value),
  { error: "must end with the host or a path, without ? and #" }
)

const toPresent = (variable?: string, wrong = "must be text") =>
  z
    .string({ error: missingOr(wrong, variable) })
    .trim()
    .min(1, { error: EMPTY })

const present = toPresent()

const limits = z
  .object({ min: z.int().min(1), max: z.int().min(1) })
  .refine(({ min, max }) => min <= max, { error: "has a min above its max" })

const toAccountShape = (variables: Partial<typeof VARIABLES>) =>
  z.strictObject({
    environment: z.enum(["test", "live"], {
      error: missingOr('must be "test" or "live"', variables.environment),
    }),
    baseUrl: webAddress.optional(),
    username: toPresent(variables.username),
    password: toPresent(variables.password),
    apiKey: present.optional(),
    retailerId: toPresent(
      variables.retailerId,
      'must be text, so that its leading zero is kept, e.g. "01"'
    ),
  })

/** A further account: its variables have names that the shop chose. */
const accountShape = toAccountShape({})

/** Most payers answer within a minute, so K-Pay is asked less and less often. */
const POLL_SCHEDULE = [
  { every: "10s", until: "10s" },
  { every: "20s", until: "30s" },
  { every: "40s", until: "70s" },
  { every: "1m", until: "10m" },
  { every: "5m", until: "1h" },
  { every: "1h", until: "72h" },
]

const pollSchedule = z
  .array(
    z
      .strictObject({ every: duration, until: duration })
      .transform(({ every, until }): Stage => ({ everyMs: every, untilAgeMs: until }))
  )
  .min(1, { error: "must have at least one stage" })
  .refine(
    (stages) => stages.every(({ untilAgeMs }, i) => untilAgeMs > (stages[i - 1]?.untilAgeMs ?? 0)),
    {
      error: 'must have stages with a rising "until"',
    }
  )

const promptCount = z.int().min(1).max(500).nullable()

/** A bomber's prompts go unpaid, so unpaid ones alone are counted, and shoppers who pay never meet a limit. */
const promptLimits = z.strictObject({
  openPerPhone: promptCount.default(3),
  perPhoneInHour: promptCount.default(8),
  perPaymentInDay: promptCount.default(20),
  perClientInHour: promptCount.default(100),
  pauseAfterFailed: duration.nullable().prefault("5s"),
})

/** A shop's own texts in one language; names in braces are filled in. */
const customTexts = z
  .strictObject(Object.fromEntries(MESSAGE_IDS.map((id) => [id, present])) as CustomTexts)
  .partial()

type CustomTexts = Record<MessageId, typeof present>

/**
 * Most time for a `pay` and the question that may follow it at once (`KpayCalls.pay`). Medusa locks a cart for 120 s while it is completed; then another request
 * could complete the same cart. The rest is for the database.
 */
const PAY_MS_MAX = 110_000

/** A shopper waits so long at most before another attempt may start. K-Pay was seen to need ten minutes. */
const NOT_FOUND_GRACE_MS_MAX = 60 * 60_000

const timeouts = z
  .strictObject({
    connectMs: z.int().min(1).default(10_000),
    headersMs: z.int().min(1).default(30_000),
    bodyMs: z.int().min(1).default(10_000),
    statusMs: z.int().min(1).default(20_000),
    notFoundGraceMs: z
      .int()
      .min(1)
      .max(NOT_FOUND_GRACE_MS_MAX)
      .default(5 * 60_000),
  })
  .refine(
    ({ connectMs, headersMs, bodyMs, statusMs }) =>
      connectMs + headersMs + bodyMs + statusMs <= PAY_MS_MAX,
    {
      error: `must have connectMs, headersMs, bodyMs and statusMs of at most ${PAY_MS_MAX} together, since Medusa locks a cart for 120 seconds while it is completed`,
    }
  )
  .refine(
    ({ connectMs, headersMs, bodyMs, notFoundGraceMs }) =>
      connectMs + headersMs + bodyMs <= notFoundGraceMs,
    {
      path: ["notFoundGraceMs"],
      error:
        "must be at least connectMs, headersMs and bodyMs together, since until then a payment that K-Pay does not know can still reach it",
    }
  )

const optionsShape = toAccountShape(VARIABLES).extend({
  backendUrl: baseAddress,
  storefrontUrl: toWebAddress(VARIABLES.storefrontUrl),
  flow: z
    .enum(["order-first", "pay-first"], { error: 'must be "order-first" or "pay-first"' })
    .default("order-first"),
  methods: z
    .array(z.enum(METHOD_IDS))
    .min(1)
    .default([...METHOD_IDS]),
  limits: z.partialRecord(z.enum(METHOD_IDS), limits).default({}),
  fees: z.partialRecord(z.enum(METHOD_IDS), fee).default({}),
  rounding: z.enum(["nearest", "up", "refuse"]).default("nearest"),
  refunds: z.enum(["record", "refuse"]).default("record"),
  resendAfter: duration.prefault("60s"),
  pollSchedule: pollSchedule.prefault(POLL_SCHEDULE),
  degradedMethods,
  cartCompletion: z.strictObject({ workflowId: present }).optional(),
  promptLimits: promptLimits.prefault({}),
  concurrency: z.int().min(1).max(32).default(4),
  payLinkValidFor: duration.prefault("7d"),
  payLinkSecrets: z
    .array(z.string().min(16, { error: "must have 16 characters or more" }))
    .default([]),
  receiptValidFor: duration.prefault("365d"),
  shop: shopIdentity.prefault({}),
  cancelUnpaidAfter: duration.optional(),
  erasePersonalDataAfter: duration.optional(),
  eraseAbandonedChoicesAfter: duration.prefault("30d"),
  accounts: z.record(z.string().min(1), accountShape).default({}),
  /** The module `kpay-account-rule` reads and checks it. */
  accountBy: z.unknown().optional(),
  messages: z
    .strictObject({ en: customTexts, fr: customTexts, rw: customTexts })
    .partial()
    .default({}),
  notifications: notifications.optional(),
  details: z.string().trim().min(1).max(100).default("Online order"),
  logoUrl: webAddress.optional(),
  ussd: z
    .strictObject({ momo: z.string().nullable(), airtel: z.string().nullable() })
    .partial()
    .default({}),
  payerFallback: z
    .strictObject({ name: present, email: z.email(), phone: present })
    .partial()
    .default({}),
  timeouts: timeouts.prefault({}),
})

export const OPTION_NAMES = Object.keys(optionsShape.shape)

/** The plugin's options as a shop writes them. */
export type KpayOptions = z.input<typeof optionsShape>

/** The options with every default filled in. */
export type KpaySettings = Omit<z.output<typeof optionsShape>, "accounts"> & {
  readonly accounts: Readonly<Record<string, AccountSettings>>
}

export interface AccountSettings {
  readonly environment: "test" | "live"
  readonly baseUrl: string
  readonly username: string
  readonly password: string
  readonly apiKey?: string | undefined
  readonly retailerId: string
}

/** The options cannot be used. The message lists every fault at once and holds none of the values. */
export class InvalidOptionsError extends Error {
  override readonly name = "InvalidOptionsError"

  constructor(faults: readonly string[]) {
    super(
      `The options of medusa-payment-kpay have ${faults.length === 1 ? "a fault" : "faults"}:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`
    )
  }
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws InvalidOptionsError that lists every fault.
 */
export function parseOptions(input: unknown): KpaySettings {
  const parsed = optionsShape.safeParse(withoutMedusasOwn(input))
  const faults = parsed.success
    ? [...liveFaults(parsed.data), ...feeFaults(parsed.data), ...reminderFaults(parsed.data)]
    : toFaults(parsed.error)
  if (!parsed.success || faults.length > 0) throw new InvalidOptionsError(faults)

  const { accounts, ...settings } = parsed.data
  const { environment, baseUrl, username, password, apiKey, retailerId } = settings
  return {
    ...settings,
    accounts: Object.fromEntries(
      Object.entries({
        ...accounts,
        [DEFAULT_ACCOUNT]: { environment, baseUrl, username, password, apiKey, retailerId },
      }).map(([name, account]) => [
        name,
        { ...account, baseUrl: account.baseUrl ?? HOSTS[account.environment] },
      ])
    ),
  }
}

/** Medusa adds a key of its own to every module's options. */
function withoutMedusasOwn(input: unknown): unknown {
  if (typeof input !== "object" || input === null) return {}
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== "database"))
}

/** A live environment moves real money, so its addresses must be public and encrypted. */
function liveFaults(options: z.output<typeof optionsShape>): string[] {
  const accounts = [
    ["", options] as const,
    ...Object.entries(options.accounts).map(
      ([name, account]) => [`accounts.${name}.`, account] as const
    ),
  ]
  const faults = accounts
    .filter(
      ([, account]) =>
        account.environment === "live" && account.baseUrl !== undefined && !isHttps(account.baseUrl)
    )
    .map(([path]) => `${path}baseUrl must start with https:// when environment is "live"`)
  if (!accounts.some(([, account]) => account.environment === "live")) return faults
  if (!isHttps(options.backendUrl) || isLocal(options.backendUrl)) {
    faults.push(
      'backendUrl must be a public https:// address when environment is "live", since K-Pay posts to it'
    )
  }
  if (!isHttps(options.storefrontUrl) || isLocal(options.storefrontUrl)) {
    faults.push('storefrontUrl must be a public https:// address when environment is "live"')
  }
  return faults
}

/** A payment that no tier covers would count as if it cost what a smaller one costs. */
function feeFaults({ fees, limits }: z.output<typeof optionsShape>): string[] {
  return METHOD_IDS.flatMap((method) => {
    const { max } = limits[method] ?? METHODS[method].limits
    return endsBelow(fees[method] ?? [], max)
      ? [
          `fees.${method} must have a last tier without upTo, or with one of at least ${max}, the most that is paid at once by this method`,
        ]
      : []
  })
}

/** The event that a reminder is sent on comes only where unpaid orders are cancelled. */
function reminderFaults({
  notifications,
  cancelUnpaidAfter,
}: z.output<typeof optionsShape>): string[] {
  const isOn = Object.values(notifications?.reminder ?? {}).some(Boolean)
  return isOn && cancelUnpaidAfter === undefined
    ? ["notifications.reminder must have cancelUnpaidAfter, since it is sent half-way to it"]
    : []
}

/** What is wrong with options, each fault with the option's name. */
export function toFaults({ issues }: Pick<z.ZodError, "issues">): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map(
        (key) => `${[...issue.path, key].join(".")} is not an option; check its spelling`
      )
    }
    const meant = issue.code === "invalid_union" && issue.errors.find(isOfRightType)
    if (meant)
      return toFaults({
        issues: meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
      })
    return [`${issue.path.join(".") || "options"} ${toFaultText(issue)}`]
  })
}

/** Whether these are faults within a value, so that this form of it was meant. */
function isOfRightType(issues: readonly z.core.$ZodIssue[]): boolean {
  return !issues.some(({ code, path }) => code === "invalid_type" && path.length === 0)
}

/** zod's own sentences start with a capital and may repeat values; ours continue the option's name. */
function toFaultText(issue: z.core.$ZodIssue): string {
  if (/^(is|must|has) /.test(issue.message)) return issue.message
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`
  if (issue.code === "invalid_type") return `must be of type ${issue.expected}`
  if (issue.code === "too_small") return `must be at least ${String(issue.minimum)}`
  if (issue.code === "too_big") return `must be at most ${String(issue.maximum)}`
  return "is not valid"
}
