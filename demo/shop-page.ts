import type { ServerResponse } from "node:http"
import { join } from "node:path"
import { readMessages, toMessagesPage } from "./messages/page"
import type { SeededShop } from "./seed"

/** The running server of the shop's page. */
export interface ShopPage {
  readonly url: string
  close(): Promise<void>
}

/** What the page needs besides the seeded shop. */
export interface ShopPageOptions {
  /** Where the built page is kept. */
  readonly folder: string
  readonly port: number
  readonly backendUrl: string
  /** Where the demo's messages are written. `/messages` shows them. */
  readonly messagesFile: string
}

/**
 * Builds the shop's page and serves the built files. It does not use Vite's development server, which reloads a page after a
 * lost connection and so would hide what the kit does then.
 */
export async function serveShopPage(
  { folder, port, backendUrl, messagesFile }: ShopPageOptions,
  { publishableKey, regionId, shippingOptionId, branch }: SeededShop
): Promise<ShopPage> {
  // Vite is an ES module.
  const { build, preview } = await import("vite")
  const page = {
    configFile: false as const,
    root: join(__dirname, "shop"),
    // Hides the warning about the directive "use client", which has no effect in a browser.
    logLevel: "error" as const,
    define: {
      __SHOP__: JSON.stringify({
        backendUrl,
        publishableKey,
        regionId,
        deliveryId: shippingOptionId,
        pickUpId: branch?.shippingOptionId ?? null,
      }),
    },
    esbuild: { jsx: "automatic" as const },
    build: { outDir: join(folder, "shop-page"), emptyOutDir: true },
    preview: { port, strictPort: true, host: "localhost" },
    plugins: [messagesPage(messagesFile)],
  }
  await build(page)
  const server = await preview(page)
  return { url: `http://localhost:${port}`, close: () => server.close() }
}

/** What is used of Vite's server. */
interface PreviewServer {
  readonly middlewares: {
    use(path: string, answer: (request: unknown, response: ServerResponse) => void): unknown
  }
}

/** Answers `/messages`, before the shop's page answers every address. */
function messagesPage(file: string) {
  return {
    name: "messages-page",
    configurePreviewServer: ({ middlewares }: PreviewServer) => {
      middlewares.use("/messages", (_, response) => {
        response.setHeader("content-type", "text/html; charset=utf-8")
        response.end(toMessagesPage(readMessages(file)))
      })
    },
  }
}
