import { parseArgs } from "node:util"
import { startSandbox, STORIES } from "../sandbox"

export const SANDBOX_HELP = `kpay sandbox [options]      K-Pay on this machine, to develop and test a shop without money

  --port 4600               where it listens
  --host ADDRESS            who can connect: 0.0.0.0 for every machine; this machine only by default
  --public-url URL          its address as shops and browsers see it, behind a proxy
  --username sandbox        what the shop must send
  --password sandbox
  --retailer-id 01
  --prompt-ms 1500          until the phone of a story answers
  --callback-ms 1000        from the outcome to the callback
  --late-callback-ms 20000
  --card-return get         how the browser comes back from the card page: get or post
  --quirks recorded         possible: also codes, blanks and callbacks that no recording shows
  --trouble CODE            500 or 601 to each call, 605 or 607 to each payment
  --seed N                  the same ids and quirks in every run

Phone numbers that play a story by themselves, with any network's first four digits:

${STORIES.map(({ digits, name }) => `  07XX 0000 ${digits}   ${name}`).join("\n")}`

const OPTIONS = {
  port: { type: "string", default: "4600" },
  host: { type: "string" },
  "public-url": { type: "string" },
  username: { type: "string" },
  password: { type: "string" },
  "retailer-id": { type: "string" },
  "prompt-ms": { type: "string" },
  "callback-ms": { type: "string" },
  "late-callback-ms": { type: "string" },
  "card-return": { type: "string" },
  quirks: { type: "string" },
  trouble: { type: "string" },
  seed: { type: "string" },
  help: { type: "boolean" },
} as const

/** Starts the sandbox, which runs until it is ended. */
export async function runSandbox(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: OPTIONS })
  if (values.help) {
    console.log(SANDBOX_HELP)
    return
  }
  const cardReturn = values["card-return"]
  if (cardReturn !== undefined && cardReturn !== "get" && cardReturn !== "post") {
    throw new Error("--card-return must be get or post.")
  }
  const { quirks } = values
  if (quirks !== undefined && quirks !== "recorded" && quirks !== "possible") {
    throw new Error("--quirks must be recorded or possible.")
  }
  const sandbox = await startSandbox(
    withoutMissing({
      port: toNumber("port", values.port),
      host: values.host,
      publicUrl: values["public-url"],
      username: values.username,
      password: values.password,
      retailerId: values["retailer-id"],
      promptMs: toNumber("prompt-ms", values["prompt-ms"]),
      callbackMs: toNumber("callback-ms", values["callback-ms"]),
      lateCallbackMs: toNumber("late-callback-ms", values["late-callback-ms"]),
      seed: toNumber("seed", values.seed),
      cardReturn,
      quirks,
      trouble: toTrouble(values.trouble),
    })
  ).catch((error: unknown) => {
    throw toListenError(error)
  })
  console.log(
    `K-Pay's sandbox listens at ${sandbox.url}. Give this address to the plugin as baseUrl, and open it to approve prompts.`
  )
}

/** A port that another program has is the only fault that a newcomer meets here. */
function toListenError(error: unknown): unknown {
  const { code, port } = (error ?? {}) as { readonly code?: unknown; readonly port?: unknown }
  if (code !== "EADDRINUSE") return error
  return new Error(
    `Another program listens on port ${String(port)}. Choose another one with --port, and set KPAY_BASE_URL of Medusa to it.`
  )
}

/** An option that was not given must not overwrite its default. */
function withoutMissing<T extends object>(
  options: T
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined)
  ) as never
}

function toTrouble(code: string | undefined): 500 | 601 | 605 | 607 | undefined {
  if (code === undefined) return undefined
  const trouble = ([500, 601, 605, 607] as const).find((one) => String(one) === code)
  if (!trouble) throw new Error("--trouble must be 500, 601, 605 or 607.")
  return trouble
}

function toNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw new Error(`--${name} must be a whole number.`)
  return Number(value)
}
