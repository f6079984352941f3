import { once } from "node:events"
import { readFileSync } from "node:fs"
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http"
import { createServer as createTlsServer } from "node:https"
import type { AddressInfo } from "node:net"
import { join } from "node:path"

interface Received {
  readonly headers: IncomingMessage["headers"]
  readonly body: Record<string, unknown>
}

/** A real server on loopback that answers as the test says and remembers what came. */
export class Loopback {
  readonly received: Received[] = []
  sockets = 0
  readonly server: Server

  private constructor(answer: (response: ServerResponse, tries: number) => void, secure: boolean) {
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = []
      request.on("data", (chunk: Buffer) => chunks.push(chunk))
      request.on("end", () => {
        this.received.push({
          headers: request.headers,
          body: JSON.parse(Buffer.concat(chunks).toString()) as Received["body"],
        })
        answer(response, this.received.length)
      })
    }
    const pem = readFileSync(join(__dirname, "self-signed.pem"))
    this.server = secure
      ? createTlsServer({ key: pem, cert: pem }, listener)
      : createServer(listener)
    this.server.on("connection", () => this.sockets++)
  }

  static async start(
    answer: (response: ServerResponse, tries: number) => void,
    secure = false
  ): Promise<Loopback> {
    const loopback = new Loopback(answer, secure)
    loopback.server.listen(0)
    await once(loopback.server, "listening")
    return loopback
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get url(): string {
    return `http://localhost:${this.port}/`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, "close")
  }
}
