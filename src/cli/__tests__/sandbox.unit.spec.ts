import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { runSandbox } from "../sandbox"

describe("npx kpay sandbox", () => {
  it.each([
    ["--card-return", "--card-return must be get or post."],
    ["--quirks", "--quirks must be recorded or possible."],
    ["--trouble", "--trouble must be 500, 601, 605 or 607."],
    ["--port", "--port must be a whole number."],
  ])("says what %s may be", async (option, message) => {
    await expect(runSandbox([option, "602x"])).rejects.toThrow(message)
  })

  it("says what to do where another program has its port", async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
    const { port } = other.address() as AddressInfo
    try {
      await expect(runSandbox(["--port", String(port)])).rejects.toThrow(
        `Another program listens on port ${port}. Choose another one with --port, and set KPAY_BASE_URL of Medusa to it.`
      )
    } finally {
      other.close()
    }
  })
})
