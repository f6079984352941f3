import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"

/** This machine. `localhost` can mean either address, and a browser tries both. */
const LOOPBACK = ["127.0.0.1", "::1"]

/** How often a free port is looked for that is free on every address. */
const TRIES_MAX = 5

/** An HTTP server on this machine only, or on the address that it is given. */
export class Listener {
  readonly #addresses: readonly string[]
  readonly #serve: RequestListener
  #servers: Server[] = []

  /** @param host an address of this machine, or `0.0.0.0` for all of them; `null` for the loopback addresses. */
  constructor(host: string | null, serve: RequestListener) {
    this.#addresses = host === null ? LOOPBACK : [host]
    this.#serve = serve
  }

  /**
   * Starts listening. Rejects when the port is taken.
   *
   * @param port 0 takes a free one.
   * @returns the port.
   */
  async listen(port: number): Promise<number> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#listenOnAll(port)
      } catch (error) {
        await this.close()
        if (port !== 0 || tries === TRIES_MAX || !hasCode(error, ["EADDRINUSE"])) throw error
      }
    }
  }

  /** Stops listening and cuts every connection. */
  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)))
    for (const server of this.#servers) server.closeAllConnections()
    this.#servers = []
    await Promise.all(closed)
  }

  async #listenOnAll(asked: number): Promise<number> {
    let port = asked
    for (const address of this.#addresses) {
      const server = createServer(this.#serve)
      try {
        await listenOn(server, port, address)
      } catch (error) {
        // A machine without IPv6 has no ::1.
        const isMissing = hasCode(error, ["EADDRNOTAVAIL", "EAFNOSUPPORT"])
        if (isMissing && this.#servers.length > 0) continue
        throw error
      }
      this.#servers.push(server)
      port = (server.address() as AddressInfo).port
    }
    return port
  }
}

async function listenOn(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen({ port, host }, resolve)
  })
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code))
}
