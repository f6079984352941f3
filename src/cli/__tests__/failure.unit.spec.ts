import { toFailure } from "../failure"

const STACK = `    at runLoaders (/shop/node_modules/@medusajs/modules-sdk/src/loaders/utils/load-internal.ts:735:14)
    at async Promise.allSettled (index 13)`

const OPTIONS = `The options of medusa-payment-kpay have faults:
  - password is missing
  - retailerId must be text`

const NO_MODULE = `medusa-payment-kpay: the payment module cannot reach the module "kpay". In medusa-config.ts, add the line dependencies: ["kpay"], to the entry { resolve: "@medusajs/medusa/payment", … }.`

const NO_TABLE = `Loaders for module Tax failed: select "t0".* from "tax_provider" as "t0" - relation "tax_provider" does not exist`

/** What Medusa prints of an error in a module's loader, its colours included. */
const toLog = (
  said: string
) => `\u001b[31merror\u001b[39m:   Loaders for module Payment failed with the following error: 
{"code":"42P01","length":115,"routine":"parserOpenTable"}
\u001b[31merror\u001b[39m:   Could not resolve module: Payment. Error: Loaders for module Payment failed: ${said}

Error: {
  name: 'ModuleProviderError',
  message: 'Loaders for module Payment failed: ${said.split("\n").join("\\n' +\n    '")}',
}
${STACK}
\u001b[31merror\u001b[39m:   Error running script: Loaders for module Payment failed: ${said}
Error: Loaders for module Payment failed: ${said}
${STACK} {
  length: 104,
  detail: undefined,
  routine: 'parserOpenTable'
}
`

/** The same in production. */
const toJson = (said: string) =>
  `${JSON.stringify({ level: "error", message: `Error running script: ${said}`, stack: [{ fileName: "/shop/a.ts" }] })}\n`

describe.each([
  ["", toLog],
  [" in production", toJson],
])("Why Medusa could not be loaded%s", (_, print) => {
  it("is told once, without a stack, where options are missing", () => {
    expect(toFailure(print(OPTIONS), 1)).toBe(OPTIONS)
  })

  it("is told once, without a stack, where the payment module lacks its line", () => {
    expect(toFailure(print(NO_MODULE), 1)).toBe(NO_MODULE)
  })

  it.each([NO_TABLE, 'select * from "kpay_attempt" - relation "kpay_attempt" does not exist'])(
    "is that the tables are missing: %s",
    (said) => {
      expect(toFailure(print(said), 1)).toBe("Tables are missing. Run npx medusa db:migrate.")
    }
  )

  it("is that the plugin is missing", () => {
    expect(toFailure(print("Could not resolve 'kpay'.\n\nResolution path: kpay"), 1)).toMatch(
      /^This Medusa does not have the plugin yet/
    )
  })

  it("is otherwise the error's message, without the object that follows, and without a password", () => {
    const said = "No bus at redis://shop:s3cret@bus.example:6379/0"
    expect(toFailure(print(said), 1)).toMatch(
      /^Medusa could not be loaded \(it ended with 1\)\.\n(Loaders for module Payment failed: )?No bus at redis:\/\/shop:…@bus\.example:6379\/0$/
    )
  })
})

describe("What Node.js prints by itself", () => {
  it("is told by its message", () => {
    const printed = `/shop/medusa-config.ts:3
const a = missing
          ^

ReferenceError: missing is not defined
${STACK}

Node.js v22.12.0
`
    expect(toFailure(printed, null)).toBe(
      "Medusa could not be loaded (it ended with a signal).\nReferenceError: missing is not defined"
    )
  })
})

describe("Medusa that gets no connection before the watch of its database says so", () => {
  it("is told of in the watch's words", () => {
    const printed = `error: Failed to connect to the database: database "other" does not exist

See https://docs.medusajs.com/resources/troubleshooting/database-errors for troubleshooting steps.
${STACK}
`
    expect(toFailure(printed, 1)).toBe(
      'There is no connection to the database: database "other" does not exist. Check DATABASE_URL.'
    )
  })
})
