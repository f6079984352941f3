import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** A way to a server on this machine that can be cut, as a phone's line is. */
export interface PoorLine {
  readonly url: string
  /** Every request that came by, e.g. `POST /store/carts/cart_1/complete`, whether it was passed on or not. */
  readonly requests: readonly string[]
  /** Nothing gets through, and what is under way is cut off. */
  cut(): void
  mend(): void
  /** The next request that fits reaches the server; its answer is lost. */
  loseAnswerTo(fits: RegExp): void
  close(): Promise<void>
}

export async function layPoorLine(target: string): Promise<PoorLine> {
  const requests: string[] = []
  const open = new Set<ServerResponse>()
  let isCut = false
  let toLose: RegExp | null = null

  const server = createServer((incoming: IncomingMessage, answer: ServerResponse) => {
    const name = `${incoming.method ?? ""} ${incoming.url ?? ""}`
    requests.push(name)
    if (isCut) {
      answer.destroy()
      return
    }
    const isLost = toLose?.test(name) ?? false
    if (isLost) toLose = null
    open.add(answer)
    answer.on("close", () => open.delete(answer))
    const { method, headers } = incoming
    const onward = request(`${target}${incoming.url ?? ""}`, { method, headers }, (came) => {
      if (isLost) {
        came.resume()
        came.on("end", () => answer.destroy())
        return
      }
      answer.writeHead(came.statusCode ?? 500, came.headers)
      came.pipe(answer)
    })
    onward.on("error", () => answer.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    cut() {
      isCut = true
      for (const answer of open) answer.destroy()
    },
    mend() {
      isCut = false
    },
    loseAnswerTo(fits) {
      toLose = fits
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
