import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { KpayClient } from "../../../../gateway/client"
import { STATUS } from "../../../../gateway/__tests__/recorded-messages"
import { probe, type Probe } from "../probe"

const TIMEOUTS = { connectMs: 30_000, headersMs: 30_000, bodyMs: 30_000, statusMs: 60_000 }

describe("Asking K-Pay whether it would answer", () => {
  let server: Server
  let body: string | null

  beforeEach(async () => {
    server = createServer((_, response) => {
      if (body !== null) response.end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  async function ask(): Promise<Probe> {
    const account = {
      environment: "test" as const,
      baseUrl: `http://localhost:${(server.address() as AddressInfo).port}`,
      username: "shop-user",
      password: "shop-password",
      retailerId: "01",
    }
    const client = new KpayClient({ ...account, timeouts: TIMEOUTS })
    try {
      // Only silence runs into the limit.
      return await probe(client, account, body === null ? 300 : 30_000)
    } finally {
      server.closeAllConnections()
      await client.close()
    }
  }

  it.each<[string, string | null, Probe]>([
    ["not found", STATUS.notFound, { state: "answered" }],
    [
      "a wrong password",
      `{"reply":"Invalid PIN","retcode":600}`,
      { state: "refused", code: "600", text: "Invalid PIN" },
    ],
    [
      "a text that names whom K-Pay does not know",
      `{"reply":"Unknown user shop-user","retcode":601}`,
      { state: "refused", code: "601", text: null },
    ],
    ["a website", "<html></html>", { state: "unreadable", httpStatus: 200 }],
    [
      "news of another payment",
      `{"refid":"X","tid":"","statusid":"03"}`,
      { state: "unreadable", httpStatus: null },
    ],
    ["silence", null, { state: "unanswered", cause: "TimeoutError" }],
  ])("%s", async (_, answer, expected) => {
    body = answer
    expect(await ask()).toEqual(expected)
  })

  it("nothing listens", async () => {
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const account = {
      environment: "test" as const,
      baseUrl: `http://localhost:${port}`,
      username: "shop-user",
      password: "shop-password",
      retailerId: "01",
    }
    const client = new KpayClient({ ...account, timeouts: TIMEOUTS })
    expect(await probe(client, account, 30_000)).toEqual({
      state: "unanswered",
      cause: "ECONNREFUSED",
    })
    await client.close()
  })
})
