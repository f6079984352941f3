import { cpSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { run } from "./run"
import { readBlock } from "./readme"

const ROOT = join(__dirname, "../..")

/** Medusa's packages that an application depends on, as those that Medusa's own command makes. */
const MEDUSA = ["admin-sdk", "cli", "framework", "medusa"]

const OTHERS = {
  "@swc/core": "^1.7.28",
  "@types/node": "^20.12.11",
  "@types/react": "^18.3.2",
  react: "^18.3.1",
  "react-dom": "^18.3.1",
  "ts-node": "^10.9.2",
  typescript: "^5.6.2",
  vite: "^5.4.14",
}

const TSCONFIG = {
  "ts-node": { swc: true },
  compilerOptions: {
    target: "ES2021",
    module: "Node16",
    moduleResolution: "Node16",
    esModuleInterop: true,
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    strictNullChecks: true,
    outDir: "./.medusa/server",
    rootDir: "./",
    jsx: "react-jsx",
  },
  include: ["**/*"],
  exclude: ["node_modules", ".medusa/server", ".medusa/admin", "src/admin"],
}

/** The part of the configuration that every shop has before it installs the plugin. */
const PROJECT = `
const projectConfig = {
  databaseUrl: process.env.DATABASE_URL,
  http: {
    storeCors: "http://localhost:8000",
    adminCors: "http://localhost:9000",
    authCors: "http://localhost:9000",
    jwtSecret: "supersecret",
    cookieSecret: "supersecret",
  },
}
const admin = { disable: process.env.DISABLE_ADMIN === "true" }
`

const IMPORTS = `import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())
`

const HEAD = "module.exports = defineConfig({"

/** An application of one version of Medusa, outside of this project, which the plugin is installed in as the README says. */
export class Application {
  readonly folder: string
  readonly version: string
  readonly #log: string

  constructor(folder: string, version: string, log: string) {
    this.folder = folder
    this.version = version
    this.#log = log
  }

  /** Makes an application without the plugin. */
  async make(): Promise<void> {
    this.writeFiles()
    await this.#npmInstall()
  }

  /** Writes the files of an application without the plugin, and installs nothing. */
  writeFiles(dependencies: Readonly<Record<string, string>> = {}): void {
    mkdirSync(join(this.folder, "src/scripts"), { recursive: true })
    this.#write("package.json", {
      name: "shop",
      private: true,
      dependencies: {
        ...Object.fromEntries(MEDUSA.map((name) => [`@medusajs/${name}`, this.version])),
        ...dependencies,
      },
      devDependencies: OTHERS,
    })
    this.#write("tsconfig.json", TSCONFIG)
    for (const file of ["seed.ts", "seed-script.ts"])
      cpSync(join(ROOT, "demo", file), join(this.folder, "src/scripts", file))
    this.#write(
      "medusa-config.ts",
      `${IMPORTS}${PROJECT}\n${HEAD}\n  projectConfig,\n  admin,\n})\n`
    )
  }

  /** Installs the package, and copies configuration and environment from the README. */
  async install(tarball: string): Promise<void> {
    await this.#npmInstall(tarball)
    this.configure()
  }

  /** Copies configuration and environment from the README. */
  configure(): void {
    const config = readBlock("ts", "// medusa-config.ts")
    if (!config.includes(HEAD)) throw new Error(`The README's medusa-config.ts has no ${HEAD}`)
    this.#write(
      "medusa-config.ts",
      `${IMPORTS}${PROJECT}\n${config.replace(HEAD, `${HEAD}\n  projectConfig,\n  admin,`)}\n`
    )
    this.#write(".env", readBlock("sh", "KPAY_ENVIRONMENT="))
  }

  /** Takes the package out again, with its entries in the configuration. */
  async uninstall(): Promise<void> {
    await this.run("npm", ["uninstall", "--no-audit", "--no-fund", "medusa-payment-kpay"])
    this.#write(
      "medusa-config.ts",
      `${IMPORTS}${PROJECT}\n${HEAD}\n  projectConfig,\n  admin,\n})\n`
    )
  }

  /** Runs a command in the application. */
  async run(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {}
  ): Promise<string> {
    return run(command, args, { cwd: this.folder, log: this.#log, env })
  }

  /**
   * While many packages of one project are released, a registry can tell of those that need another and not yet of that one. What
   * was released a week ago is complete.
   */
  async #npmInstall(...args: readonly string[]): Promise<void> {
    const install = ["install", "--no-audit", "--no-fund", ...args]
    try {
      await this.run("npm", install)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("ETARGET"))) throw error
      const weekAgo = new Date(Date.now() - 7 * 24 * 60 * 60_000).toISOString()
      console.log(`${this.version}: a package is not complete yet, so those of ${weekAgo} are used`)
      await this.run("npm", [...install, `--before=${weekAgo}`])
    }
  }

  #write(file: string, content: string | object): void {
    writeFileSync(
      join(this.folder, file),
      typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`
    )
  }
}
