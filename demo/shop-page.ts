import { join } from "node:path"
import type { SeededShop } from "./seed"

/** The running server of the shop's page. */
export interface ShopPage {
  readonly url: string
  close(): Promise<void>
}

/**
 * Builds the shop's page and serves the built files. It does not use Vite's development server, which reloads a page after a
 * lost connection and so would hide what the kit does then.
 */
export async function serveShopPage(
  folder: string,
  port: number,
  backendUrl: string,
  { publishableKey, regionId, shippingOptionId }: SeededShop
): Promise<ShopPage> {
  // Vite is an ES module.
  const { build, preview } = await import("vite")
  const page = {
    configFile: false,
    root: join(__dirname, "shop"),
    // Hides the warning about the directive "use client", which has no effect in a browser.
    logLevel: "error",
    define: {
      __SHOP__: JSON.stringify({ backendUrl, publishableKey, regionId, shippingOptionId }),
    },
    esbuild: { jsx: "automatic" },
    build: { outDir: join(folder, "shop-page"), emptyOutDir: true },
    preview: { port, strictPort: true, host: "localhost" },
  } as const
  await build(page)
  const server = await preview(page)
  return { url: `http://localhost:${port}`, close: () => server.close() }
}
