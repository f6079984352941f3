import { once } from "node:events"
import { createServer, type IncomingMessage, type Server } from "node:http"
import { connect, type AddressInfo } from "node:net"
import { readBody, readWhatCame } from "../read-body"

const stops: Server[] = []
afterEach(() => {
  for (const server of stops.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** What a reading gives of a request with a body that ends after it was sent, whatever length it was said to have. */
async function readingOf(
  read: (request: IncomingMessage) => Promise<string>,
  body: string,
  length = body.length
): Promise<string> {
  const server = createServer()
  stops.push(server)
  server.listen(0)
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const client = connect(port, "localhost")
  client.write(`POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: ${length}\r\n\r\n${body}`)
  if (length > body.length) client.end()
  const [request] = (await once(server, "request")) as [IncomingMessage]
  const text = await read(request)
  client.destroy()
  return text
}

describe("The body of a request", () => {
  it("is read to its end, or to the bound", async () => {
    for (const read of [readBody, readWhatCame]) {
      expect(await readingOf(read, "method=momo")).toBe("method=momo")
      expect(await readingOf(read, "x".repeat(100_000))).toBe("x".repeat(16 * 1024))
    }
  })

  it("that breaks off is what came of a callback, and no form", async () => {
    expect(await readingOf(readWhatCame, `{"refid":"R1"`, 500)).toBe(`{"refid":"R1"`)
    await expect(readingOf(readBody, "method=momo&phone=078830", 500)).rejects.toThrow(
      "The request broke off."
    )
  })
})
