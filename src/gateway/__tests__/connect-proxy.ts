import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { createServer as createTlsServer } from "node:https"
import { connect, type AddressInfo, type Socket } from "node:net"
import { join } from "node:path"
import type { Duplex } from "node:stream"

/** A proxy on loopback that takes only CONNECT. Every name leads to one port of this machine. */
export class ConnectProxy {
  /** What was asked for, e.g. `pay.example:443`, with the credentials that came. */
  readonly asked: { readonly authority: string; readonly authorization: string | undefined }[] = []
  readonly #server: Server
  readonly #tunnels = new Set<Duplex>()
  #answer: ((socket: Duplex, open: () => void) => void) | null = null

  private constructor(
    readonly toPort: number,
    secure: boolean
  ) {
    const pem = readFileSync(join(__dirname, "self-signed.pem"))
    this.#server = secure ? createTlsServer({ key: pem, cert: pem }) : createServer()
    this.#server.on("connect", (request: IncomingMessage, socket: Duplex) => {
      this.asked.push({
        authority: request.url ?? "",
        authorization: request.headers["proxy-authorization"],
      })
      this.#tunnels.add(socket.on("error", () => undefined))
      const open = () => {
        this.#open(socket)
      }
      if (this.#answer) this.#answer(socket, open)
      else open()
    })
  }

  static async start(toPort: number, secure = false): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(toPort, secure)
    proxy.#server.listen(0)
    await once(proxy.#server, "listening")
    return proxy
  }

  /** Answers CONNECT otherwise than by opening the tunnel. */
  answerBy(answer: (socket: Duplex, open: () => void) => void): void {
    this.#answer = answer
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Cuts every open tunnel. */
  cut(): void {
    for (const socket of this.#tunnels) socket.destroy()
    this.#tunnels.clear()
  }

  async stop(): Promise<void> {
    this.cut()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, "close")
  }

  #open(socket: Duplex): void {
    const target: Socket = connect(this.toPort, "localhost", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n")
      socket.pipe(target).pipe(socket)
    })
    this.#tunnels.add(target.on("error", () => socket.destroy()))
    socket.on("close", () => target.destroy())
  }
}
