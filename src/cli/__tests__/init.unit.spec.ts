import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { addEntries, runInit, toMissingLines } from "../init"
import { CONFIG_ENTRIES, ENVIRONMENT } from "../templates"

const STARTER = `import { loadEnv, defineConfig } from '@medusajs/framework/utils'

loadEnv(process.env.NODE_ENV || 'development', process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
  }
})
`

const toLines = (text: string) => text.split("\n").map((line) => line.trim())

describe("kpay init", () => {
  it("adds the two entries to a new shop's configuration, and keeps every line of it", () => {
    const config = addEntries(STARTER) ?? ""
    for (const line of toLines(STARTER)) expect(toLines(config)).toContain(line)
    expect(config).toContain(`defineConfig({\n${CONFIG_ENTRIES}  projectConfig`)
  })

  it.each(["plugins: [],", "modules: [{ resolve: './src/modules/brand' }],"])(
    "leaves a configuration alone that has %s",
    (entry) => {
      expect(addEntries(STARTER.replace("projectConfig", `${entry}\n  projectConfig`))).toBeNull()
    }
  )

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
    const folder = mkdtempSync(join(tmpdir(), "kpay-init-"))
    const cwd = jest.spyOn(process, "cwd").mockReturnValue(folder)
    const log = jest.spyOn(console, "log").mockImplementation(() => undefined)
    writeFileSync(join(folder, "medusa-config.ts"), STARTER)
    const readLast = (): unknown => {
      runInit(["--write"])
      return log.mock.lastCall?.[0]
    }
    try {
      expect(readLast()).toBe(
        "Now run npx medusa db:migrate, start the sandbox with npx kpay sandbox, and start Medusa. npx kpay doctor checks all of it."
      )
      expect(readLast()).not.toContain("sandbox")
    } finally {
      cwd.mockRestore()
      log.mockRestore()
      rmSync(folder, { recursive: true })
    }
  })

  it("says the same as the README", () => {
    const readme = toLines(readFileSync(join(__dirname, "../../../README.md"), "utf8")).join("\n")
    for (const text of [CONFIG_ENTRIES, ENVIRONMENT])
      expect(readme).toContain(toLines(text.trim()).join("\n"))
  })
})
