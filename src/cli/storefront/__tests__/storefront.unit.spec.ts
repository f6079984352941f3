import { createRequire } from "node:module"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import ts from "typescript"
import { STOREFRONT_EDITS } from "../edits"
import { STOREFRONT_FILES } from "../files"
import { edit, planStorefront, writeStorefront } from "../patch"
import { DECLARATIONS, REACT_19, STARTER_LIKE } from "./starter-like"

const ROOT = join(__dirname, "../../../..")

/** Medusa's types are a package of the framework's. */
const MEDUSA_TYPES = createRequire(require.resolve("@medusajs/framework/types"))
  .resolve("@medusajs/types")
  .replace(/\.js$/, ".d.ts")

describe("kpay init --storefront", () => {
  let folder: string

  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const read = (path: string): string => readFileSync(join(folder, path), "utf8")

  // In the repository's folder, where the packages are found.
  beforeEach(() => {
    folder = mkdtempSync(join(ROOT, "node_modules", ".storefront-"))
    for (const [path, text] of Object.entries(STARTER_LIKE)) put(path, text)
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })

  const apply = () => {
    const patch = planStorefront(folder)
    writeStorefront(folder, patch)
    return patch
  }

  it("makes every change of the guide, and the result compiles", () => {
    const { texts, done, byHand } = apply()
    expect({ done, byHand }).toEqual({ done: [], byHand: [] })
    expect(Object.keys(texts).sort()).toEqual(
      [...Object.keys(STOREFRONT_FILES), ...Object.keys(STOREFRONT_EDITS)].sort()
    )
    put("declarations.d.ts", DECLARATIONS)
    put("react-19.d.ts", REACT_19)
    expect(typeCheck(folder, Object.keys({ ...STARTER_LIKE, ...texts }))).toEqual([])
  }, 120_000)

  it("changes nothing a second time", () => {
    const first = apply()
    const second = planStorefront(folder)
    expect(second).toMatchObject({ texts: {}, byHand: [] })
    expect([...second.done].sort()).toEqual(Object.keys(first.texts).sort())
  })

  it("keeps the lines that a shop has added", () => {
    const path = "src/lib/data/orders.ts"
    put(path, `${STARTER_LIKE[path] ?? ""}\nexport const ourOwn = 1\n`)
    apply()
    expect(read(path)).toContain("export const ourOwn = 1")
    expect(read(path)).toContain("function refreshOrders(")
  })

  it.each([
    [
      "src/modules/checkout/components/payment-button/index.tsx",
      "{ isManual, isStripeLike }",
      "{ isManual, isStripeLike, isKpay }",
      "isKpay",
    ],
    [
      "src/lib/data/orders.ts",
      "{ getAuthHeaders, getCacheOptions }",
      "{ getAuthHeaders, getCacheTag, getCacheOptions }",
      "getCacheTag",
    ],
    [
      "src/lib/data/orders.ts",
      'import { HttpTypes } from "@medusajs/types"',
      'import { HttpTypes } from "@medusajs/types"\nimport { unstable_cache } from "next/cache"',
      "revalidateTag",
    ],
  ])("imports what it needs once, whatever %s imports already", (path, line, ours, name) => {
    put(path, (STARTER_LIKE[path] ?? "").replace(line, ours))
    expect(apply().byHand).toEqual([])
    const imports = read(path).match(/^import .*$/gm) ?? []
    expect(imports.filter((one) => new RegExp(`\\b${name}\\b`).test(one))).toHaveLength(1)
  })

  it("leaves a file alone whose line ends are mixed", () => {
    const path = "src/lib/data/orders.ts"
    const mixed = (STARTER_LIKE[path] ?? "").replace("\n", "\r\n")
    put(path, mixed)
    expect(apply().byHand).toEqual([{ path, steps: [6] }])
    expect(read(path)).toBe(mixed)
  })

  it("overwrites no file", () => {
    put("src/lib/kpay.ts", "// ours")
    const { done } = apply()
    expect(done).toEqual(["src/lib/kpay.ts"])
    expect(read("src/lib/kpay.ts")).toBe("// ours")
  })

  it("leaves a file of another form alone, and names the step of the guide", () => {
    const path = "src/modules/checkout/components/payment/index.tsx"
    const ours = (STARTER_LIKE[path] ?? "").replace("Another step will appear", "Next: the review")
    put(path, ours)
    const { byHand } = apply()
    expect(byHand).toEqual([{ path, steps: [3] }])
    expect(read(path)).toBe(ours)
  })

  it("leaves a file alone in which the place is not clear", () => {
    const path = "src/modules/checkout/components/review/index.tsx"
    const twice = (STARTER_LIKE[path] ?? "").replace(
      "you accept",
      "By clicking the Place Order button, you accept"
    )
    put(path, twice)
    expect(apply().byHand).toEqual([{ path, steps: [3] }])
  })

  it("names a file that is not there", () => {
    const path = "src/lib/data/orders.ts"
    rmSync(join(folder, path))
    expect(apply().byHand).toEqual([{ path, steps: [6] }])
  })

  it("keeps the line ends of Windows", () => {
    const path = "src/lib/data/orders.ts"
    const { after } = edit(
      (STARTER_LIKE[path] ?? "").replaceAll("\n", "\r\n"),
      STOREFRONT_EDITS[path] ?? []
    )
    expect(after).toContain("function refreshOrders(")
    expect(after.replaceAll("\r\n", "")).not.toContain("\n")
  })

  it("says the same as the guide", () => {
    const guide = readFileSync(join(ROOT, "docs/dtc-starter.md"), "utf8")
    const untold = Object.entries(STOREFRONT_FILES).filter(
      ([path, text]) => !guide.includes(`// ${path}\n${text}`)
    )
    expect(untold).toEqual([])
    // Imports are told in sentences.
    const marks = Object.values(STOREFRONT_EDITS)
      .flat()
      .map(({ mark }) => mark)
      .filter(({ source }) => !/import|from/.test(source))
    expect(marks.length).toBeGreaterThan(5)
    expect(marks.filter((mark) => !mark.test(guide))).toEqual([])
  })
})

/** What the compiler says against files of a storefront. */
function typeCheck(folder: string, paths: readonly string[]): string[] {
  const program = ts.createProgram(
    [...paths, "declarations.d.ts", "react-19.d.ts"].map((path) => join(folder, path)),
    {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.es2022.d.ts"],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.ReactJSX,
      types: [],
      baseUrl: folder,
      paths: {
        "@lib/*": ["src/lib/*"],
        "@modules/*": ["src/modules/*"],
        "@medusajs/types": [MEDUSA_TYPES],
        "medusa-payment-kpay/storefront": [join(ROOT, "src/storefront/index.ts")],
        "medusa-payment-kpay/storefront/react": [join(ROOT, "src/storefront/react/index.ts")],
      },
    }
  )
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.replace(folder, "") ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`
    )
}
