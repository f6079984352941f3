import { join } from "node:path"
import type { SeededShop } from "./seed"

/** A shop page that runs. */
export interface ShopPage {
  readonly url: string
  close(): Promise<void>
}

/** Serves the demo's shop from its sources. */
export async function serveShopPage(
  port: number,
  backendUrl: string,
  { publishableKey, regionId, shippingOptionId }: SeededShop
): Promise<ShopPage> {
  // Vite is an ES module.
  const { createServer } = await import("vite")
  const server = await createServer({
    configFile: false,
    root: join(__dirname, "shop"),
    cacheDir: join(__dirname, ".data", "vite"),
    logLevel: "warn",
    server: { port, strictPort: true, host: "localhost" },
    define: {
      __SHOP__: JSON.stringify({ backendUrl, publishableKey, regionId, shippingOptionId }),
    },
    esbuild: { jsx: "automatic" },
    optimizeDeps: {
      include: ["react", "react-dom/client", "react/jsx-runtime", "@medusajs/js-sdk"],
    },
  })
  await server.listen()
  return { url: `http://localhost:${port}`, close: () => server.close() }
}
