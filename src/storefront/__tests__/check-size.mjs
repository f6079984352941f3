// Fails when the kit is larger than its limits, minified and gzipped, without React itself. Shoppers pay for every byte.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "vite"

const folder = join(import.meta.dirname, "..")
const KB = 1000

const LIMITS = [
  { name: "headless client", doors: ["index.ts"], limit: 8 * KB },
  { name: "client and React parts", doors: ["index.ts", "react/index.ts"], limit: 16 * KB },
]

async function measure(doors) {
  const all = "\0all"
  const { output } = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "all-doors",
        resolveId: (id) => (id === all ? id : null),
        load: (id) =>
          id === all
            ? doors.map((door) => `export * from ${JSON.stringify(join(folder, door))}`).join("\n")
            : null,
      },
    ],
    build: {
      write: false,
      target: "es2020",
      modulePreload: false,
      // Vite does not minify a library. It minifies the input of a page, which keeps its exports here.
      rollupOptions: {
        input: all,
        preserveEntrySignatures: "strict",
        external: [/^react($|\/)/],
      },
    },
  })
  return output.reduce(
    (sum, { code, source }) => sum + gzipSync(code ?? source, { level: 9 }).length,
    0
  )
}

for (const { name, doors, limit } of LIMITS) {
  const bytes = await measure(doors)
  const isOver = bytes > limit
  console.log(`${name}: ${bytes} of ${limit} bytes${isOver ? ": too large" : ""}`)
  if (isOver) process.exitCode = 1
}
const style = gzipSync(readFileSync(join(folder, "style.css")), { level: 9 }).length
console.log(`style.css: ${style} bytes, not minified`)
