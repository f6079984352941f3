import { execFile } from "node:child_process"
import { join } from "node:path"
import { promisify } from "node:util"
import { ConnectProxy } from "./connect-proxy"
import { Loopback } from "./loopback"
import { REFID, STATUS } from "./recorded-messages"

const run = promisify(execFile)

/** Switches TLS verification off for what does not ask for it. */
const UNVERIFIED = { NODE_TLS_REJECT_UNAUTHORIZED: "0" }

const TRUSTED = { NODE_EXTRA_CA_CERTS: join(__dirname, "self-signed.pem") }

/** Asks in a process of its own: Jest keeps `process.env` from Node's TLS, which also reads its certificates at the start. */
async function ask(baseUrl: string, env: Readonly<Record<string, string>>): Promise<string> {
  const script = ["-r", "ts-node/register/transpile-only", join(__dirname, "ask-status.ts")]
  const others = Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name))
  const { stdout } = await run(process.execPath, [...script, baseUrl, REFID], {
    env: { ...Object.fromEntries(others), ...env },
  })
  return stdout
}

const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function startKpay(): Promise<Loopback> {
  const kpay = await Loopback.start((response) => response.end(STATUS.paid), true)
  stops.push(() => kpay.stop())
  return kpay
}

async function startProxy({ port }: Loopback, scheme: "http" | "https") {
  const proxy = await ConnectProxy.start(port, scheme === "https")
  stops.push(() => proxy.stop())
  return { proxy, env: { HTTPS_PROXY: `${scheme}://shop:secret@localhost:${proxy.port}` } }
}

describe("TLS is verified, also where the environment switches verification off", () => {
  it("of K-Pay", async () => {
    const kpay = await startKpay()
    const url = kpay.url.replace("http:", "https:")
    expect(await ask(url, UNVERIFIED)).toMatch(/^KpayRefusedError.*DEPTH_ZERO_SELF_SIGNED_CERT/)
    expect(kpay.received).toHaveLength(0)
    expect(await ask(url, TRUSTED)).toBe("paid")
  })

  it("of K-Pay behind a proxy", async () => {
    const kpay = await startKpay()
    const { proxy, env } = await startProxy(kpay, "http")
    expect(await ask("https://pay.example/", { ...env, ...UNVERIFIED })).toMatch(
      /^KpayRefusedError.*PROXY_DEPTH_ZERO_SELF_SIGNED_CERT/
    )
    expect(proxy.asked[0]).toMatchObject({ authority: "pay.example:443" })
    expect(await ask("https://pay.example/", { ...env, ...TRUSTED })).toMatch(
      /^KpayRefusedError.*PROXY_ERR_TLS_CERT_ALTNAME_INVALID/
    )
    expect(kpay.received).toHaveLength(0)
  })

  it("of a proxy with https, before it gets its password", async () => {
    const kpay = await startKpay()
    const { proxy, env } = await startProxy(kpay, "https")
    expect(await ask("https://pay.example/", { ...env, ...UNVERIFIED })).toMatch(
      /^KpayRefusedError.*PROXY_DEPTH_ZERO_SELF_SIGNED_CERT/
    )
    expect(proxy.asked).toHaveLength(0)
  })

  it("of both, which answer where their certificates are valid", async () => {
    const kpay = await startKpay()
    const { proxy, env } = await startProxy(kpay, "https")
    // The dot keeps the certificate's name out of the addresses that are reached without a proxy.
    expect(await ask("https://localhost./", { ...env, ...TRUSTED })).toBe("paid")
    expect(proxy.asked).toMatchObject([{ authority: "localhost.:443" }])
    expect(kpay.received).toHaveLength(1)
  })
})
