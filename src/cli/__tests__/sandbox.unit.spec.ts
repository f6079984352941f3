import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { runSandbox } from "../sandbox"

describe("npx kpay sandbox", () => {
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
