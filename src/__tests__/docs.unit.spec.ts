import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { EVENT_NAMES } from "../domain/events"
import { CODES } from "../gateway/codes"
import { OPTION_NAMES } from "../modules/kpay/options/options"
import { SPAN_NAMES } from "../telemetry/tracer"

const ROOT = join(__dirname, "../..")

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8")

/** The names in backticks in the first cell of each row of a document's tables. */
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| (`[^|]*`) +\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? [])
  )

/** `METHOD /path/:id` of every route that the plugin serves. */
const routes = (folder = join(ROOT, "src/api")): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === "__tests__" ? [] : routes(path)
    if (entry.name !== "route.ts") return []
    const address = `/${relative(join(ROOT, "src/api"), folder)}`.replace(/\[(\w+)\]/g, ":$1")
    return [
      ...readFileSync(path, "utf8").matchAll(/^export (?:async )?function (GET|POST|DELETE)/gm),
    ].map(([, method]) => `${method ?? ""} ${address}`)
  })

const documents = [
  "README.md",
  "AGENTS.md",
  "llms.txt",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
].concat(
  readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file))
)

/** The anchor that a heading gets. */
const toAnchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s/g, "-")

describe("The documents", () => {
  it("name every option, and no other", () => {
    expect(firstCells(read("docs/options.md")).sort()).toEqual([...OPTION_NAMES].sort())
  })

  it("name every route, and no other", () => {
    expect(firstCells(read("docs/http.md")).sort()).toEqual(routes().sort())
  })

  it("name every event, and no other", () => {
    expect([...new Set(read("docs/events.md").match(/kpay\.\w+\.\w+/g))].sort()).toEqual(
      [...EVENT_NAMES].sort()
    )
  })

  it("say of each of K-Pay's codes what it means and what to do", () => {
    const rows = [...CODES].map(
      ([code, { meaning, reasonCode, remedy }]) =>
        `| ${code} | ${meaning} | ${reasonCode === null ? "–" : `\`${reasonCode}\``} | ${remedy ?? "–"} |`
    )
    const written = read("docs/codes.md")
      .split("\n")
      .map((line) => line.replace(/ +\|/g, " |").replace(/\| +/g, "| "))
    expect(written).toEqual(expect.arrayContaining(rows))
  })

  it("name every span and metric, and no other", () => {
    const metrics = [...read("src/telemetry/meter.ts").matchAll(/\.create\w+\("([\w.]+)"/g)]
    const names = [...SPAN_NAMES, ...metrics.map(([, name]) => name)]
    expect(firstCells(read("docs/observability.md")).sort()).toEqual(names.sort())
  })

  it("have a dashboard and alerts of metrics that exist", () => {
    const metrics = [...read("src/telemetry/meter.ts").matchAll(/\.create\w+\("([\w.]+)"/g)]
    const known = metrics.map(([, name = ""]) => name.replaceAll(".", "_"))
    const files = ["observability/alerts.yml", "observability/grafana-dashboard.json"]
    const used = files.flatMap((file) => read(`docs/${file}`).match(/kpay(_[a-z]+)+/g) ?? [])
    const bare = used.map((name) => name.replace(/_(total|bucket|count)$/, ""))
    expect(bare.length).toBeGreaterThan(10)
    expect(bare.filter((name) => !known.includes(name))).toEqual([])
  })

  it("name every table of the plugin's", () => {
    const folders = readdirSync(join(ROOT, "src/modules"))
      .map((name) => join("src/modules", name, "models"))
      .filter((folder) => existsSync(join(ROOT, folder)))
    const models = folders
      .flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(folder, file)))
      .map((file) => /"(kpay_\w+)"/.exec(read(file))?.[1])
    const named = read("README.md").match(/`kpay_\w+`/g) ?? []
    expect([...new Set(named)].sort()).toEqual(models.map((name) => `\`${name ?? ""}\``).sort())
  })

  it.each(documents)("%s leads only to what is there", (file) => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
      .map(([, link, image]) => link ?? image ?? "")
      .filter((link) => !/^(https?:|mailto:)/.test(link))
    const broken = links.filter((link) => {
      const [path = "", anchor] = link.split("#")
      const target = path === "" ? join(ROOT, file) : resolve(ROOT, dirname(file), path)
      if (!existsSync(target)) return true
      if (anchor === undefined) return false
      const headings = readFileSync(target, "utf8").matchAll(/^#+ (.*)$/gm)
      return ![...headings].some(([, heading = ""]) => toAnchor(heading) === anchor)
    })
    expect(broken).toEqual([])
  })
})
