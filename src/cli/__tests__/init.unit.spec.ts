import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runInNewContext } from "node:vm"
import ts from "typescript"
import { addEntries, runInit, toMissingLines } from "../init"
import { CONFIG_ENTRIES, ENVIRONMENT, MODULE_ENTRY, PLUGIN_ENTRY } from "../templates"

const STARTER = `import { loadEnv, defineConfig } from '@medusajs/framework/utils'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
  }
})
`

/** What a configuration says, but for the values of its environment. */
function read(config: string | null): unknown {
  const module = { exports: {} }
  const requireHere = () => ({ loadEnv: () => undefined, defineConfig: (value: unknown) => value })
  const { outputText } = ts.transpileModule(config ?? "", {
    compilerOptions: { module: ts.ModuleKind.CommonJS },
  })
  runInNewContext(outputText, {
    module,
    exports: {},
    require: requireHere,
    process: { env: {}, cwd: () => "" },
  })
  return JSON.parse(JSON.stringify(module.exports))
}

/** Runs `act` in a new shop's folder, and hands it what is printed. */
function inFolder(config: string, act: (log: jest.SpyInstance<unknown, unknown[]>) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "kpay-init-"))
  const cwd = jest.spyOn(process, "cwd").mockReturnValue(folder)
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined)
  writeFileSync(join(folder, "medusa-config.ts"), config)
  try {
    act(log)
  } finally {
    process.exitCode = 0
    cwd.mockRestore()
    log.mockRestore()
    rmSync(folder, { recursive: true })
  }
}

const toLines = (text: string) => text.split("\n").map((line) => line.trim())

describe("kpay init", () => {
  it("adds the two entries to a new shop's configuration, and keeps every line of it", () => {
    const config = addEntries(STARTER) ?? ""
    for (const line of toLines(STARTER)) expect(toLines(config)).toContain(line)
    expect(config).toContain(`defineConfig({\n${CONFIG_ENTRIES}  projectConfig`)
  })

  it("adds each entry to the list that the configuration has, beside what stands there", () => {
    const own = STARTER.replace(
      "projectConfig",
      `modules: [
    { resolve: "@medusajs/medusa/translation" },
  ],
  plugins: [],
  projectConfig`
    )
    const config = addEntries(own)
    expect(read(config)).toEqual({
      projectConfig: {},
      plugins: [expect.objectContaining({ resolve: "medusa-payment-kpay" })],
      modules: [
        expect.objectContaining({ resolve: "@medusajs/medusa/payment", dependencies: ["kpay"] }),
        { resolve: "@medusajs/medusa/translation" },
      ],
    })
    expect(read(addEntries(STARTER))).toMatchObject({ plugins: [{}], modules: [{}] })
  })

  it.each([
    `modules: [{ resolve: "@medusajs/medusa/payment", options: { providers: [] } }],`,
    "modules: { brand: { resolve: './src/modules/brand' } },",
    "plugins: ownPlugins,",
    "plugins: [], // the shop's own plugins",
  ])("leaves a configuration alone that has %s", (entry) => {
    expect(addEntries(STARTER.replace("projectConfig", `${entry}\n  projectConfig`))).toBeNull()
  })

  it("--write prints each entry by itself where a payment module is there, and ends with 1", () => {
    const own = STARTER.replace(
      "projectConfig",
      `modules: [{ resolve: "@medusajs/medusa/payment" }],\n  projectConfig`
    )
    inFolder(own, (log) => {
      runInit(["--write"])
      const text = log.mock.calls.flat().join("\n")
      expect(text).toContain(PLUGIN_ENTRY)
      expect(text).toContain(MODULE_ENTRY)
      expect(text).not.toContain("  modules: [")
      expect(text).toContain("When that is done, run npx medusa db:migrate")
      expect(process.exitCode).toBe(1)
    })
  })

  it("leaves a configuration alone that it does not understand", () => {
    expect(addEntries("export default makeConfig()")).toBeNull()
  })

  it("adds only the variables that the environment does not have", () => {
    const missing = toMissingLines("export BACKEND_URL=https://medusa.shop.rw\nCOLOUR=blue")
    expect(missing).toContain("KPAY_ENVIRONMENT=test")
    expect(missing.join("\n")).not.toContain("BACKEND_URL")
    expect(toMissingLines(ENVIRONMENT)).toEqual([])
  })

  it("mixes no value of the sandbox into a shop that has K-Pay's credentials", () => {
    expect(toMissingLines("COLOUR=blue\nexport KPAY_PASSWORD=secret")).toEqual([])
  })

  it("--write ends with what starts the sandbox whose values it has written, and then no more", () => {
    inFolder(STARTER, (log) => {
      const readLast = (): unknown => {
        runInit(["--write"])
        return log.mock.lastCall?.[0]
      }
      expect(readLast()).toBe(
        "Now run npx medusa db:migrate, start the sandbox with npx kpay sandbox, and start Medusa. In the dashboard, add the currency RWF, and choose Kpay in the region that has it. npx kpay doctor checks all of it."
      )
      expect(readLast()).not.toContain("sandbox")
    })
  })

  it("says the same as the README", () => {
    const readme = toLines(readFileSync(join(__dirname, "../../../README.md"), "utf8")).join("\n")
    for (const text of [CONFIG_ENTRIES, ENVIRONMENT])
      expect(readme).toContain(toLines(text.trim()).join("\n"))
  })
})
