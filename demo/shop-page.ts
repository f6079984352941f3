import { join } from "node:path"
import type { SeededShop } from "./seed"

/** A shop page that runs. */
export interface ShopPage {
  readonly url: string
  close(): Promise<void>
}

/**
 * Builds the demo's shop from its sources and serves it as a shop is served: small, and left alone. Vite's development
 * server loads a page anew when a line that was cut is back, which would hide what the kit does then.
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
    // Warns of the directive "use client", which means nothing in a browser.
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
