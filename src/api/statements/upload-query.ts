import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { METHOD_IDS } from "../../domain/methods"
import { ROLES } from "../../modules/kpay-statements/file/columns"
import { STATEMENT_REFUSALS } from "../../modules/kpay-statements/refusals"
import type { Upload } from "../../modules/kpay-statements/service"
import type KpayModuleService from "../../modules/kpay/service"
import { instantField } from "../attempt-query"
import { environmentField, parseInput } from "../parse-input"

const source = STATEMENT_REFUSALS.statement_source

/** "Bank of Kigali" and "bank-of-kigali" are one source. */
export const sourceField = z
  .string({ error: source })
  .transform((text) => text.trim().toLowerCase().replace(/\s+/g, "-"))
  .pipe(z.string().regex(/^[a-z0-9_-]{1,40}$/, { error: source }))

const columnNames = z.union([z.string().max(200), z.array(z.string().max(200)).max(20), z.null()])

const mappingShape = z.strictObject(
  Object.fromEntries(ROLES.map((role) => [role, columnNames.optional()])),
  {
    error: `"mapping" must be JSON such as {"amount":"Paid","date":"Day"}, with the names of columns for: ${ROLES.join(", ")}`,
  }
)

const DELIMITER_WORDS = { comma: ",", semicolon: ";", tab: "\t", pipe: "|" } as const

const queryShape = z.object({
  source: sourceField,
  name: z.string().trim().max(200).optional(),
  environment: environmentField.optional(),
  account: z.string().trim().max(100).optional(),
  methods: listField().optional(),
  from: instantField("from", 0).optional(),
  to: instantField("to", 1).optional(),
  settling_hours: z.coerce
    .number({ error: '"settling_hours" must be a number of hours' })
    .int({ error: '"settling_hours" must be a whole number of hours' })
    .min(0, { error: '"settling_hours" must be 0 or more' })
    .max(24 * 60, { error: '"settling_hours" must be at most 1440' })
    .optional(),
  date_order: z
    .enum(["dmy", "mdy"], {
      error: '"date_order" must be "dmy" (day first) or "mdy" (month first)',
    })
    .optional(),
  decimal: z.enum([".", ","], { error: '"decimal" must be "." or ","' }).optional(),
  delimiter: z
    .enum(["comma", "semicolon", "tab", "pipe"], {
      error: '"delimiter" must be "comma", "semicolon", "tab" or "pipe"',
    })
    .optional(),
  paid_words: listField().optional(),
  mapping: z.string().max(5_000).optional(),
})

/** Reads how an admin wants a file to be read. @throws MedusaError (400) */
export function parseUpload(kpay: KpayModuleService, query: unknown, actor: string): Upload {
  const input = parseInput(queryShape, query, STATEMENT_REFUSALS)
  const { settings } = kpay
  const account = input.account ?? null
  if (account !== null && !settings.accounts[account])
    refuse(`There is no account "${account}". Name one of the option "accounts", or leave it out.`)
  const { from = null, to = null } = input
  if (from && to && from >= to) refuse('"from" is after "to". Give the earlier moment as "from".')
  return {
    source: input.source,
    name: input.name === undefined || input.name === "" ? input.source : input.name,
    environment:
      input.environment ?? settings.accounts[account ?? ""]?.environment ?? settings.environment,
    account,
    methods: input.methods && toMethods(input.methods),
    coversFrom: from,
    coversTo: to,
    settlingHours: input.settling_hours,
    dateOrder: input.date_order,
    decimal: input.decimal,
    delimiter: input.delimiter && DELIMITER_WORDS[input.delimiter],
    paidWords: input.paid_words,
    mapping: input.mapping === undefined ? undefined : parseMapping(input.mapping),
    actor,
  }
}

function parseMapping(text: string): Upload["mapping"] {
  return parseInput(mappingShape, readJson(text))
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function toMethods(words: readonly string[]): Upload["methods"] {
  return words.map((word) => {
    const method = METHOD_IDS.find((one) => one === word)
    return (
      method ?? refuse(`"methods" must be some of ${METHOD_IDS.join(", ")}, with commas between`)
    )
  })
}

function listField() {
  return z
    .string()
    .max(500)
    .transform((text) =>
      text
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== "")
    )
}

function refuse(message: string): never {
  throw new MedusaError(MedusaError.Types.INVALID_DATA, message)
}
