import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { checkDashboardPackages } from "../dashboard-packages"

const SHARED = {
  "react-router-dom": "7.18.2",
  "@tanstack/react-query": "5.64.2",
  "react-i18next": "13.5.0",
}

describe("The dashboard's packages", () => {
  let application: string

  beforeEach(() => {
    application = mkdtempSync(join(tmpdir(), "kpay-application-"))
    put("node_modules/@medusajs/medusa", "2.21.2")
    put("node_modules/@medusajs/admin-bundler", "2.21.2")
    put("node_modules/@medusajs/dashboard", "2.21.2", { ...SHARED, i18next: "23.7.11" })
    put("node_modules/medusa-payment-kpay", "0.1.0")
    for (const [name, version] of Object.entries(SHARED)) put(`node_modules/${name}`, version)
  })
  afterEach(() => {
    rmSync(application, { recursive: true })
  })

  const put = (
    folder: string,
    version: string,
    dependencies: Readonly<Record<string, string>> = {}
  ): void => {
    mkdirSync(join(application, folder), { recursive: true })
    writeFileSync(
      join(application, folder, "package.json"),
      JSON.stringify({ version, dependencies })
    )
  }

  it("are shared by the dashboard and the plugin where npm has put one copy of each at the top", () => {
    expect(checkDashboardPackages(application)).toMatchObject({ status: "ok", remedy: null })
  })

  it("are two where the application pins React Router of an older Medusa: the command that installs one is told", () => {
    put("node_modules/react-router-dom", "6.30.4")
    put("node_modules/@medusajs/dashboard/node_modules/react-router-dom", "7.18.2")
    expect(checkDashboardPackages(application)).toMatchObject({
      status: "error",
      message:
        "The dashboard uses react-router-dom 7.18.2, and the plugin gets 6.30.4: K-Pay's page does not open.",
      remedy:
        "Declare the dashboard's versions in the application: npm install --save-exact @medusajs/dashboard@2.21.2 react-router-dom@7.18.2 @tanstack/react-query@5.64.2 react-i18next@13.5.0 i18next@23.7.11. Then build it again, or restart medusa develop.",
    })
  })

  it("are two where pnpm has two copies of one version, and the command is pnpm's", () => {
    const inStore = (name: string, from: string): void => {
      const link = join(application, from, "node_modules", name)
      put(`node_modules/.pnpm/${from}/${name}`, "5.64.2")
      rmSync(link, { recursive: true, force: true })
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(join(application, `node_modules/.pnpm/${from}/${name}`), link)
    }
    inStore("@tanstack/react-query", "node_modules/@medusajs/dashboard")
    inStore("@tanstack/react-query", "node_modules/medusa-payment-kpay")
    writeFileSync(join(application, "pnpm-lock.yaml"), "")
    expect(checkDashboardPackages(application)).toMatchObject({
      status: "error",
      message:
        "The dashboard uses @tanstack/react-query 5.64.2, and the plugin another copy of it: K-Pay's page does not open.",
      remedy: expect.stringContaining("pnpm add --save-exact @medusajs/dashboard@2.21.2") as string,
    })
  })

  it("are not looked at where the application has no dashboard", () => {
    rmSync(join(application, "node_modules/@medusajs/admin-bundler"), { recursive: true })
    expect(checkDashboardPackages(application)).toBeNull()
  })
})
