import { copyFileSync, existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { defineConfig } from "vite"

const here = join(import.meta.dirname, "src/storefront")
const out = join(import.meta.dirname, ".medusa/server/src/storefront")

/** The directive is put back below. */
const IGNORED = ["MODULE_LEVEL_DIRECTIVE", "SOURCEMAP_ERROR"]

/** The doors for browsers: modules beside what `medusa plugin:build` made for `require`, and their types. */
export default defineConfig({
  root: here,
  logLevel: "warn",
  publicDir: false,
  plugins: [{ name: "doors", closeBundle: writeDoors }],
  build: {
    target: "es2020",
    outDir: out,
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: { index: join(here, "index.ts"), "react/index": join(here, "react/index.ts") },
      formats: ["es"],
    },
    rollupOptions: {
      external: [/^react($|\/)/],
      onwarn: (warning, warn) => IGNORED.includes(warning.code) || warn(warning),
      output: {
        entryFileNames: "[name].mjs",
        chunkFileNames: "kit.mjs",
        // Bundling drops it, and without it a page of Next.js cannot use the parts.
        banner: (chunk) => (chunk.name === "react/index" ? '"use client"' : ""),
      },
    },
  },
})

function writeDoors() {
  for (const door of ["index", "react/index"]) {
    const types = door.split("/").pop()
    writeFileSync(join(out, `${door}.d.mts`), `export * from "./${types}.js"\n`)
  }
  copyFileSync(join(here, "style.css"), join(out, "style.css"))
}
